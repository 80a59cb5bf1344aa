import type { PublishedSymbol, PublishedTable } from '../../catalogue/index.ts'
import type { PublishedValue } from './types.ts'

/** Symbols and what stands for them in published files; a table's own come first. */
const SYMBOLS: ReadonlyMap<string, PublishedSymbol> = new Map([
  ['', 'blank'],
  ['z', 'z'],
  ['n/a', 'z'],
  ['x', 'x'],
  ['..', 'x'],
  [':', 'x'],
  ['-', 'x'],
  ['c', 'c'],
  ['low', 'low'],
  ['k', 'low'],
  ['~', 'low'],
  ['u', 'u'],
  ['#n/a', 'fault'],
  ['#ref!', 'fault'],
  ['#value!', 'fault'],
  ['#div/0!', 'fault'],
  ['nan', 'fault'],
])

const NUMBER = /^(-?)0*(\d{1,12})(?:\.(\d+))?$/
const WITH_COMMAS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const WITH_EXPONENT = /^-?\d+(?:\.\d+)?e[+-]?\d{1,2}$/i
const DECIMALS = 6

/**
 * A cell as published: its number to six decimals, or the symbol that it holds.
 *
 * @returns Undefined where it is neither.
 */
export function publishedCell(
  text: string,
  { symbols, withCommas }: Pick<PublishedTable, 'symbols' | 'withCommas'>,
  unit: string,
): PublishedValue | undefined {
  const word = text.trim().toLowerCase()
  const symbol = symbols.get(word) ?? SYMBOLS.get(word)
  if (symbol === 'zero') return { value: '0', symbol: null }
  if (symbol !== undefined) return { value: null, symbol }
  const value = plainNumber(bare(word, withCommas, unit))
  return value === undefined ? undefined : { value, symbol: null }
}

/** Whether a number has more decimals than are kept, as binary fractions do. */
export function isLonger(text: string): boolean {
  return (/\.(\d+)$/.exec(text.trim())?.[1] ?? '').replace(/0+$/, '').length > DECIMALS
}

function bare(word: string, withCommas: boolean, unit: string): string {
  const number = unit === 'percent' ? word.replace(/\s*%$/, '') : word
  return withCommas && WITH_COMMAS.test(number) ? number.replaceAll(',', '') : number
}

function plainNumber(text: string): string | undefined {
  if (WITH_EXPONENT.test(text)) return plainNumber(Number(text).toFixed(DECIMALS))
  const parts = NUMBER.exec(text)
  if (!parts) return undefined
  const [, sign = '', whole = '0', decimals = ''] = parts
  if (decimals.length > DECIMALS) return plainNumber(Number(text).toFixed(DECIMALS))
  const fraction = decimals.replace(/0+$/, '')
  const amount = fraction === '' ? whole : `${whole}.${fraction}`
  return /[1-9]/.test(amount) ? `${sign}${amount}` : '0'
}
