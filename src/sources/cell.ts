import { type DayText, isDay } from '../core/index.ts'
import { type Column, nearest } from '../catalogue/index.ts'
import type { SourceCode } from './rules.ts'

/**
 * What is wrong with a cell. The cell itself is quoted only where it is nearly a code of its
 * column: any other text could be somebody's name.
 */
export type CellFault = {
  readonly code: SourceCode
  readonly message: string
  readonly fix?: string
}

/** Its canonical text, null for an empty cell, or what is wrong with it. */
export type CheckedCell = string | null | CellFault

/** Checks the trimmed text of a cell. */
export type CellCheck = (text: string) => CheckedCell

const PLACEHOLDER =
  /^(?:x{2,}|tbc|tba|n\/?a|#n\/a|null|nil|-+|\?+|#+|#(?:ref|value|name|div\/0|num)[!?])$/i
const CUT_SHORT = /^\d(?:\.\d+)?E\+\d+$/i
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** The check of a column: an empty text is null, whether or not it may be. */
export function checkOf(column: Column, textCharacters: number): CellCheck {
  const check = typeCheckOf(column, textCharacters)
  return (text) => {
    if (text === '') return null
    if (PLACEHOLDER.test(text) && column.codes?.has(text) !== true)
      return { code: 'source-placeholder', message: 'The cell holds a stand-in, not a value.' }
    return check(text)
  }
}

function typeCheckOf(column: Column, textCharacters: number): CellCheck {
  const { codes } = column
  if (column.type === 'code') return (text) => checkCode(text, codes ?? new Map())
  if (column.type === 'date') return remembered(checkDay)
  if (column.type === 'integer') return (text) => inBounds(column, checkInteger(text))
  if (column.type === 'number') return (text) => inBounds(column, checkNumber(text))
  if (column.type === 'money') return (text) => inBounds(column, checkMoney(text))
  if (column.type === 'financial-year') return (text) => checkYear(text, '-')
  if (column.type === 'academic-year') return (text) => checkYear(text, '/')
  return (text) => checkText(text, textCharacters)
}

function checkText(text: string, most: number): CheckedCell {
  if (text.length > most)
    return {
      code: 'source-bad-text',
      message: `The text is longer than ${String(most)} characters.`,
    }
  if (CONTROL.test(text))
    return { code: 'source-bad-text', message: 'The text holds control characters.' }
  if (CUT_SHORT.test(text))
    return { code: 'source-bad-text', message: 'A spreadsheet has cut this number short.' }
  return text
}

function checkCode(text: string, codes: ReadonlyMap<string, string>): CheckedCell {
  if (codes.has(text)) return text
  const meant = meantCode(text, codes)
  const said = meant === undefined ? shapeOf(text) : `"${text}"`
  return {
    code: 'source-unknown-code',
    message: `There is no code ${said} in this column.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    fix: `Write one of the codes: ${briefly([...codes.keys()])}.`,
  }
}

/** The code that was probably meant: another spelling, or what the code stands for. */
export function meantCode(text: string, codes: ReadonlyMap<string, string>): string | undefined {
  const wanted = text.toLowerCase()
  for (const code of codes.keys()) if (code.toLowerCase() === wanted) return code
  for (const [code, label] of codes) if (label.toLowerCase() === wanted) return code
  if (wanted.length < 3) return undefined
  const near = nearest(wanted, codes.keys())
  if (near !== undefined && near.length >= 3) return near
  const saying = [...codes].filter(([code, label]) => wordsOf(`${code} ${label}`).includes(wanted))
  return saying.length === 1 ? saying[0]?.[0] : undefined
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/)
}

/** What a text looks like, without saying it: `of 4 letters`. */
export function shapeOf(text: string): string {
  const count = String(text.length)
  if (/^\d+$/.test(text)) return `of ${count} ${text.length === 1 ? 'digit' : 'digits'}`
  const sort = /^[a-z]+$/i.test(text) ? 'letter' : 'character'
  return `of ${count} ${sort}${text.length === 1 ? '' : 's'}`
}

/** Up to twelve codes, and how many more there are. */
export function briefly(codes: readonly string[]): string {
  if (codes.length <= 12) return codes.join(', ')
  return `${codes.slice(0, 10).join(', ')} and ${String(codes.length - 10)} more`
}

/** The same days stand thousands of times in a file, so each is looked at once. */
const MOST_REMEMBERED = 50_000

function remembered(check: CellCheck): CellCheck {
  const known = new Map<string, CheckedCell>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const checked = check(text)
    if (known.size < MOST_REMEMBERED && text.length <= 10) known.set(text, checked)
    return checked
  }
}

/** A real day between 1901 and 2199: 1900-01-01 and 9999-12-31 are what systems write for none. */
export function checkDay(text: string): CheckedCell {
  if (!isDay(text)) return { code: 'source-not-a-day', message: notADay(text), fix: dayFix(text) }
  return isLikely(text)
    ? text
    : { code: 'source-day-unlikely', message: 'The day lies outside the years 1901 to 2199.' }
}

function isLikely(day: DayText): boolean {
  return day >= '1901-01-01' && day <= '2199-12-31'
}

function notADay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'There is no such day in the calendar.'
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) return 'The cell holds a time as well as a day.'
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text))
    return 'The cell is a day in another form, which could be read in two ways.'
  if (/^\d{5}(?:\.\d+)?$/.test(text))
    return 'The cell is the number that a spreadsheet has for a day.'
  return 'The cell is not a day.'
}

function dayFix(text: string): string {
  return /^\d{5}(?:\.\d+)?$/.test(text)
    ? 'Format the column as a date YYYY-MM-DD in the spreadsheet and save it again.'
    : 'Write the day as YYYY-MM-DD: 31 March 2024 is 2024-03-31.'
}

const MOST_INTEGER = 2_147_483_647

function checkInteger(text: string): CheckedCell {
  const plain = /^(-?)(0|[1-9]\d{0,9})$/.exec(text)
  if (plain && Math.abs(Number(text)) <= MOST_INTEGER) return plain[2] === '0' ? '0' : text
  return { code: 'source-not-an-integer', message: `The cell is not a whole number${hint(text)}.` }
}

function checkNumber(text: string): CheckedCell {
  const plain = /^(-?)(0|[1-9]\d{0,11})(?:\.(\d{1,6}))?$/.exec(text)
  if (!plain)
    return { code: 'source-not-a-number', message: `The cell is not a plain number${hint(text)}.` }
  const decimals = (plain[3] ?? '').replace(/0+$/, '')
  return signed(plain[1], `${plain[2] ?? '0'}${decimals === '' ? '' : `.${decimals}`}`)
}

function checkMoney(text: string): CheckedCell {
  const plain = /^(-?)(0|[1-9]\d{0,11})(?:\.(\d{1,2}))?$/.exec(text)
  if (!plain)
    return { code: 'source-not-money', message: `The cell is not an amount of money${hint(text)}.` }
  return signed(plain[1], `${plain[2] ?? '0'}.${(plain[3] ?? '').padEnd(2, '0')}`)
}

/** Nothing is less than nothing: `-0` is `0`. */
function signed(sign: string | undefined, amount: string): string {
  return sign === '-' && /[1-9]/.test(amount) ? `-${amount}` : amount
}

/** What about the writing of a number is not plain. */
function hint(text: string): string {
  if (/\d,\d/.test(text)) return ': it has commas between digits'
  if (/[£$€%]/.test(text)) return ': it has a sign of money or per cent'
  if (/^\d+\.\d{3,}$/.test(text)) return ': it has too many decimals'
  if (/^\(.*\)$/.test(text)) return ': write negative numbers with a minus sign'
  if (/^-?0\d/.test(text)) return ': it begins with a needless zero'
  return ''
}

function checkYear(text: string, separator: '-' | '/'): CheckedCell {
  const [sort, example] =
    separator === '-' ? ['a financial year', '2021-22'] : ['an academic year', '2020/21']
  const parts = /^((?:19|20|21)\d{2})([-/])(\d{2})$/.exec(text)
  const follows = parts !== null && (Number(parts[1]) + 1) % 100 === Number(parts[3])
  if (follows && parts[2] === separator) return text
  return {
    code: 'source-not-a-year',
    message: `The cell is not ${sort}${follows ? ' in its own form' : ''}.`,
    fix: `Write the year as ${example}.`,
  }
}

function inBounds(column: Column, checked: CheckedCell): CheckedCell {
  if (typeof checked !== 'string') return checked
  const [least, most] = [column.minimum, column.maximum]
  const value = Number(checked)
  const isIn = (least === undefined || value >= least) && (most === undefined || value <= most)
  if (isIn) return checked
  return { code: 'source-out-of-bounds', message: `The number must be ${boundsOf(least, most)}.` }
}

function boundsOf(least: number | undefined, most: number | undefined): string {
  if (most === undefined) return `${String(least)} or more`
  return least === undefined ? `${String(most)} or less` : `${String(least)} to ${String(most)}`
}
