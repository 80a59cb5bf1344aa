import type { Day } from './days.ts'
import type { Need, Track } from './mixes.ts'
import type { Person } from './people.ts'
import type { Area, Provision } from './places.ts'
import type { Setting } from './settings.ts'

/** A child or young person and what the SEND service did with them, from start to horizon. */
export type Life = {
  readonly person: Person
  readonly death: Day | undefined
  readonly cases: readonly Case[]
}

/** A request and the plan made from it; one of the two may be missing. */
export type Case = {
  readonly request: Request | undefined
  readonly plan: Plan | undefined
}

export type Request = {
  readonly id: string
  readonly received: Day
  readonly source: string
  readonly outcome: 'Y' | 'N' | 'W'
  /** Day the family was told, or of the withdrawal. */
  readonly decided: Day
  readonly week6: string | undefined
  readonly assessment: Assessment | undefined
  /** Code of the authority to which the child moved before the end. */
  readonly exported: string | undefined
  readonly challenge: Challenge
}

export type Assessment = {
  readonly outcome: 'Y' | 'N' | 'W'
  readonly ended: Day
  readonly week16: string | undefined
  readonly week20: string | undefined
  readonly challenge: Challenge
}

export type Challenge = { readonly mediation: boolean; readonly tribunal: boolean }

export type Plan = {
  readonly id: string
  readonly requestId: string | undefined
  /** Day the plan was first made, by any authority. */
  readonly start: Day
  /** First day on which this authority holds it. */
  readonly heldFrom: Day
  readonly transfer: Transfer | undefined
  readonly reopenedFrom: string | undefined
  readonly ending: Ending | undefined
  readonly need: Need
  readonly secondNeed: Need | undefined
  readonly budget: Budget | undefined
  readonly joint: Stretch | undefined
  readonly breakdown: boolean
  readonly placements: readonly Placement[]
  readonly reviews: readonly Review[]
}

export type Transfer = { readonly from: string; readonly priorReview: Day }
export type Ending = { readonly on: Day; readonly reason: number }
export type Stretch = { readonly from: Day; readonly until: Day | undefined }
export type Budget = Stretch & { readonly payment: string; readonly arranged: boolean }

export type Placement = {
  readonly id: string
  readonly setting: Setting | undefined
  /** SEN2 SENsetting, where there is no setting. */
  readonly senSetting: string | undefined
  readonly provision: Provision
  readonly area: Area
  readonly track: Track
  readonly rank: 1 | 2
  readonly entry: Day
  readonly leaving: Day | undefined
  readonly unit: boolean
  readonly resourced: boolean
  readonly residential: string
  readonly workBased: string
}

export type Review = {
  readonly id: string
  readonly type: 'annual' | 'early' | 'phase_transfer'
  readonly meeting: Day
  readonly attended: boolean
  readonly decision: 'M' | 'A' | 'C' | undefined
  readonly decided: Day | undefined
  readonly draft: Day | undefined
  readonly final: Day | undefined
}

/** A day, if it has come by `day`. */
export function by(day: Day, event: Day | undefined): Day | undefined {
  return event !== undefined && event <= day ? event : undefined
}

/** Last day on which a plan is certainly over: its ending or a death. */
export function endOf(plan: Plan, death: Day | undefined): Day | undefined {
  const days = [plan.ending?.on, death].filter((day) => day !== undefined)
  return days.length > 0 ? Math.min(...days) : undefined
}

/** Whether a plan is held on a day. */
export function isHeld(plan: Plan, death: Day | undefined, day: Day): boolean {
  const end = endOf(plan, death)
  return plan.heldFrom <= day && (end === undefined || end > day)
}

/** The main placement of a plan on a day. */
export function mainPlacement(plan: Plan, day: Day): Placement | undefined {
  return plan.placements.findLast(
    ({ rank, entry, leaving }) =>
      rank === 1 && entry <= day && (leaving === undefined || leaving > day),
  )
}
