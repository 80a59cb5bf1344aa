import { currentRecords, nextDateSql } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

const SERIES = ['r.series', 'r.measure', 'r.area', 'r.scenario']
const SAME_FIGURE = [...SERIES, 'r.as_at', 'r.age_from', 'r.age_to']
const KNOWN = 'greatest(r.as_at, r.published_date)'
const NEXT_PUBLISHED = nextDateSql('r.published_date', SAME_FIGURE)

/** The band that next holds each band and more: the narrowest, of two the younger. */
const WIDER = `
  with bands as (
    select distinct authority, series, measure, area, scenario, as_at, age_from, age_to
    from ${currentRecords('reference')} known
    where age_from is not null and age_to is not null
  )
  select b.authority, b.series, b.measure, b.area, b.scenario, b.as_at, b.age_from, b.age_to,
    w.age_from as wider_from, w.age_to as wider_to,
    row_number() over (
      partition by b.authority, b.series, b.measure, b.area, b.scenario, b.as_at, b.age_from, b.age_to
      order by w.age_to - w.age_from, w.age_from) as place
  from bands b
  join bands w on w.authority = b.authority and w.series = b.series
    and w.measure is not distinct from b.measure and w.area = b.area
    and w.scenario is not distinct from b.scenario and w.as_at = b.as_at
    and w.age_from <= b.age_from and w.age_to >= b.age_to
    and (w.age_from < b.age_from or w.age_to > b.age_to)`

/**
 * Reference figures. Published: until a newer publication of the same figure. Latest: from the day
 * described or published, whichever is later, until a newer day, or a newer publication for the same
 * ages, is known.
 */
export const REFERENCE: ReadRule = {
  table: 'reference',
  reads: [],
  joins: `
    left join (${WIDER}) w on w.place = 1 and w.authority = r.authority and w.series = r.series
      and w.measure is not distinct from r.measure and w.area = r.area and w.scenario is not distinct from r.scenario and w.as_at = r.as_at
      and w.age_from = r.age_from and w.age_to = r.age_to`,
  columns: {
    published_from: 'r.published_date',
    published_until: NEXT_PUBLISHED,
    latest_from: KNOWN,
    latest_until: `least(
      min(${KNOWN}) over (partition by r.authority, ${SERIES.join(', ')} order by r.as_at
        range between interval '1 day' following and unbounded following),
      case when ${NEXT_PUBLISHED} is not null then greatest(r.as_at, ${NEXT_PUBLISHED}) end)`,
    wider_from: 'w.wider_from',
    wider_to: 'w.wider_to',
    age_band: `case
      when r.age_from >= 0 and r.age_to <= 4 then '0-4'
      when r.age_from >= 5 and r.age_to <= 10 then '5-10'
      when r.age_from >= 11 and r.age_to <= 15 then '11-15'
      when r.age_from >= 16 and r.age_to <= 18 then '16-18'
      when r.age_from >= 19 and r.age_to <= 25 then '19-25'
    end`,
  },
}
