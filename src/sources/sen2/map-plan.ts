import { counted } from '../tally.ts'
import type { Identity, IdParts, PlanSpell, SourceItem, SourceRow } from '../types.ts'
import { mapPlacements } from './map-placement.ts'
import { mapReview } from './map-review.ts'
import { heldAgainFrom, type SpellHere } from './plan-spells.ts'
import {
  child,
  childrenNamed,
  complain,
  type Draft,
  draftOf,
  itemsOf,
  orphan,
  placeOf,
  type Reading,
  textOf,
} from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { authorityOf, code, day, flag } from './values.ts'

/** What a plan needs to know of the request above it. */
export type AboutRequest = {
  readonly request: XmlNode
  readonly identity: Identity
  readonly personRefused: boolean
  readonly spell: SpellHere
  readonly requestId?: IdParts
}

/** A plan with its placements and its latest review; nothing where the request led to none. */
export function mapPlan(reading: Reading, about: AboutRequest): SourceItem[] {
  const named = child(child(about.request, 'Assessment'), 'NamedPlan')
  const active = child(about.request, 'ActivePlans')
  const node = named ?? active
  if (!node) return []
  if (about.personRefused) return refuseAll(reading, node, active, 'person')
  const draft = draftOf('plans', node)
  const start = day(reading, draft, named, 'StartDate', true)
  draft.values['start_date'] = start
  const spell: PlanSpell = { start: start ?? '', number: about.spell.number }
  const ids = planIds(draft, active, about, spell)
  transferValues(reading, draft, active)
  endValues(reading, draft, named)
  needValue(reading, draft, active)
  const weak = [
    ...againValues(reading, draft, active, about.spell),
    ...budgetValues(reading, draft, named),
  ]
  const isRefused = draft.errors.length > 0
  const items = itemsOf(draft, {
    identity: about.identity,
    ...ids,
    ...(weak.length > 0 && { weak }),
  })
  if (!active) return items
  if (isRefused) return [...items, ...refuseBelow(reading, active, 'plan')]
  const below = { identity: about.identity, spell }
  return [...items, ...mapPlacements(reading, active, below), ...mapReview(reading, active, below)]
}

function refuseAll(
  reading: Reading,
  node: XmlNode,
  active: XmlNode | undefined,
  parent: string,
): SourceItem[] {
  const plan = orphan(reading, 'plans', node, parent)
  return active ? [plan, ...refuseBelow(reading, active, parent)] : [plan]
}

function refuseBelow(reading: Reading, active: XmlNode, parent: string): SourceItem[] {
  const placements = childrenNamed(active, 'PlacementDetail')
  const review = textOf(active, 'ReviewMeeting') === undefined ? [] : [active]
  return [
    ...placements.map((one) => orphan(reading, 'placements', one, parent)),
    ...review.map((one) => orphan(reading, 'reviews', one, parent)),
  ]
}

/** The id of a plan, and of the spell that it resumes; not of one that comes back from elsewhere. */
function planIds(
  draft: Draft,
  active: XmlNode | undefined,
  about: AboutRequest,
  spell: PlanSpell,
): Pick<SourceRow, 'made' | 'spells'> {
  const plan = ['plan', spell.start]
  const isResumed = spell.number > 1 && textOf(active, 'TransferLA') === undefined
  const before = { ...spell, number: spell.number - 1 }
  return {
    made: {
      person_id: [],
      plan_id: plan,
      ...(isResumed && { reopened_from_plan_id: plan }),
      ...requestRef(draft, active, about),
    },
    spells: { plan_id: spell, ...(isResumed && { reopened_from_plan_id: before }) },
  }
}

/** From when a later spell is held; the return does not say, so what is known stands. */
function againValues(
  reading: Reading,
  draft: Draft,
  active: XmlNode | undefined,
  { after }: SpellHere,
): string[] {
  if (after === undefined) return []
  const from = heldAgainFrom(active, after)
  const say = (count: number) =>
    `${counted(count, 'plan')} resumed or come back, on a day that the return does not give: ` +
    'that of the first placement afterwards is taken.'
  reading.tally.add('sen2-resumed-day', 'StartDate', draft.node.line, say)
  if (textOf(active, 'TransferLA') !== undefined) {
    draft.values['transfer_in_date'] = from
    return ['transfer_in_date']
  }
  draft.values['reopened_date'] = from
  return ['reopened_from_plan_id', 'reopened_date']
}

/** A plan that came from elsewhere has no request here; of an older one, nothing is said. */
function requestRef(
  draft: Draft,
  active: XmlNode | undefined,
  { requestId }: AboutRequest,
): { readonly request_id?: IdParts } {
  if (textOf(active, 'TransferLA') !== undefined) {
    draft.values['request_id'] = null
    return {}
  }
  return requestId === undefined ? {} : { request_id: requestId }
}

/** TransferLA is given in the year of the transfer only, so its absence says nothing. */
function transferValues(reading: Reading, draft: Draft, active: XmlNode | undefined): void {
  if (textOf(active, 'TransferLA') === undefined) return
  draft.values['transfer_in_la'] = authorityOf(reading, draft, active, 'TransferLA')
  reading.tally.add(
    'sen2-transfer-day',
    'TransferLA',
    draft.node.line,
    (count) => `${counted(count, 'plan')} transferred in, on a day that the return does not give.`,
  )
}

function endValues(reading: Reading, draft: Draft, named: XmlNode | undefined): void {
  draft.values['cease_date'] = day(reading, draft, named, 'CeaseDate')
  draft.values['cease_reason'] = code(reading, draft, named, 'CeaseReason')
}

/** The need of rank 1; a need without a rank is of rank 1. */
function needValue(reading: Reading, draft: Draft, active: XmlNode | undefined): void {
  const needs = childrenNamed(active, 'SENneed')
  if (needs.length === 0) return
  const isFirst = (need: XmlNode): boolean =>
    /^(?:1(?:\.0)?)?$/.test(textOf(need, 'SENtypeRank') ?? '')
  const first = needs.filter(isFirst)
  const [main] = first
  if (first.length !== 1) {
    const message = `There are ${String(first.length)} needs of rank 1, where one is to be.`
    complain(
      draft,
      'sen2-wrong-value',
      placeOf(reading, needs[0] ?? draft.node, 'SENtypeRank'),
      message,
    )
  }
  draft.values['primary_need'] = main ? code(reading, draft, main, 'SENtype') : null
  if (needs.length > first.length)
    reading.tally.add(
      'sen2-second-need',
      'SENneed',
      needs[0]?.line ?? draft.node.line,
      (count) => `${counted(count, 'plan')} with a second need, which is not loaded.`,
    )
}

/** With the flag alone, the census day stands for the day on which the budget was agreed. */
function budgetValues(reading: Reading, draft: Draft, named: XmlNode | undefined): string[] {
  const has = flag(reading, draft, named, 'PB')
  const arranged = flag(reading, draft, named, 'OA')
  const payment = code(reading, draft, named, 'DP')
  if (has === null) return []
  draft.values['organised_arrangement'] = arranged === true ? 'Y' : 'N'
  draft.values['direct_payment'] = payment ?? (textOf(named, 'DP') === undefined ? 'none' : null)
  if (!has) return []
  draft.values['pb_agreed_date'] = reading.header.censusDay
  return ['pb_agreed_date']
}
