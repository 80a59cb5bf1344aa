import type { Period } from '../core/index.ts'
import { kpiHref } from './kpi-line.ts'

/** Which figure's records: a period, and a category of a breakdown or the whole. */
export type RecordsOf = {
  readonly period: Period
  readonly by?: string
  readonly category?: string
}

/** Address of the records behind a figure. It names periods and codes, never a person. */
export function recordsHref(address: string, { period, by, category }: RecordsOf): string {
  const query = new URLSearchParams({ from: period.start, to: period.end })
  if (by !== undefined && category !== undefined) {
    query.set('by', by)
    query.set('category', category)
  }
  return `${kpiHref(address)}/records?${query.toString()}`
}
