import type { ReadRule } from './read-rule.ts'

/**
 * Dispute cases: a mediation with every appeal that follows it, or an appeal that follows none.
 * Closed on the day the last step was, while no step is open.
 */
export const DISPUTE_CASES: ReadRule = {
  table: 'dispute_cases',
  reads: ['disputes'],
  select: `
    with mediations as (
      select authority, dispute_id from read.disputes where kind = 'mediation'
    ), steps as (
      select d.authority, d.kind, d.closed_date, coalesce(m.dispute_id, d.dispute_id) as case_id
      from read.disputes d
      left join mediations m on m.authority = d.authority and m.dispute_id = d.follows_dispute_id
        and d.kind = 'appeal'
      where d.kind in ('mediation', 'appeal')
    ), cases as (
      select authority, case_id, max(case when kind = 'appeal' then 'Y' else 'N' end) as appealed,
        case when count(*) = count(closed_date) then max(closed_date) end as closed_date
      from steps
      group by authority, case_id
    )
    select c.authority, c.case_id, d.subject, d.person_id,
      case when d.kind = 'mediation' then d.outcome end as mediation_outcome,
      case when d.kind = 'mediation' then d.closed_date end as mediation_closed_date,
      c.appealed, d.received_date as opened_date, c.closed_date
    from cases c
    join read.disputes d on d.authority = c.authority and d.dispute_id = c.case_id`,
}
