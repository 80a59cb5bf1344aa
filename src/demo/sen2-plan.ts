import { academicAge, type Day, date, textOf, textOrNone } from './days.ts'
import { by, type Life, mainPlacement, type Placement, type Plan, type Review } from './life.ts'
import type { Sen2Faults } from './sen2-faults.ts'
import type { Collection } from './sen2-scope.ts'
import { element, flag, group, type Xml } from './xml.ts'

/** SEN2 letters. Those of work-based learning and of direct payments are recalled, not published. */
const RESIDENCE: Readonly<Record<string, string>> = { up_to_38_weeks: 'A', '39_to_52_weeks': 'B' }
const WORK: Readonly<Record<string, string>> = {
  supported_internship: 'SI',
  apprenticeship: 'AP',
  supported_apprenticeship: 'AP',
  traineeship: 'TR',
}
const PAYMENT: Readonly<Record<string, string>> = {
  education: 'E',
  health: 'H',
  social_care: 'S',
  integrated: 'I',
}
/** Settings that a plan may name where it names no school; being out of education is not one. */
const NAMEABLE: ReadonlySet<string> = new Set(['OLA', 'OPA', 'EHE', 'EYP', 'OTH'])

export const planXml = { named: namedPlanXml, active: activePlanXml }

function namedPlanXml(life: Life, plan: Plan, { census }: Collection): Xml {
  const main = placementNamed(plan, census)
  const [ceased, reason] = endingBy(life, plan, census)
  return group(
    'NamedPlan',
    element('StartDate', textOf(plan.start)),
    element('PlanRes', RESIDENCE[main?.residential ?? 'none']),
    element('PlanWBP', WORK[main?.workBased ?? 'none']),
    budgetXml(plan, census),
    element('CeaseDate', textOrNone(ceased)),
    element('CeaseReason', reason),
    group('PlanDetail', namedSettingXml(main)),
  )
}

/** The personal budget in force on census day. */
function budgetXml({ budget }: Plan, census: Day): Xml {
  const holds =
    budget !== undefined &&
    budget.from <= census &&
    (budget.until === undefined || budget.until > census)
  return [
    flag('PB', holds),
    flag('OA', holds && budget.arranged),
    element('DP', holds ? PAYMENT[budget.payment] : undefined),
  ].join('')
}

/** A death ends a plan that is still held: reason 8. */
function endingBy(
  life: Life,
  plan: Plan,
  census: Day,
): readonly [Day | undefined, number | undefined] {
  const death = by(census, life.death)
  const ending = plan.ending
  const ceased = by(census, ending?.on)
  if (death !== undefined && (ceased === undefined || death < ceased)) return [death, 8]
  return [ceased, ceased === undefined ? undefined : ending?.reason]
}

function placementNamed(plan: Plan, census: Day): Placement | undefined {
  return mainPlacement(plan, census) ?? plan.placements.findLast(({ rank }) => rank === 1)
}

function namedSettingXml(main: Placement | undefined): Xml {
  if (main?.setting !== undefined) {
    return settingXml(main) + element('PlacementRank', 1) + indicatorsXml(main)
  }
  const code = main?.senSetting ?? 'OTH'
  const named = NAMEABLE.has(code) ? code : 'OTH'
  return [
    element('SENsetting', named),
    element('SENSettingOther', named === 'OTH' ? 'Type of setting only' : undefined),
    element('PlacementRank', 1),
  ].join('')
}

function settingXml({ setting }: Placement): Xml {
  if (setting === undefined) return ''
  if (setting.number === 'local') return element('SENsetting', 'EYP')
  return element(setting.number, setting.id)
}

function indicatorsXml({ setting, unit, resourced }: Placement): Xml {
  if (setting === undefined || setting.number === 'local') return ''
  return flag('SENunitIndicator', unit) + flag('ResourcedProvisionIndicator', resourced)
}

