import type { ReadRule } from './read-rule.ts'

/**
 * Results: the lowest fifth of all who have the measure in the year, by value, then person:
 * max(1, floor(0.2 n + 0.5)) of n, that is every place p with p = 1 or 10 p <= 2 n + 5.
 */
export const RESULTS: ReadRule = {
  table: 'results',
  reads: [],
  columns: {
    lowest_fifth: `case
      when row_number() over (
        partition by r.authority, r.measure, r.academic_year order by r.value, r.person_id) = 1
      or 10 * row_number() over (
        partition by r.authority, r.measure, r.academic_year order by r.value, r.person_id)
        <= 2 * count(*) over (partition by r.authority, r.measure, r.academic_year) + 5
      then 'Y' else 'N' end`,
  },
}
