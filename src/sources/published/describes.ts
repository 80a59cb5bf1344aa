import type { PublishedYear } from '../../catalogue/index.ts'
import { censusDay, type DayText, isDay } from '../../core/index.ts'

const YEAR = /^((?:19|20)\d{2})(?:[-/]?(\d{2}))?(?:\s*\(.*\))?$/

/**
 * The day that a figure describes: the last of its year, or its census day.
 *
 * @param text - A year as publishers write it: `2024`, `202425`, `2024/25`, `2016-17 (OT)`.
 * @returns Undefined where the text is no year, or not one of that sort.
 * @see DfE analysts' guide, "Open data standards", on time periods.
 */
export function dayDescribed(year: PublishedYear, text: string): DayText | undefined {
  if (year === 'day') return isDay(text) ? text : undefined
  const parts = YEAR.exec(text.trim())
  if (!parts) return undefined
  const first = Number(parts[1])
  const isSpan = parts[2] !== undefined
  if (isSpan && (first + 1) % 100 !== Number(parts[2])) return undefined
  const last = isSpan ? first + 1 : first
  switch (year) {
    case 'january':
      return censusDay(last)
    case 'academic':
      return `${String(last)}-08-31`
    case 'financial':
      return `${String(last)}-03-31`
    case 'calendar':
      return isSpan ? undefined : `${String(last)}-12-31`
    case 'mid-year':
      return isSpan ? undefined : `${String(last)}-06-30`
  }
}
