import { isSupplied, lastDaySql } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/** The first due date: 12 months from the last review known, for a transfer 3 months at the least. */
const FIRST_DUE = `greatest(
  ${lastDaySql('coalesce(e.last_meeting, l.prior_review_date, l.start_date)', 12)},
  ${lastDaySql('l.transfer_in_date', 3)})`

/**
 * Review cycles: the first starts when the plan is held; each meeting (two on one day are one, the
 * lower review_id) ends one and starts the next. A resumed plan goes on from the last meeting of
 * the spell that it resumes.
 */
export const REVIEW_CYCLES: ReadRule = {
  table: 'review_cycles',
  reads: ['persons', 'plans', 'reviews'],
  select: `
    with days as (
      select authority, plan_id, meeting_date, decision_date, review_id,
        row_number() over (
          partition by authority, plan_id, meeting_date order by review_id) as place
      from read.reviews
    ), meetings as (
      select authority, plan_id, meeting_date, decision_date, review_id,
        row_number() over (partition by authority, plan_id order by meeting_date) as cycle
      from days
      where place = 1
    ), last_meetings as (
      select authority, plan_id, max(meeting_date) as last_meeting
      from meetings
      group by authority, plan_id
    ), starts as (
      select l.authority, l.plan_id, l.person_id, 1 as cycle, l.held_from as start_date,
        ${FIRST_DUE} as due_date
      from read.plans l
      left join last_meetings e on e.authority = l.authority and e.plan_id = l.reopened_from_plan_id
      where ${isSupplied('l', 'persons', 'plans', 'reviews')}
      union all
      select l.authority, l.plan_id, l.person_id, m.cycle + 1, m.meeting_date,
        ${lastDaySql('m.meeting_date', 12)}
      from read.plans l
      join meetings m on m.authority = l.authority and m.plan_id = l.plan_id
      where ${isSupplied('l', 'persons', 'plans', 'reviews')}
    )
    select s.authority, s.plan_id, cast(s.cycle as integer) as cycle, s.person_id, s.start_date,
      s.due_date, m.meeting_date, m.decision_date, m.review_id
    from starts s
    left join meetings m on m.authority = s.authority and m.plan_id = s.plan_id
      and m.cycle = s.cycle`,
}
