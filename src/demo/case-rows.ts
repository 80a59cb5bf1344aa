import { textOf, textOrNone } from './days.ts'
import {
  by,
  type Case,
  endOf,
  type Life,
  type Placement,
  type Plan,
  type Request,
  type Review,
} from './life.ts'
import { UNTIL, type World } from './world.ts'

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
  const decided = request.decided <= UNTIL
  const outcome = decided ? request.outcome : 'A'
  const assessment = decided ? request.assessment : undefined
  const ended = assessment !== undefined && assessment.ended <= UNTIL
  const isDated = ended && assessment.outcome !== 'W'
  world.emit('requests', {
    request_id: request.id,
    person_id: life.person.id,
    received_date: textOf(request.received),
    clock_start_reason: 'request',
    request_source: request.source,
    request_outcome: outcome,
    request_outcome_date: outcome === 'Y' || outcome === 'N' ? textOf(request.decided) : undefined,
    week6_exception: request.week6 ?? 'none',
    assessment_outcome: assessment === undefined ? undefined : ended ? assessment.outcome : 'A',
    assessment_outcome_date: isDated ? textOf(assessment.ended) : undefined,
    week16_exception: assessment?.week16,
    week20_exception: assessment?.week20,
    exported: request.exported !== undefined && ended ? 'Y' : 'N',
  })
}

function writePlan(world: World, life: Life, plan: Plan): void {
  const { ending, budget, joint, transfer } = plan
  const ceased =
    ending !== undefined &&
    ending.on <= UNTIL &&
    !(life.death !== undefined && life.death < ending.on)
  const agreed = by(UNTIL, budget?.from)
  const jointly = by(UNTIL, joint?.from)
  world.emit('plans', {
    plan_id: plan.id,
    person_id: life.person.id,
    request_id: plan.requestId,
    start_date: textOf(plan.start),
    transfer_in_date:
      transfer && plan.reopenedFrom === undefined ? textOf(plan.heldFrom) : undefined,
    transfer_in_la: transfer?.from,
    prior_review_date: textOrNone(transfer?.priorReview),
    reopened_from_plan_id: plan.reopenedFrom,
    reopened_date: plan.reopenedFrom === undefined ? undefined : textOf(plan.heldFrom),
    cease_date: ceased ? textOf(ending.on) : undefined,
    cease_reason: ceased ? ending.reason : undefined,
    primary_need: plan.need,
    pb_agreed_date: textOrNone(agreed),
    pb_end_date: textOrNone(by(UNTIL, budget?.until)),
    organised_arrangement: agreed === undefined || budget?.arranged !== true ? 'N' : 'Y',
    direct_payment: agreed === undefined ? 'none' : budget?.payment,
    jap_agreed_date: textOrNone(jointly),
    jap_end_date: textOrNone(by(UNTIL, joint?.until)),
    budget_breakdown: plan.breakdown ? 'Y' : 'N',
  })
  for (const placement of plan.placements) writePlacement(world, plan, placement)
  for (const review of plan.reviews) writeReview(world, plan, review)
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
