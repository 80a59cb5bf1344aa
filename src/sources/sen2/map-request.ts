import { counted } from '../tally.ts'
import type { Identity, IdParts, SourceItem } from '../types.ts'
import { type AboutRequest, mapPlan } from './map-plan.ts'
import { child, type Draft, draftOf, itemsOf, orphan, type Reading, textOf } from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { authorityOf, code, day, flag } from './values.ts'

/** The items of one Requests element: the request with its assessment, and what lies below. */
export function mapRequest(reading: Reading, about: Omit<AboutRequest, 'requestId'>): SourceItem[] {
  const own = requestItems(reading, about.request, about.identity, about.personRefused)
  return [...own.items, ...mapPlan(reading, { ...about, ...own })]
}

type OfRequest = {
  readonly items: readonly SourceItem[]
  /** Of what the id of the request is made, where there is a request. */
  readonly requestId?: IdParts
}

function requestItems(
  reading: Reading,
  node: XmlNode,
  identity: Identity,
  personRefused: boolean,
): OfRequest {
  const isHistory = textOf(node, 'RequestOutcome')?.toUpperCase() === 'H'
  if (isHistory && textOf(node, 'ReceivedDate') === undefined) {
    reading.tally.add(
      'sen2-history',
      'Requests',
      node.line,
      (count) => `${counted(count, 'request')} decided earlier, without a day of receipt.`,
    )
    return { items: [] }
  }
  if (personRefused) return { items: [orphan(reading, 'requests', node, 'person')] }
  const draft = draftOf('requests', node)
  const received = day(reading, draft, node, 'ReceivedDate', true)
  draft.values['received_date'] = received
  const weak = [...requestValues(reading, draft), ...assessmentValues(reading, draft)]
  const requestId = ['request', received ?? '']
  const made = { person_id: [], request_id: requestId }
  const items = itemsOf(draft, { identity, made, ...(weak.length > 0 && { weak }) })
  return draft.errors.length > 0 ? { items } : { items, requestId }
}

/** @returns The columns that an earlier return knows better: H says only that it was before. */
function requestValues(reading: Reading, draft: Draft): string[] {
  const { node, values } = draft
  if (reading.rulesOf >= 2025)
    values['request_source'] = code(reading, draft, node, 'RequestSource')
  const outcome = code(reading, draft, node, 'RequestOutcome', true)
  values['request_outcome'] = outcome
  const decided = day(reading, draft, node, 'RequestOutcomeDate')
  if (outcome !== 'H' || decided !== null) values['request_outcome_date'] = decided
  values['exported'] = textOf(node, 'Exported') === undefined ? 'N' : 'Y'
  authorityOf(reading, draft, node, 'Exported')
  return outcome === 'H' ? ['request_outcome', 'exported'] : []
}

function assessmentValues(reading: Reading, draft: Draft): string[] {
  const { values } = draft
  const node = child(draft.node, 'Assessment')
  const outcome = code(reading, draft, node, 'AssessmentOutcome', node !== undefined)
  const ended = day(reading, draft, node, 'AssessmentOutcomeDate')
  values['assessment_outcome'] = outcome
  if (outcome === 'H') return ['assessment_outcome']
  values['assessment_outcome_date'] = ended
  const applied = flag(reading, draft, node, 'Week20')
  values['week20_exception'] = applied === null ? null : applied ? 'unspecified' : 'none'
  return []
}
