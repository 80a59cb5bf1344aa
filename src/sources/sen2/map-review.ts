import { counted } from '../tally.ts'
import type { SourceItem } from '../types.ts'
import type { AboutPlan } from './map-placement.ts'
import { complain, type Draft, draftOf, itemsOf, placeOf, type Reading, textOf } from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { code, day } from './values.ts'

/** The latest review of a plan, the only one that a return gives; none without a day of meeting. */
export function mapReview(reading: Reading, active: XmlNode, plan: AboutPlan): SourceItem[] {
  if (textOf(active, 'ReviewMeeting') === undefined) return withoutMeeting(reading, active)
  const draft = draftOf('reviews', active)
  const { values } = draft
  const meeting = day(reading, draft, active, 'ReviewMeeting', true)
  const isPhase =
    textOf(active, 'PhaseTransferDueDate') !== undefined ||
    textOf(active, 'PhaseTransferFinalDate') !== undefined
  values['review_type'] = isPhase ? 'phase_transfer' : 'annual'
  values['meeting_date'] = meeting
  values['decision'] = code(reading, draft, active, 'ReviewOutcome')
  values['decision_date'] = decisionDate(reading, draft, meeting)
  if (reading.rulesOf >= 2025) values['draft_date'] = day(reading, draft, active, 'ReviewDraft')
  const final = day(reading, draft, active, 'PhaseTransferFinalDate')
  if (final !== null) values['final_date'] = final
  const made = {
    review_id: ['review', plan.spell.start, meeting ?? ''],
    plan_id: ['plan', plan.spell.start],
  }
  const weak = isPhase ? [] : ['review_type']
  const spells = { review_id: plan.spell, plan_id: plan.spell }
  return itemsOf(draft, { identity: plan.identity, made, spells, ...(weak.length > 0 && { weak }) })
}

/** A decision before the meeting, and no outcome of it, is that of the review before. */
function decisionDate(reading: Reading, draft: Draft, meeting: string | null): string | null {
  const { node, values } = draft
  const decided = day(reading, draft, node, 'LastReview')
  if (decided === null || meeting === null || decided >= meeting) return decided
  const place = placeOf(reading, node, 'LastReview')
  complain(draft, 'sen2-review-order', place, 'LastReview lies before ReviewMeeting.')
  return values['decision'] === null ? null : decided
}

function withoutMeeting(reading: Reading, active: XmlNode): SourceItem[] {
  if (textOf(active, 'LastReview') !== undefined)
    reading.tally.add(
      'sen2-review-without-meeting',
      'LastReview',
      active.line,
      (count) => `${counted(count, 'review')} given by the day of decision alone.`,
    )
  return []
}
