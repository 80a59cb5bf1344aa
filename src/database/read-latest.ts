import { nextDateSql, whereSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/**
 * A row is the latest from its own date until the next date of the same thing. Of two of one date,
 * the one with the greater key is: the other one's spell ends on the day on which it begins.
 */
function latestUntil(date: string, partition: readonly string[], key: string): string {
  const same = ['r.authority', ...partition, date].join(', ')
  return `case when row_number() over (partition by ${same} order by ${key} desc) = 1
    then ${nextDateSql(date, partition)} else ${date} end`
}

/** Audits: the latest judgement by subject (a piece of advice, or a plan) and criterion. */
export const AUDITS: ReadRule = {
  table: 'audits',
  reads: [],
  columns: {
    latest_from: 'r.audit_date',
    latest_until: latestUntil(
      'r.audit_date',
      [`case when r.subject_type = 'advice' then 1 else 0 end`, 'r.subject_id', 'r.criterion'],
      'r.audit_id',
    ),
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
      then ${latestUntil('r.achieved_date', ['r.kind'], 'r.milestone_id')} end`,
  },
}

/** Destinations: the latest extract, with everybody in it. */
export const DESTINATIONS: ReadRule = {
  table: 'destinations',
  reads: [],
  columns: { latest_from: 'r.as_at', latest_until: nextDateSql('r.as_at', []) },
}

const JANUARY = 'extract(month from r.census_date) = 1'

/** Census: the latest January census; the age on the 31 December before the census. */
export const CENSUS: ReadRule = {
  table: 'census',
  reads: ['persons'],
  joins: `
    left join read.persons p on p.authority = r.authority and p.person_id = r.person_id`,
  columns: {
    latest_january_from: `case when ${JANUARY} then r.census_date end`,
    latest_january_until: `case when ${JANUARY}
      then ${nextDateSql('r.census_date', [`case when ${JANUARY} then 1 else 0 end`])} end`,
    funding_age: whereSupplied(
      ['persons'],
      `cast(extract(year from r.census_date) - 1 - extract(year from p.birth_date) as integer)`,
    ),
  },
}
