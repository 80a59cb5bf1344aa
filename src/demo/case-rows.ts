import type { Row } from './columns.ts'
import { textOf, textOrNone } from './days.ts'
import {
  type Assessment,
  by,
  type Case,
  endOf,
  type Life,
  type Placement,
  type Plan,
  type Request,
  type Review,
} from './life.ts'
import { pickFrom } from './random.ts'
import { chanceFor, UNTIL, type World } from './world.ts'

/** Writes the requests, plans, placements and reviews of a life, as the extract knows them. */
export function writeCases(world: World, life: Life): void {
  for (const { request, plan } of life.cases) {
    if (request !== undefined) writeRequest(world, life, request)
    if (plan !== undefined && plan.heldFrom <= UNTIL) writePlan(world, life, plan)
  }
}

/** Whether the extract knows of the plan of a case. */
export function isKnown({ plan }: Case): boolean {
  return plan !== undefined && plan.heldFrom <= UNTIL
}

function writeRequest(world: World, life: Life, request: Request): void {
  const isDecided = request.decided <= UNTIL
  const outcome = isDecided ? request.outcome : 'A'
  const isTold = outcome === 'Y' || outcome === 'N'
  const assessment = isDecided ? request.assessment : undefined
  world.emit('requests', {
    request_id: request.id,
    person_id: life.person.id,
    received_date: textOf(request.received),
    clock_start_reason: clockStartOf(world, request),
    request_source: request.source,
    request_outcome: outcome,
    request_outcome_date: isTold ? textOf(request.decided) : undefined,
    week6_exception: request.week6 ?? 'none',
    ...(assessment === undefined ? {} : assessmentCells(assessment)),
    exported: request.exported !== undefined && hasEnded(assessment) ? 'Y' : 'N',
  })
}

/** A few moved in while another authority was deciding; a few are begun by the authority itself. */
function clockStartOf(world: World, { id }: Request): string {
  return pickFrom(chanceFor(world, 'clock', id), [
    ['request', 98],
    ['became_responsible', 1.4],
    ['la_initiated', 0.6],
  ] as const)
}

function hasEnded(assessment: Assessment | undefined): boolean {
  return assessment !== undefined && assessment.ended <= UNTIL
}

function assessmentCells(assessment: Assessment): Row<'requests'> {
  const isOver = hasEnded(assessment)
  return {
    assessment_outcome: isOver ? assessment.outcome : 'A',
    assessment_outcome_date:
      isOver && assessment.outcome !== 'W' ? textOf(assessment.ended) : undefined,
    week16_exception: assessment.week16,
    week20_exception: assessment.week20,
  }
}

function writePlan(world: World, life: Life, plan: Plan): void {
  world.emit('plans', {
    plan_id: plan.id,
    person_id: life.person.id,
    request_id: plan.requestId,
    start_date: textOf(plan.start),
    ...arrivalCells(plan),
    ...endingCells(life, plan),
    primary_need: plan.need,
    ...budgetCells(plan),
    jap_agreed_date: textOrNone(by(UNTIL, plan.joint?.from)),
    jap_end_date: textOrNone(by(UNTIL, plan.joint?.until)),
    budget_breakdown: plan.breakdown ? 'Y' : 'N',
  })
  for (const placement of plan.placements) writePlacement(world, plan, placement)
  for (const review of plan.reviews) writeReview(world, plan, review)
}

/** How the plan came here, if it was not made here. */
function arrivalCells({ transfer, reopenedFrom, heldFrom }: Plan): Row<'plans'> {
  if (reopenedFrom !== undefined) {
    return { reopened_from_plan_id: reopenedFrom, reopened_date: textOf(heldFrom) }
  }
  if (transfer === undefined) return {}
  return {
    transfer_in_date: textOf(heldFrom),
    transfer_in_la: transfer.from,
    prior_review_date: textOf(transfer.priorReview),
  }
}

/** An ending after a death is none: the death ended it. */
function endingCells({ death }: Life, { ending }: Plan): Row<'plans'> {
  if (ending === undefined || ending.on > UNTIL) return {}
  if (death !== undefined && death < ending.on) return {}
  return { cease_date: textOf(ending.on), cease_reason: ending.reason }
}

function budgetCells({ budget }: Plan): Row<'plans'> {
  if (budget === undefined || budget.from > UNTIL) {
    return { organised_arrangement: 'N', direct_payment: 'none' }
  }
  return {
    pb_agreed_date: textOf(budget.from),
    pb_end_date: textOrNone(by(UNTIL, budget.until)),
    organised_arrangement: budget.arranged ? 'Y' : 'N',
    direct_payment: budget.payment,
  }
}

function writePlacement(world: World, plan: Plan, placement: Placement): void {
  if (placement.entry > UNTIL) return
  world.emit('placements', {
    placement_id: placement.id,
    plan_id: plan.id,
    setting_id: placement.setting?.id,
    sen_setting: placement.senSetting,
    placement_rank: placement.rank,
    entry_date: textOf(placement.entry),
    leaving_date: textOrNone(by(UNTIL, placement.leaving)),
    sen_unit_indicator: placement.unit ? 'Y' : 'N',
    resourced_provision_indicator: placement.resourced ? 'Y' : 'N',
    residential: placement.residential,
    work_based: placement.workBased,
  })
}

function writeReview(world: World, plan: Plan, review: Review): void {
  if (review.meeting > UNTIL) return
  const decided = by(UNTIL, review.decided)
  world.emit('reviews', {
    review_id: review.id,
    plan_id: plan.id,
    review_type: review.type,
    meeting_date: textOf(review.meeting),
    la_attended: review.attended ? 'Y' : 'N',
    decision: decided === undefined ? undefined : review.decision,
    decision_date: textOrNone(decided),
    draft_date: textOrNone(by(UNTIL, review.draft)),
    final_date: textOrNone(by(UNTIL, review.final)),
  })
}

/** Adds the plans of a life to the sums. */
export function tallyLife(world: World, life: Life): void {
  for (const { plan } of life.cases) {
    if (plan !== undefined) world.tally.addPlan(plan.heldFrom, endOf(plan, life.death))
  }
}
