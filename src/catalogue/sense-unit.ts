import type { Issue } from '../core/index.ts'
import { faultAt, type Given, givenNumbers, plain, type Row } from './sense.ts'

/** What a unit is called, and the words by which a strategy gives it away. */
const SIGNS: readonly { readonly unit: string; readonly after: RegExp; readonly fits: RegExp }[] = [
  { unit: 'percent', after: /^\s*(%|per ?cent\b)/i, fits: /^percent$/ },
  {
    unit: 'a rate',
    after: /^\s*per (1,?000|10,?000|100,?000|100)\b/i,
    fits: /^per-|^percent$/,
  },
  { unit: 'weeks', after: /^\s*weeks?\b/i, fits: /^weeks$/ },
  { unit: 'days', after: /^\s*days?\b/i, fits: /^days$/ },
  { unit: 'months', after: /^\s*months?\b/i, fits: /^months$/ },
]

/** A number whose `unit`, or whose own words, say another unit than the figure has. */
export function unitIssues(row: Row): Issue[] {
  return givenNumbers(row).flatMap((given) => {
    const said = saidUnit(given, row)
    if (said === undefined) return []
    const { id, unit } = row.measure
    const message = `${given.name} is in ${said}, and ${id} is in ${unit}`
    const fix = `Give ${given.name} in ${unit}, or name a measure in ${said}.`
    const key = given.unit === undefined ? 'words' : 'unit'
    const path = [...given.path, key]
    return [faultAt(row, path, { code: 'strategy-unit', severity: 'error', message, fix })]
  })
}

function saidUnit(given: Given, { measure: { unit, kind } }: Row): string | undefined {
  if (given.unit !== undefined) return given.unit === unit ? undefined : given.unit
  if (given.value === null || kind === 'milestone') return undefined
  if (isRateOfOther(given, unit)) return 'a rate'
  const number = sameNumber(given)
  if (!number) return undefined
  if (number.money && !unit.startsWith('GBP')) return 'GBP'
  return SIGNS.find(({ after, fits }) => after.test(number.rest) && !fits.test(unit))?.unit
}

/** `14.48 per 1,000` where the figure is of 100. */
function isRateOfOther({ words }: Given, unit: string): boolean {
  const per = /\bper (1,?000|10,?000|100,?000)\b/i.test(words)
  return per && (unit === 'percent' || unit.startsWith('per-100-'))
}

/** Where the words have the number itself: whether a pound sign stands before, and what comes after. */
function sameNumber({ words, value }: Given): { money: boolean; rest: string } | undefined {
  for (const match of words.matchAll(/(£\s*)?(\d[\d,]*(?:\.\d+)?)/g)) {
    const number = Number((match[2] ?? '').replaceAll(',', ''))
    if (number !== Math.abs(value ?? NaN)) continue
    return { money: match[1] !== undefined, rest: words.slice(match.index + match[0].length) }
  }
  return undefined
}

/** Numbers followed by a per cent sign, as the words have them. */
export function percentagesIn(words: string): number[] {
  return [...words.matchAll(/(\d+(?:\.\d+)?)\s*(?:%|per ?cent\b)/gi)].map((match) =>
    Number(match[1]),
  )
}

/** A percentage whose words give one number, and not the one that is held. */
export function saysOtherwise({ value, words }: Given): string | undefined {
  const [said, ...others] = percentagesIn(words)
  if (value === null || said === undefined || others.length > 0 || said === value) return undefined
  return `${plain(said)}%`
}
