import { nextDateSql, whereSupplied } from './read-fragments.ts'
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
