import { isSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/** Responses: survey responses without their questions and answers, taken from the first question. */
export const RESPONSES: ReadRule = {
  table: 'responses',
  reads: ['survey_responses'],
  select: `
    select *
    from (
      select s.*,
        row_number() over (partition by authority, response_id order by question) as place
      from read.survey_responses s
    ) first_answers
    where place = 1`,
}

/**
 * Voices: each survey response once and each engagement row once, or as often as its headcount says
 * where the participant is not known. Who is not known is a voice of its own each time.
 */
export const VOICES: ReadRule = {
  table: 'voices',
  reads: ['responses', 'engagement'],
  select: `
    with heads as (
      select cast(g.n as integer) as head
      from generate_series(1, (select coalesce(max(headcount), 1) from read.engagement)) as g(n)
    ), heard as (
      select authority, 'response ' || response_id as voice_id, participant_id,
        respondent_type as speaker, response_date as heard_date, 'survey' as activity, plan_status,
        under_represented
      from read.responses
      union all
      select e.authority,
        'engagement ' || e.engagement_id || ' ' || cast(h.head as varchar),
        e.participant_id, e.participant_type, e.activity_date, e.activity, e.plan_status,
        e.under_represented
      from read.engagement e
      join heads h on h.head <= case when e.participant_id is null then e.headcount else 1 end
    )
    select v.authority, v.voice_id, coalesce('participant ' || v.participant_id, 'unnamed ' || v.voice_id) as voice,
      v.speaker, v.heard_date, v.activity, v.plan_status, v.under_represented,
      case when v.participant_id is null then 'N' else 'Y' end as named
    from heard v
    where ${isSupplied('v', 'survey_responses', 'engagement')}`,
}

/** Families: every family that a person belongs to. */
export const FAMILIES: ReadRule = {
  table: 'families',
  reads: ['persons'],
  select: `
    select distinct authority, family_id from read.persons where family_id is not null`,
}
