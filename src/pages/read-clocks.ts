import { academicAgeOn, type AuthorityCode, type DayText } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import {
  afterReviewClock,
  type CaseClock,
  changesPhase,
  phaseTransferClock,
  type PlanInHand,
  requestClock,
  reviewClock,
} from '../judgement/index.ts'

/** An open case with its next limit, and where its record came from. */
export type OpenCase = CaseClock & {
  /** The keyed code of the person; never a number or a name. */
  readonly person: string
  /** The request or the plan, as the case system numbers it. */
  readonly record: string
  readonly file: string
  readonly line: number | null
}

type Source = {
  readonly database: Database
  readonly authority: AuthorityCode
  readonly asAt: DayText
}

/** What is open on the day, each case with its next limit; the nearest last day first. */
export async function readOpenCases(source: Source): Promise<readonly OpenCase[]> {
  const [requests, due, after, moves] = await Promise.all([
    read(source, OPEN_REQUESTS),
    read(source, REVIEWS_DUE),
    read(source, AFTER_REVIEWS),
    read(source, PHASE_MOVES),
  ])
  const { asAt } = source
  return [
    ...requests.map((row) => openCase(row, requestClock(requestOf(row), asAt))),
    ...due.map((row) => openCase(row, reviewClock(text(row, 'start'), text(row, 'due'), asAt))),
    ...after.flatMap((row) => {
      const clock = afterReviewClock(reviewOf(row), asAt)
      return clock ? [openCase(row, clock)] : []
    }),
    ...moves.flatMap((row) => {
      const age = academicAgeOn(text(row, 'birth_date'), asAt)
      return changesPhase(age) ? [openCase(row, phaseTransferClock(age, asAt))] : []
    }),
  ].toSorted(
    (a, b) => a.daysLeft - b.daysLeft || compare(a.record, b.record) || compare(a.clock, b.clock),
  )
}

/**
 * The assessments that lead, or may lead, to a plan without an exception to the 20 weeks: what the
 * forecast of a month is made from.
 */
export async function readPlansInHand(source: Source): Promise<readonly PlanInHand[]> {
  const rows = await read(source, PLANS_IN_HAND)
  return rows.map((row) => ({
    receivedOn: text(row, 'received_date'),
    finishedOn: dayOrNull(row, 'finished'),
  }))
}

async function read(
  { database, authority, asAt }: Source,
  sql: string,
): Promise<readonly SqlRow[]> {
  return await database.query(sql, [authority, asAt])
}

/** File and line of a record `t`. */
const FROM = 't.source_line as line, f.name as file'
const FILE = 'left join records.files f on f.id = t.source_file'

const OPEN_REQUESTS = `
  select t.request_id as record, t.person_id as person, t.received_date, t.request_outcome,
    t.assessment_outcome, t.week6_exception, t.week16_exception, t.week20_exception, ${FROM}
  from read.requests t ${FILE}
  where t.authority = $1 and t.open_from <= cast($2 as date)
    and (t.open_until is null or t.open_until > cast($2 as date))`

/** Whether a plan is in force on the day. */
function inForce(plan: string): string {
  return `${plan}.authority = $1 and ${plan}.held_from <= cast($2 as date)
    and (${plan}.held_until is null or ${plan}.held_until > cast($2 as date))`
}

const REVIEWS_DUE = `
  select t.plan_id as record, t.person_id as person, c.start_date as start, c.due_date as due, ${FROM}
  from read.review_cycles c
  join read.plans t on t.authority = c.authority and t.plan_id = c.plan_id ${FILE}
  where ${inForce('t')} and c.meeting_date is null`

/** Every meeting counts, as it does in the KPIs, a later one notwithstanding. */
const AFTER_REVIEWS = `
  select p.plan_id as record, p.person_id as person, t.meeting_date, t.decision, t.decision_date,
    t.draft_date, t.final_date, ${FROM}
  from read.reviews t ${FILE}
  join read.plans p on p.authority = t.authority and p.plan_id = t.plan_id
  where ${inForce('p')} and t.meeting_date <= cast($2 as date)
    and (t.decision_date is null or (t.decision = 'A' and t.final_date is null))`

/** Plans without a finished phase transfer review in this school year or the one before. */
const PHASE_MOVES = `
  select t.plan_id as record, t.person_id as person, n.birth_date, ${FROM}
  from read.plans t ${FILE}
  join read.persons n on n.authority = t.authority and n.person_id = t.person_id
  where ${inForce('t')} and n.birth_date is not null
    and not exists (
      select 1 from read.reviews r
      where r.authority = t.authority and r.plan_id = t.plan_id and r.review_type = 'phase_transfer'
        and r.meeting_date > cast($2 as date) - 550
        and (r.final_date is not null or r.decision in ('M', 'C')))`

const PLANS_IN_HAND = `
  select received_date, assessment_outcome_date as finished
  from read.requests
  where authority = $1 and (request_outcome = 'A' or
      (request_outcome = 'Y' and coalesce(assessment_outcome, 'A') in ('A', 'Y')))
    and coalesce(week20_exception, 'none') = 'none'
    and received_date <= cast($2 as date)
    and (assessment_outcome_date is null or assessment_outcome_date > cast($2 as date) - 300)`

function openCase(row: SqlRow, clock: CaseClock): OpenCase {
  const line = row['line'] ?? null
  return {
    ...clock,
    person: text(row, 'person'),
    record: text(row, 'record'),
    file: text(row, 'file'),
    line: line === null ? null : Number(line),
  }
}

function requestOf(row: SqlRow): Parameters<typeof requestClock>[0] {
  return {
    receivedOn: text(row, 'received_date'),
    requestOutcome: text(row, 'request_outcome'),
    assessmentOutcome: text(row, 'assessment_outcome'),
    week6Exception: text(row, 'week6_exception'),
    week16Exception: text(row, 'week16_exception'),
    week20Exception: text(row, 'week20_exception'),
  }
}

function reviewOf(row: SqlRow): Parameters<typeof afterReviewClock>[0] {
  return {
    meetingOn: text(row, 'meeting_date'),
    decision: text(row, 'decision'),
    decidedOn: dayOrNull(row, 'decision_date'),
    draftOn: dayOrNull(row, 'draft_date'),
    finalOn: dayOrNull(row, 'final_date'),
  }
}

function text(row: SqlRow, column: string): string {
  return String(row[column] ?? '')
}

function dayOrNull(row: SqlRow, column: string): DayText | null {
  return text(row, column) || null
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
