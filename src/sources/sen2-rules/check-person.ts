import { child, childrenNamed } from '../sen2/reading.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import { ACTIVE_RULES, NEED_RULES } from './active.ts'
import { ASSESSMENT_RULES } from './assessment.ts'
import { ELEMENT_RULES } from './elements.ts'
import { PERSON_RULES } from './person.ts'
import { PLACEMENT_RULES } from './placement.ts'
import { PLAN_RULES } from './plan.ts'
import { REQUEST_RULES } from './requests.ts'
import type { About, RecordRule, Scope, Sen2Rule, Told, Verdict } from './rule.ts'
import { DETAIL_RULES } from './settings.ts'
import { planOf } from './values.ts'

/** The rules of each module that are about one of its records. */
export const RULES_OF: Readonly<Record<string, readonly RecordRule[]>> = {
  Person: PERSON_RULES,
  Requests: REQUEST_RULES,
  Assessment: ASSESSMENT_RULES,
  NamedPlan: PLAN_RULES,
  PlanDetail: DETAIL_RULES,
  ActivePlans: ACTIVE_RULES,
  PlacementDetail: PLACEMENT_RULES,
  SENneed: NEED_RULES,
}

/** A rule broken by a record: where and how. */
export type Broken = { readonly rule: Sen2Rule; readonly told: Told; readonly node: XmlNode }

/** Every rule that a person of the return breaks, in the order of the file. */
export function checkPerson(person: XmlNode, about: About): Broken[] {
  const scope: Scope = { about, node: person, person }
  return [
    ...checkRecord(scope),
    ...checkElements(person, about.year),
    ...childrenNamed(person, 'Requests').flatMap((request) => checkRequest(scope, request)),
  ]
}

function checkRequest(above: Scope, request: XmlNode): Broken[] {
  const assessment = child(request, 'Assessment')
  const scope = {
    ...above,
    ...{ node: request, request, assessment },
    ...{ plan: planOf(request), active: child(request, 'ActivePlans') },
  }
  return [
    ...checkRecord(scope),
    ...childrenNamed(request, 'Assessment').flatMap((one) => checkAssessment(scope, one)),
    ...childrenNamed(request, 'ActivePlans').flatMap((one) => checkActive(scope, one)),
  ]
}

function checkAssessment(above: Scope, assessment: XmlNode): Broken[] {
  const scope = { ...above, node: assessment, assessment }
  return [
    ...checkRecord(scope),
    ...childrenNamed(assessment, 'NamedPlan').flatMap((plan) => [
      ...checkRecord({ ...scope, node: plan, plan }),
      ...childrenNamed(plan, 'PlanDetail').flatMap((node) => checkRecord({ ...scope, node, plan })),
    ]),
  ]
}

function checkActive(above: Scope, active: XmlNode): Broken[] {
  const below = [...childrenNamed(active, 'PlacementDetail'), ...childrenNamed(active, 'SENneed')]
  return [
    ...checkRecord({ ...above, node: active, active }),
    ...below.flatMap((node) => checkRecord({ ...above, node, active })),
  ]
}

function checkRecord(scope: Scope): Broken[] {
  const { node, about } = scope
  return (RULES_OF[node.name] ?? [])
    .filter((rule) => isInForce(rule, about.year))
    .flatMap((rule) => brokenBy(rule, rule.fails(scope), node))
}

/** Whether a rule holds for a collection year. */
export function isInForce({ from = 0, to = 9999 }: Sen2Rule, year: number): boolean {
  return year >= from && year <= to
}

/** A verdict in full: each time that the rule is broken, with its level and words. */
export function toldBy(verdict: Verdict): readonly Told[] {
  if (verdict === false) return []
  if (verdict === true) return [{}]
  if (typeof verdict === 'string') return [{ level: verdict }]
  return isList(verdict) ? verdict : [verdict]
}

function isList(verdict: Told | readonly Told[]): verdict is readonly Told[] {
  return Array.isArray(verdict)
}

function brokenBy(rule: Sen2Rule, verdict: Verdict, node: XmlNode): Broken[] {
  return toldBy(verdict).map((told) => ({ rule, told, node: told.node ?? node }))
}

function checkElements(parent: XmlNode, year: number): Broken[] {
  const seen = new Set<string>()
  return parent.children.flatMap((one) => {
    const among = { parent, year, isRepeat: seen.has(one.name) }
    seen.add(one.name)
    const own = ELEMENT_RULES.flatMap((rule) =>
      brokenBy(rule, rule.fails(one, among), parent).map((broken) => ({
        ...broken,
        told: { field: fieldName(one.name), ...broken.told },
      })),
    )
    return one.children.length === 0 ? own : [...own, ...checkElements(one, year)]
  })
}

/** A name that cannot be anything but the name of an element. */
function fieldName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name) ? name : '(odd name)'
}
