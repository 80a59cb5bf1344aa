import type { PlainRow } from '../formula/index.ts'
import { byText, groupBy, latest, textOf, wholeOf } from './plain-days.ts'

/** Dispute cases: a mediation with every appeal that follows it, or an appeal that follows none. */
export function makeDisputeCases(disputes: readonly PlainRow[]): PlainRow[] {
  const mediations = disputes.filter((row) => textOf(row, 'kind') === 'mediation')
  const ids = new Set(mediations.map((row) => textOf(row, 'dispute_id')))
  const appeals = disputes.filter((row) => textOf(row, 'kind') === 'appeal')
  const followed = (row: PlainRow) => textOf(row, 'follows_dispute_id')
  const alone = appeals.filter((row) => !ids.has(followed(row)))
  const after = groupBy(appeals, followed)
  return [
    ...mediations.map((row) => disputeCase(row, after.get(textOf(row, 'dispute_id') ?? '') ?? [])),
    ...alone.map((row) => disputeCase(row, [])),
  ]
}

function disputeCase(first: PlainRow, appeals: readonly PlainRow[]): PlainRow {
  const isMediation = textOf(first, 'kind') === 'mediation'
  const closings = [first, ...appeals].map((row) => textOf(row, 'closed_date'))
  return {
    case_id: first['dispute_id'] ?? null,
    subject: first['subject'] ?? null,
    person_id: first['person_id'] ?? null,
    mediation_outcome: isMediation ? textOf(first, 'outcome') : null,
    mediation_closed_date: isMediation ? textOf(first, 'closed_date') : null,
    appealed: isMediation && appeals.length === 0 ? 'N' : 'Y',
    opened_date: first['received_date'] ?? null,
    closed_date: closings.includes(null) ? null : latest(...closings),
  }
}

/** Survey forms: each response once, without its questions and answers. */
export function makeResponses(answers: readonly PlainRow[]): PlainRow[] {
  const question = (row: PlainRow) => textOf(row, 'question') ?? ''
  return [...groupBy(answers, (row) => textOf(row, 'response_id')).values()].flatMap((rows) => {
    const [first] = rows.toSorted((a, b) => byText(question(a), question(b)))
    if (!first) return []
    const { question: _, answer: __, ...response } = first
    return [response]
  })
}

/** Voices: each response once, each engagement row once for each person in it. */
export function makeVoices(
  responses: readonly PlainRow[],
  engagement: readonly PlainRow[],
): PlainRow[] {
  return [...responses.map(voiceOfResponse), ...engagement.flatMap(voicesOfEngagement)]
}

function voiceOfResponse(response: PlainRow): PlainRow {
  const id = `response ${textOf(response, 'response_id') ?? ''}`
  return {
    ...voice(id, response),
    speaker: response['respondent_type'] ?? null,
    heard_date: response['response_date'] ?? null,
    activity: 'survey',
  }
}

function voicesOfEngagement(row: PlainRow): PlainRow[] {
  const isNamed = textOf(row, 'participant_id') !== null
  const people = isNamed ? 1 : (wholeOf(row, 'headcount') ?? 0)
  return Array.from({ length: people }, (_, position) => ({
    ...voice(`engagement ${textOf(row, 'engagement_id') ?? ''} ${String(position + 1)}`, row),
    speaker: row['participant_type'] ?? null,
    heard_date: row['activity_date'] ?? null,
    activity: row['activity'] ?? null,
  }))
}

/** A participant's own id, or a name that nobody else has: a space cannot be in a participant's id. */
function voice(id: string, row: PlainRow): PlainRow {
  const participant = textOf(row, 'participant_id')
  return {
    voice_id: id,
    voice: participant === null ? `unnamed ${id}` : `participant ${participant}`,
    plan_status: row['plan_status'] ?? null,
    under_represented: row['under_represented'] ?? null,
    named: participant === null ? 'N' : 'Y',
  }
}

/** Families: every family that some person belongs to. */
export function makeFamilies(persons: readonly PlainRow[]): PlainRow[] {
  return [...groupBy(persons, (row) => textOf(row, 'family_id')).keys()].map((id) => ({
    family_id: id,
  }))
}
