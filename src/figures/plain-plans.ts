import type { PlainRow } from '../formula/index.ts'
import { byText, earliest, groupBy, keyed, latest, textOf, wholeOf } from './plain-days.ts'

/** Plans with the days from which and until which they are held, and the placement they name. */
export function plansWithSpells(
  plans: readonly PlainRow[],
  persons: readonly PlainRow[],
  placements: readonly PlainRow[],
): PlainRow[] {
  const personById = keyed(persons, 'person_id')
  const placementsByPlan = groupBy(placements, (row) => textOf(row, 'plan_id'))
  return plans.map((plan) => {
    const day = (column: string) => textOf(plan, column)
    const person = personById.get(day('person_id') ?? '')
    const made = day('reopened_date') ?? day('start_date')
    return {
      ...plan,
      held_from: day('reopened_date') ?? day('transfer_in_date') ?? day('start_date'),
      held_until: earliest(day('cease_date'), textOf(person, 'death_date')),
      made_date: made,
      named_placement_id: namedPlacement(
        day('start_date'),
        placementsByPlan.get(day('plan_id') ?? '') ?? [],
      ),
    }
  })
}

/** The main placement on the day the plan was made, else the first main one to start after it. */
function namedPlacement(start: string | null, placements: readonly PlainRow[]): string | null {
  if (start === null) return null
  const main = placements.filter((row) => wholeOf(row, 'placement_rank') === 1)
  const entry = (row: PlainRow) => textOf(row, 'entry_date') ?? ''
  const leaving = (row: PlainRow) => textOf(row, 'leaving_date')
  const then = main.filter((row) => {
    const left = leaving(row)
    return entry(row) <= start && (left === null || left > start)
  })
  const after = main.filter((row) => entry(row) > start)
  const first = earliest(...after.map(entry))
  const named =
    then.length > 0 ? begunLast(then) : begunLast(after.filter((row) => entry(row) === first))
  return named ? textOf(named, 'placement_id') : null
}

/** Of several placements, the one begun last; of those of one day, the greater id. */
export function begunLast(placements: readonly PlainRow[]): PlainRow | undefined {
  const name = (row: PlainRow) =>
    `${textOf(row, 'entry_date') ?? ''} ${textOf(row, 'placement_id') ?? ''}`
  return placements.toSorted((a, b) => byText(name(a), name(b))).at(-1)
}

const OUTSIDE_A_SETTING: Readonly<Record<string, string>> = {
  EYP: 'early_years',
  OLA: 'otherwise',
  OPA: 'otherwise',
  EHE: 'otherwise',
  NEET: 'none',
  NIEC: 'none',
  NIEO: 'none',
  OTH: 'other',
}

/** Placements with their provision, area and the days on which they are in force. */
export function placementsWithSpells(
  placements: readonly PlainRow[],
  plans: readonly PlainRow[],
  settings: readonly PlainRow[],
  authority: string,
): PlainRow[] {
  const planById = keyed(plans, 'plan_id')
  const settingById = keyed(settings, 'setting_id')
  return placements.map((placement) => {
    const plan = planById.get(textOf(placement, 'plan_id') ?? '')
    const setting = settingById.get(textOf(placement, 'setting_id') ?? '')
    return {
      ...placement,
      provision: provisionOf(placement, setting),
      area: areaOf(placement, setting, authority),
      in_force_from: plan
        ? latest(textOf(placement, 'entry_date'), textOf(plan, 'held_from'))
        : null,
      in_force_until: earliest(textOf(placement, 'leaving_date'), textOf(plan, 'held_until')),
    }
  })
}

function provisionOf(placement: PlainRow, setting: PlainRow | undefined): string | null {
  const isResourced =
    textOf(placement, 'sen_unit_indicator') === 'Y' ||
    textOf(placement, 'resourced_provision_indicator') === 'Y'
  if (isResourced) return 'resourced_provision'
  const outside = textOf(placement, 'sen_setting')
  return textOf(setting, 'provision') ?? (outside && (OUTSIDE_A_SETTING[outside] ?? null))
}

function areaOf(
  placement: PlainRow,
  setting: PlainRow | undefined,
  authority: string,
): string | null {
  if (textOf(placement, 'setting_id') === null) return 'not_applicable'
  if (!setting) return null
  return textOf(setting, 'la_code') === authority ? 'in_borough' : 'out_borough'
}
