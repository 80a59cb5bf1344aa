import type { CellKind } from './types.ts'

/** A spreadsheet keeps 15 digits of a number; more are noise of its arithmetic, or lost. */
const DIGITS = 15

/**
 * A number of a spreadsheet in plain writing: `0.1 + 0.2` is `0.3`, as the spreadsheet shows it. From
 * 10^15 on digits are lost, so it is given as `1.23E+18`, which no column takes.
 *
 * @returns undefined if the text is no number.
 */
export function plainNumber(raw: string): string | undefined {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(raw)) return raw === '-0' ? '0' : raw
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(raw)) return undefined
  const value = Number(raw)
  if (!Number.isFinite(value)) return undefined
  if (Math.abs(value) >= 10 ** DIGITS) return value.toExponential().toUpperCase()
  const kept = Number(value.toPrecision(DIGITS))
  if (kept === 0) return '0'
  return Math.abs(kept) >= 1e-6 ? String(kept) : kept.toFixed(20).replace(/0+$/, '')
}

const DAY_MS = 86_400_000
/** 31 December 1899, from which the days of March 1900 and after are counted, less one. */
const START_1900 = Date.UTC(1899, 11, 30)
const START_1904 = Date.UTC(1904, 0, 1)
/** 31 December 9999 in the system of 1900. */
const LAST_SERIAL = 2_958_465

/**
 * The day, and the time of day if it has one, that a number stands for. In the system of 1900 there
 * is a 29 February 1900 that never was (60), before which the count is one off.
 *
 * @see ECMA-376 Part 1, 18.17.4.1 "Date conversion for serial date-times".
 */
export function dayOfSerial(serial: number, is1904: boolean): string | undefined {
  if (!(serial >= 0) || serial > LAST_SERIAL + 1) return undefined
  const whole = Math.floor(serial)
  if (!is1904 && (whole === 60 || whole === 0)) return undefined
  const shift = !is1904 && whole < 60 ? 1 : 0
  const seconds = Math.round((serial - whole) * 86_400)
  const start = is1904 ? START_1904 : START_1900
  const text = new Date(start + (whole + shift) * DAY_MS + seconds * 1000).toISOString()
  return seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19)
}

/** `2024-03-31T00:00:00` is a day; one with a time keeps it. */
export function plainDay(text: string): string {
  return text.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '')
}

/** Number formats that every Excel has, by number. @see ECMA-376 Part 1, 18.8.30. */
const BUILT_IN_DAYS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])
const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47])
const BUILT_IN_PERCENTS = new Set([9, 10])

/** What a number in this format is, by its own text where there is one. */
export function kindOfFormat(id: number, code: string | undefined): CellKind {
  if (code !== undefined) return kindOfCode(bareFormat(code).split(';')[0] ?? '')
  if (BUILT_IN_DAYS.has(id)) return 'day'
  if (BUILT_IN_TIMES.has(id)) return 'time'
  return BUILT_IN_PERCENTS.has(id) ? 'percent' : 'number'
}

function kindOfCode(code: string): CellKind {
  const rules: readonly (readonly [RegExp, CellKind])[] = [
    [/%/, 'percent'],
    [/general/i, 'number'],
    [/[dy]/i, 'day'],
    [/[hs]/i, 'time'],
    [/[0#?]/, 'number'],
    [/m/i, 'day'],
  ]
  return rules.find(([pattern]) => pattern.test(code))?.[1] ?? 'number'
}

/** Without what is shown as it stands, and without colours and conditions; `[h]` stays as `h`. */
function bareFormat(code: string): string {
  return code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[([hms]+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
}
