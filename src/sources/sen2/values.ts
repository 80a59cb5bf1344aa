import { isDay } from '../../core/index.ts'
import { briefly, type CheckedCell, checkDay, meantCode, shapeOf } from '../cell.ts'
import type { SourceCode } from '../rules.ts'
import { CODE_SETS, type Sen2Code } from './codes.ts'
import { authorityOfLa } from './la-code.ts'
import { elementOf, isOfYear } from './names.ts'
import { complain, type Draft, placeOf, type Reading, textOf } from './reading.ts'
import type { XmlNode } from './return-parser.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The day that a text of a return means: `2025-03-03`, or `2025-Mar-03 00:00:00` of an export. */
export function dayOfText(text: string): string | undefined {
  const parts = /^(\d{4})-(\d{2}|[A-Z][a-z]{2})-(\d{2})(?:[T ]00:00:00)?$/.exec(text)
  if (!parts) return undefined
  const [, year = '', month = '', date = ''] = parts
  const named = MONTHS.indexOf(month)
  const day = `${year}-${named === -1 ? month : String(named + 1).padStart(2, '0')}-${date}`
  return isDay(day) ? day : undefined
}

/** The same days stand thousands of times in a return, so each is looked at once. */
const MOST_DAYS = 50_000

function checkedDay({ days }: Reading, text: string): CheckedCell {
  const known = days.get(text)
  if (known !== undefined) return known
  const checked = checkDay(dayOfText(text) ?? text)
  if (typeof checked === 'string' && days.size < MOST_DAYS) days.set(text, checked)
  return checked
}

/**
 * A day of a record. A day that is no day refuses the record: without its date a plan that ceased
 * would seem to go on.
 *
 * @param needed - Whether the record cannot be without it.
 */
export function day(
  reading: Reading,
  draft: Draft,
  node: XmlNode | undefined,
  name: string,
  needed = false,
): string | null {
  const text = textOf(node, name)
  const from = node ?? draft.node
  if (text === undefined) {
    if (needed) missing(reading, draft, from, name)
    return null
  }
  const checked = checkedDay(reading, text)
  if (typeof checked === 'string') return checked
  const why = checked?.message.replace(/^The cell/, 'The element') ?? 'The element is not a day.'
  const message = `${name}: ${why}`
  complain(draft, 'sen2-needed-value', placeOf(reading, from, name), message)
  return null
}

function missing(reading: Reading, draft: Draft, node: XmlNode, name: string): void {
  complain(draft, 'sen2-missing-value', placeOf(reading, node, name), `${name} is missing.`)
}

/**
 * A code of a record in the words of our tables. An unknown one is told as it was given, and leaves
 * the cell empty; the record stands.
 *
 * @param needed - Whether the record cannot be without the element.
 */
export function code(
  reading: Reading,
  draft: Draft,
  node: XmlNode | undefined,
  name: string,
  needed = false,
): string | null {
  const text = textOf(node, name)
  const from = node ?? draft.node
  if (text === undefined) {
    if (needed) missing(reading, draft, from, name)
    return null
  }
  const found = codesOf(from, name).get(text.toUpperCase().replace(/\.0$/, ''))
  const place = placeOf(reading, from, name)
  if (!found) {
    complain(draft, 'sen2-unknown-code', place, unknownCode(from, name, text))
    draft.unknown.add(elementOf(from.name, name)?.column ?? name)
    return null
  }
  if (!isOfYear(found, reading.rulesOf)) {
    const message = `${name} holds a code that returns of ${String(reading.header.year)} do not have.`
    complain(draft, 'sen2-code-of-another-year', place, message)
  }
  return found.gives === '' ? null : found.gives
}

const MAPS: ReadonlyMap<string, ReadonlyMap<string, Sen2Code>> = new Map(
  Object.entries(CODE_SETS).map(([name, codes]) => [name, new Map(Object.entries(codes))]),
)
const NO_CODES: ReadonlyMap<string, Sen2Code> = new Map()

function codesOf(node: XmlNode, name: string): ReadonlyMap<string, Sen2Code> {
  return MAPS.get(elementOf(node.name, name)?.format ?? '') ?? NO_CODES
}

function unknownCode(node: XmlNode, name: string, text: string): string {
  const codes = [...codesOf(node, name).keys()]
  return `${unknown(name, text, new Map(codes.map((one) => [one, one])))} It has ${briefly(codes)}.`
}

/** Names an unknown code, and the known one that it is nearly. */
export function unknown(name: string, text: string, codes: ReadonlyMap<string, string>): string {
  const meant = meantCode(text, codes)
  return `${name} has no code ${isShort(text) ? `"${text}"` : shapeOf(text)}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
}

/** Codes, numbers, days and flags: what is as short as these names nobody. */
const SHORT =
  /^(?:[A-Z\d][A-Z\d_.+-]{0,7}|[A-Za-z]{1,4}|true|false|\d{4}-[\dA-Za-z]{2,3}-\d{2}(?:[T ][\d:]+)?)$/
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/

function isShort(text: string): boolean {
  return SHORT.test(text) && !POSTCODE.test(text)
}

/** A value as it was given; of one that might name somebody, what it looks like. */
export function asGiven(text: string): string {
  return isShort(text) ? `"${text}"` : `a text ${shapeOf(text)}`
}

const TRUE = /^(?:1|1\.0|true|y|yes)$/i
const FALSE = /^(?:0|0\.0|false|n|no)$/i

/** A flag: true, false, or null where it is absent or, as told, wrong. */
export function flag(
  reading: Reading,
  draft: Draft,
  node: XmlNode | undefined,
  name: string,
): boolean | null {
  const text = textOf(node, name)
  if (text === undefined) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  wrong(reading, draft, node ?? draft.node, name, `${name} is ${asGiven(text)}, neither 0 nor 1.`)
  return null
}

/** A flag as Y or N. */
export function yesNo(
  reading: Reading,
  draft: Draft,
  node: XmlNode | undefined,
  name: string,
): string | null {
  const value = flag(reading, draft, node, name)
  if (value === null) return null
  return value ? 'Y' : 'N'
}

/** The GSS code of an authority given by its three digits. */
export function authorityOf(
  reading: Reading,
  draft: Draft,
  node: XmlNode | undefined,
  name: string,
): string | null {
  const text = textOf(node, name)
  if (text === undefined) return null
  const found = authorityOfLa(text, reading.authorities)
  if (found !== undefined) return found
  wrong(
    reading,
    draft,
    node ?? draft.node,
    name,
    `${name} is ${asGiven(text)}, which is not the code of an authority.`,
  )
  return null
}

/** A number of so many digits, as text. */
export function digits(
  reading: Reading,
  draft: Draft,
  node: XmlNode,
  name: string,
  pattern: RegExp,
): string | null {
  const text = textOf(node, name)?.replace(/\.0$/, '')
  if (text === undefined || pattern.test(text)) return text ?? null
  wrong(
    reading,
    draft,
    node,
    name,
    `${name} is ${asGiven(text)}, not a number of the right length.`,
  )
  return null
}

function wrong(
  reading: Reading,
  draft: Draft,
  node: XmlNode,
  name: string,
  message: string,
  rule: SourceCode = 'sen2-wrong-value',
): void {
  complain(draft, rule, placeOf(reading, node, name), message)
}
