import type { ReadRule } from './read-rule.ts'

/** KPIs: none are kept. They are judged when a figure asks about them, on the day that it asks. */
export const KPIS: ReadRule = {
  table: 'kpis',
  reads: [],
  select: `
    select cast(null as varchar) as authority, cast(null as varchar) as framework,
      cast(null as varchar) as ref, cast(null as varchar) as sub, cast(null as varchar) as area,
      cast(null as varchar) as role, cast(null as date) as judged_on, cast(null as varchar) as result
    where 1 = 0`,
}
