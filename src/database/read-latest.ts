import { currentRecords, nextDateSql, whereSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/**
 * Audits: the latest judgements by subject (a piece of advice, or a plan) and criterion. Of one day
 * all stand, here and below, as the language has it.
 */
export const AUDITS: ReadRule = {
  table: 'audits',
  reads: [],
  columns: {
    latest_from: 'r.audit_date',
    latest_until: nextDateSql('r.audit_date', [
      `case when r.subject_type = 'advice' then 1 else 0 end`,
      'r.subject_id',
      'r.criterion',
    ]),
  },
}

/** Places: the latest count of each block; a block has one count on a date. */
export const PLACES: ReadRule = {
  table: 'places',
  reads: [],
  columns: { latest_from: 'r.as_at', latest_until: nextDateSql('r.as_at', ['r.block_id']) },
}

/** Milestones: the latest achieved of each kind. */
export const MILESTONES: ReadRule = {
  table: 'milestones',
  reads: [],
  columns: {
    latest_from: 'r.achieved_date',
    latest_until: `case when r.achieved_date is not null
      then ${nextDateSql('r.achieved_date', ['r.kind'])} end`,
  },
}

/**
 * The next later date of a whole dataset, by its distinct dates: there are few.
 *
 *     select authority, d, lead(d) over (partition by authority order by d) as next_date
 *     from (select distinct authority, d from …)
 */
function nextDates(dataset: string, date: string, only: string): string {
  return `(
      select authority, ${date},
        lead(${date}) over (partition by authority order by ${date}) as next_date
      from (select distinct authority, ${date} from ${currentRecords(dataset)} k where ${only}) dates
    ) n on n.authority = r.authority and n.${date} = r.${date}`
}

/** Destinations: the latest extract, with everybody in it. */
export const DESTINATIONS: ReadRule = {
  table: 'destinations',
  reads: [],
  joins: `
    left join ${nextDates('destinations', 'as_at', 'true')}`,
  columns: { latest_from: 'r.as_at', latest_until: 'n.next_date' },
}

/**
 * Census: the latest January census; until when a child's row is the newest; the age on the 31 December
 * before the census.
 */
export const CENSUS: ReadRule = {
  table: 'census',
  reads: ['persons'],
  joins: `
    left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
    left join ${nextDates('census', 'census_date', 'extract(month from census_date) = 1')}`,
  columns: {
    latest_january_from: 'n.census_date',
    latest_january_until: 'n.next_date',
    newest_until:
      'lead(r.census_date) over (partition by r.authority, r.person_id order by r.census_date)',
    funding_age: whereSupplied(
      ['persons'],
      `cast(extract(year from r.census_date) - 1 - extract(year from p.birth_date) as integer)`,
    ),
  },
}
