import { whereSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

const PERSON = `
    left join read.persons p on p.authority = r.authority and p.person_id = r.person_id`

/**
 * Requests: open from the day received until refused, else until the assessment's outcome, else
 * until death. Withdrawn, or decided before the collection: never open.
 */
export const REQUESTS: ReadRule = {
  table: 'requests',
  reads: ['persons'],
  joins: PERSON,
  columns: {
    open_from: `case
      when r.request_outcome in ('W', 'H') or r.assessment_outcome in ('W', 'H') then null
      else r.received_date end`,
    open_until: whereSupplied(
      ['persons'],
      `least(
        case
          when r.request_outcome = 'N' then r.request_outcome_date
          when r.assessment_outcome in ('Y', 'N') then r.assessment_outcome_date
        end,
        p.death_date)`,
    ),
  },
}

/** Referrals: in contact, waiting for a first contact and waiting for treatment. */
export const REFERRALS: ReadRule = {
  table: 'referrals',
  reads: ['persons'],
  joins: PERSON,
  columns: {
    in_contact_from: 'r.first_contact_date',
    in_contact_until: 'coalesce(r.last_contact_date, r.first_contact_date) + 1',
    awaiting_contact_from: `case when r.accepted = 'N' then null else r.referral_date end`,
    awaiting_contact_until: whereSupplied(
      ['persons'],
      'least(r.first_contact_date, r.closed_date, p.death_date)',
    ),
    awaiting_treatment_from: `case when r.accepted = 'N' then null else r.referral_date end`,
    awaiting_treatment_until: whereSupplied(
      ['persons'],
      'least(r.intervention_start_date, r.closed_date, p.death_date)',
    ),
  },
}

/** Involvements: in force from their start to their end or the day of death. */
export const INVOLVEMENTS: ReadRule = {
  table: 'involvements',
  reads: ['persons'],
  joins: PERSON,
  columns: {
    in_force_from: 'r.start_date',
    in_force_until: whereSupplied(['persons'], 'least(r.end_date, p.death_date)'),
  },
}
