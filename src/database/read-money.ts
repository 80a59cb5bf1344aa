import { currentRecords } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

const YEAR = 'cast(substr(r.financial_year, 1, 4) as integer)'

/**
 * The reports of a forecast, each with the next of its year: few, so that the lines, which are many,
 * need not be sorted.
 */
const FORECASTS = `
  left join (
    select f.authority, f.financial_year, f.as_at,
      lead(f.as_at) over (partition by f.authority, f.financial_year order by f.as_at) as next_as_at
    from (select distinct authority, financial_year, as_at
      from ${currentRecords('ledger')} l
      where scenario = 'forecast' and as_at is not null) f
  ) n on n.authority = r.authority and n.financial_year = r.financial_year and n.as_at = r.as_at`

/**
 * Ledger lines: an actual is stated from the first day of its month, of period 13 from 31 March; a
 * forecast from its report until the next report of that year; a budget always.
 */
export const LEDGER: ReadRule = {
  table: 'ledger',
  reads: [],
  joins: FORECASTS,
  columns: {
    stated_from: `case
      when r.scenario = 'budget' then date '0001-01-01'
      when r.scenario = 'forecast' then r.as_at
      when r.period = 13 then make_date(${YEAR} + 1, 3, 31)
      when r.period <= 9 then make_date(${YEAR}, r.period + 3, 1)
      else make_date(${YEAR} + 1, r.period - 9, 1)
    end`,
    stated_until: `case when r.scenario = 'forecast' then n.next_as_at end`,
  },
}

/**
 * Funding: a confirmed allocation is replaced by a later confirmed one of the same block and year;
 * of two decided on one day, the one with the greater id stands.
 */
export const FUNDING: ReadRule = {
  table: 'funding',
  reads: [],
  columns: {
    replaced: `case when r.kind = 'dsg_allocation' and r.status = 'confirmed'
      and row_number() over (
        partition by r.authority, r.financial_year, r.block, r.kind, r.status
        order by r.decided_date desc nulls last, r.line_id desc nulls last) > 1
      then 'Y' else 'N' end`,
  },
}
