import { type Day, textOf, yearOf } from './days.ts'
import type { Life, Plan } from './life.ts'
import { pickFrom, type Random } from './random.ts'
import { storyOf } from './story.ts'
import { chanceFor, FROM, UNTIL, type World } from './world.ts'

const NEW_PLANS_AUDITED = 0.2
const AMENDED_PLANS_AUDITED = 0.07
const CASES_AUDITED = 0.02

/** Writes the audits of a life's plans: new, amended and as whole cases. */
export function writeAudits(world: World, life: Life): void {
  const random = chanceFor(world, 'audit', life.person.id)
  for (const { plan } of life.cases) if (plan !== undefined) auditPlan(world, random, plan)
}

function auditPlan(world: World, random: Random, plan: Plan): void {
  const isNew = plan.transfer === undefined && plan.reopenedFrom === undefined
  if (isNew && random.chance(NEW_PLANS_AUDITED)) {
    audit(world, random, 'plan_new', plan.id, plan.start + random.int(20, 90))
  }
  for (const review of plan.reviews) {
    if (review.final !== undefined && random.chance(AMENDED_PLANS_AUDITED)) {
      audit(world, random, 'plan_amended', plan.id, review.final + random.int(10, 80))
    }
    if (random.chance(CASES_AUDITED)) {
      audit(world, random, 'case', plan.id, review.meeting + random.int(30, 120))
    }
  }
}

function audit(world: World, random: Random, type: string, plan: string, on: Day): void {
  if (on < FROM || on > UNTIL) return
  const { auditGood } = storyOf(yearOf(on))
  const id = world.nextId('AU')
  const row = { audit_id: id, subject_type: type, subject_id: plan, audit_date: textOf(on) }
  world.emit('audits', { ...row, criterion: 'overall', result: gradeOf(random, auditGood) })
  world.emit('audits', {
    ...row,
    criterion: 'voice_clear',
    result: yesNo(random, auditGood + 0.12),
  })
  world.emit('audits', {
    ...row,
    criterion: 'outcomes_up_to_date',
    result: yesNo(random, auditGood + 0.04),
  })
}

/** Writes the audit of a piece of advice some weeks after it came. */
export function auditAdvice(world: World, random: Random, advice: string, received: Day): void {
  const on = received + random.int(7, 45)
  if (on < FROM || on > UNTIL) return
  world.emit('audits', {
    audit_id: world.nextId('AU'),
    subject_type: 'advice',
    subject_id: advice,
    audit_date: textOf(on),
    criterion: 'overall',
    result: gradeOf(random, storyOf(yearOf(on)).auditGood + 0.05),
  })
}

function gradeOf(random: Random, good: number): string {
  if (random.chance(0.02)) return 'not_applicable'
  return pickFrom(random, [
    ['outstanding', good * 0.16],
    ['good', good * 0.84],
    ['requires_improvement', (1 - good) * 0.82],
    ['inadequate', (1 - good) * 0.18],
  ] as const)
}

function yesNo(random: Random, yes: number): string {
  if (random.chance(0.03)) return 'not_applicable'
  return random.chance(yes) ? 'yes' : 'no'
}