function activePlanXml(life: Life, plan: Plan, collection: Collection, faults: Sen2Faults): Xml {
  const { year, census, activityFrom } = collection
  // TransferLA is of the calendar year: who came in January stands in the next return.
  const isArrival =
    plan.transfer !== undefined && plan.heldFrom >= activityFrom && plan.heldFrom < date(year, 1, 1)
  const current = mainPlacement(plan, census)
  return group(
    'ActivePlans',
    element('TransferLA', isArrival ? plan.transfer.from.slice(-3) : undefined),
    year < 2024 ? element('Res', RESIDENCE[current?.residential ?? 'none']) : '',
    year < 2024 ? element('WBP', WORK[current?.workBased ?? 'none']) : '',
    reviewXml(life, plan, collection, faults),
    placementsXml(plan, collection),
    needsXml(plan, collection, faults),
  )
}

function reviewXml(life: Life, plan: Plan, collection: Collection, faults: Sen2Faults): Xml {
  const { year, census } = collection
  const latest = plan.reviews.findLast(({ meeting }) => meeting <= census)
  const decided = by(census, latest?.decided)
  if (year < 2024) return element('LastReview', textOrNone(decided))
  return [
    element('ReviewMeeting', latest === undefined ? undefined : meetingText(latest, faults)),
    element('ReviewOutcome', decided === undefined ? undefined : latest?.decision),
    year < 2025 ? '' : draftXml(life, latest, collection),
    element('LastReview', textOrNone(decided)),
  ].join('')
}

function draftXml(life: Life, latest: Review | undefined, collection: Collection): Xml {
  const draft = by(collection.census, latest?.draft)
  return element('ReviewDraft', textOrNone(draft)) + phaseXml(life, latest, collection)
}

function meetingText({ meeting }: Review, faults: Sen2Faults): string {
  return faults.badDate() ? '2025-02-30' : textOf(meeting)
}

/** Regulation 18: by 31 March for a move from Year 11, by 15 February for any other phase transfer. */
function phaseXml(life: Life, latest: Review | undefined, { year, census }: Collection): Xml {
  if (latest?.type !== 'phase_transfer' || latest.meeting < date(year - 1, 9, 1)) return ''
  const isLeaver = academicAge(life.person.birth, year - 1) === 15
  const final = textOrNone(by(census, latest.final))
  return (
    element('PhaseTransferDueDate', `${String(year)}-${isLeaver ? '03-31' : '02-15'}`) +
    element('PhaseTransferFinalDate', final)
  )
}

function placementsXml(plan: Plan, collection: Collection): Xml {
  const { census, activityFrom } = collection
  const held = plan.placements.filter(
    ({ entry, leaving }) => entry <= census && (leaving === undefined || leaving >= activityFrom),
  )
  if (held.length === 0) return waitingXml(plan)
  return held.map((placement) => placementXml(placement, collection)).join('')
}

/** A plan whose holder has no place yet. */
function waitingXml(plan: Plan): Xml {
  return group(
    'PlacementDetail',
    element('SENsetting', 'NIEO'),
    element('SENSettingOther', 'Awaiting a place'),
    element('PlacementRank', 1),
    element('EntryDate', textOf(plan.heldFrom)),
  )
}

function placementXml(placement: Placement, { year, census }: Collection): Xml {
  const code = year < 2024 && placement.senSetting === 'OTH' ? 'NIEO' : placement.senSetting
  const isOther = code === 'OTH' || code === 'NIEO'
  return group(
    'PlacementDetail',
    placement.setting === undefined ? element('SENsetting', code) : settingXml(placement),
    element('SENSettingOther', isOther ? 'Between settings' : undefined),
    element('PlacementRank', placement.rank),
    element('EntryDate', textOf(placement.entry)),
    element('LeavingDate', textOrNone(by(census, placement.leaving))),
    indicatorsXml(placement),
    year < 2024 ? '' : element('Res', RESIDENCE[placement.residential]),
    year < 2024 ? '' : element('WBP', WORK[placement.workBased]),
  )
}

/** Down syndrome is a need of its own from 2025. */
function needsXml(plan: Plan, { year }: Collection, faults: Sen2Faults): Xml {
  const known = (need: string): string => (need === 'DS' && year < 2025 ? 'MLD' : need)
  const first = faults.badNeed() ? 'ASC' : known(plan.need)
  const second = plan.secondNeed === undefined ? undefined : known(plan.secondNeed)
  const isTwo = second !== undefined && second !== known(plan.need)
  return needXml(first, 1) + (isTwo ? needXml(second, 2) : '')
}

function needXml(need: string, rank: number): Xml {
  return group('SENneed', element('SENtype', need), element('SENtypeRank', rank))
}
