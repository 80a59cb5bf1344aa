import { isDay } from '../../core/index.ts'
import type { DayFormat } from './types.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?$/
/** Two digits of a year: 00 to 49 are of this century, since plans last to 2049 and nobody is 75. */
const PIVOT = 50

/**
 * A day written in a format as `YYYY-MM-DD`.
 *
 * @returns undefined if the text is no day in that format.
 */
export function dayIn(format: DayFormat, text: string, dropTimes: boolean): string | undefined {
  const bare = dropTimes ? text.replace(TIME, '') : text
  if (isDay(bare)) return bare
  const parts = PATTERNS[format].exec(bare)?.groups
  if (!parts) return undefined
  const { y = '', m = '', d = '' } = parts
  const day = `${fullYear(y)}-${monthOf(m)}-${d.padStart(2, '0')}`
  return isDay(day) ? day : undefined
}

function fullYear(text: string): string {
  if (text.length !== 2) return text
  return String((Number(text) < PIVOT ? 2000 : 1900) + Number(text))
}

function monthOf(text: string): string {
  if (/^\d+$/.test(text)) return text.padStart(2, '0')
  return String(MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1).padStart(2, '0')
}

const PATTERNS: Readonly<Record<DayFormat, RegExp>> = {
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  'mm/dd/yyyy': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/,
  'dd-mm-yyyy': /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<y>\d{4})$/,
  'dd.mm.yyyy': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  'dd mmm yyyy': /^(?<d>\d{1,2}) (?<m>[A-Za-z]{3,9}) (?<y>\d{4})$/,
  'dd-mmm-yyyy': /^(?<d>\d{1,2})-(?<m>[A-Za-z]{3,9})-(?<y>\d{4})$/,
  'dd mmm yy': /^(?<d>\d{1,2}) (?<m>[A-Za-z]{3,9}) (?<y>\d{2})$/,
  'dd-mmm-yy': /^(?<d>\d{1,2})-(?<m>[A-Za-z]{3,9})-(?<y>\d{2})$/,
  yyyymmdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
}
