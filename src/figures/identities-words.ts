import {
  add,
  formatPeriod,
  isZero,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
  toFixed,
} from '../core/index.ts'
import type { IdentityCheck, IdentityValue } from './identities.ts'

type Told = Omit<IdentityCheck, 'statement'>

/** What an identity came to, in one line of words. */
export function identityStatement(check: Told): string {
  const { name, period, scenario, outcome, reason } = check
  const where = `${name}, ${formatPeriod(period)}${scenario === null ? '' : ` (${scenario})`}`
  if (outcome === 'not-checked') return `${where}: not checked, because ${reason}.`
  if (outcome === 'adds-up') return `${where}: ${sumWords(check, 'and')}: it adds up.`
  return `${where}: ${sumWords(check, 'but')}: ${differenceWords(check)}. ${causesWords(check)}`.trim()
}

/** `1,961 held at the end, but 1,794 held before, plus 264 made, less 100 ceased make 1,958`. */
function sumWords({ whole, parts, unit }: Told, joined: 'and' | 'but'): string {
  const [first, ...others] = parts
  const made = parts.reduce(
    (sum, { value, sign }) => (value ? add(sum, multiply(value, rational(sign))) : sum),
    rational(0),
  )
  const listed = [
    ...(first ? [`${first.sign === 1 ? '' : 'less '}${valueWords(first, unit)}`] : []),
    ...others.map((part) => `${part.sign === 1 ? 'plus' : 'less'} ${valueWords(part, unit)}`),
  ].join(', ')
  const sum = parts.length > 1 ? ` make ${numberWords(made, unit)}` : ''
  return `${valueWords(whole, unit)}, ${joined} ${listed}${sum}`
}

function valueWords({ value, words }: IdentityValue, unit: string): string {
  return `${value ? numberWords(value, unit) : 'an unknown number'} ${words}`
}

function differenceWords({ difference, unit }: Told): string {
  return difference ? `${moreOrLess(difference, unit)} than can be explained` : ''
}

function moreOrLess(number: Rational, unit: string): string {
  if (number.n < 0n) return `${numberWords(negate(number), unit)} less`
  return `${numberWords(number, unit)} more`
}

/**
 * The counted causes and how much each explains; then, unless that is all of it, the others. A cause
 * that was counted and explains nothing is none.
 */
function causesWords({ causes, difference, unit }: Told): string {
  const counted = causes.filter(({ explains }) => explains && !isZero(explains))
  const explained = counted.reduce((sum, one) => add(sum, one.explains ?? ZERO), ZERO)
  const isAll = difference !== null && isZero(subtract(difference, explained))
  const others = isAll ? [] : causes.filter(({ explains }) => explains === null)
  return [
    ...counted.map(
      ({ words, explains }) => `${words}: ${moreOrLess(explains ?? ZERO, unit)} for that.`,
    ),
    ...others.map(({ words }) => `It may be ${lowerFirst(words)}.`),
  ].join(' ')
}

const ZERO = rational(0)

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** `1,961`, `£1,885,000`, `-£5,000.50`: to the penny where there are pence, else whole. */
function numberWords(number: Rational, unit: string): string {
  const places = number.d === 1n ? 0 : 2
  const [whole = '', part] = toFixed(number.n < 0n ? negate(number) : number, places).split('.')
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const text = part === undefined ? digits : `${digits}.${part}`
  return `${number.n < 0n ? '-' : ''}${unit === 'GBP' ? '£' : ''}${text}`
}
