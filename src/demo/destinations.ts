import { academicYearOf, type Day, date, monthOf, monthStart, textOf } from './days.ts'
import { mainPlacement, type Plan } from './life.ts'
import type { Provision } from './places.ts'
import { ageIn, isAlive, planOn, type Pupil, statusOn } from './pupils.ts'
import { type Mix, pickFrom, type Random } from './random.ts'
import { MONTHS } from './tally.ts'
import { schoolStoryOf, type SenStatus } from './school-story.ts'
import { chanceFor, type World } from './world.ts'

/** Months that the extract keeps: those DfE publishes, December to February, and quarter ends. */
const KEPT_MONTHS: ReadonlySet<number> = new Set([1, 2, 3, 6, 9, 12])
const MONTH_ENDS: readonly Day[] = Array.from(
  { length: MONTHS },
  (_, month) => monthStart(2020, month + 4) - 1,
).filter((day) => KEPT_MONTHS.has(monthOf(day)))

/** In September many have not answered yet. */
const NOT_YET_KNOWN = 0.045

const ACTIVITY_OF: Readonly<Partial<Record<Provision, string>>> = {
  mainstream_maintained: 'school',
  mainstream_academy: 'school',
  mainstream_independent: 'school',
  resourced_provision: 'school',
  special_maintained: 'school',
  special_academy: 'school',
  special_nonmaintained: 'school',
  special_independent: 'school',
  sixth_form_college: 'sixth_form_college',
  fe_college: 'fe_college',
  specialist_post16: 'specialist_post16',
  training_provider: 'employment_with_training',
  none: 'neet',
}

/** Writes what a young person does, month by month: all at 16 and 17, after that with a plan. */
export function writeDestinations(world: World, pupil: Pupil): void {
  const random = chanceFor(world, 'destination', pupil.person.id)
  const chosen = new Map<number, string>()
  for (const day of MONTH_ENDS) {
    const year = academicYearOf(day)
    const age = ageIn(pupil, year)
    if (age < 16 || age > 25 || !isAlive(pupil, day)) continue
    const plan = planOn(pupil, day)
    if (plan === undefined && age > 17) continue
    const status = plan === undefined ? statusAtSchool(pupil) : 'E'
    const usual = chosen.get(year) ?? chooseActivity(random, year, status)
    chosen.set(year, usual)
    world.emit('destinations', {
      person_id: pupil.person.id,
      as_at: textOf(day),
      academic_age: age,
      activity: activityOn(random, plan, usual, day),
      sen_provision: status,
    })
  }
}

/** SEN support is what it was at the end of Year 11. */
function statusAtSchool(pupil: Pupil): SenStatus {
  return statusOn(pupil, date(pupil.cohort + 17, 5, 20)) === 'N' ? 'N' : 'K'
}

function activityOn(random: Random, plan: Plan | undefined, usual: string, day: Day): string {
  if (monthOf(day) === 9 && random.chance(NOT_YET_KNOWN)) return 'not_known'
  if (plan === undefined || usual === 'not_known' || usual === 'neet') return usual
  const main = mainPlacement(plan, day)
  if (main === undefined) return 'other'
  if (main.workBased !== 'none') return main.workBased
  return ACTIVITY_OF[main.provision] ?? 'other'
}

function chooseActivity(random: Random, year: number, status: SenStatus): string {
  const { neet, notKnown } = schoolStoryOf(year)
  // Some whose plan names no place are NEET besides.
  const without = status === 'E' ? neet.E * 0.6 : neet[status]
  const known = 1 - without - notKnown[status]
  const mix: Mix<string> = [
    ['neet', without],
    ['not_known', notKnown[status]],
    ['school', known * 0.56],
    ['sixth_form_college', known * 0.19],
    ['fe_college', known * 0.185],
    ['apprenticeship', known * 0.035],
    ['traineeship', known * 0.004],
    ['employment_with_training', known * 0.009],
    ['employment_no_training', known * 0.014],
    ['other', known * 0.0026],
    ['custody', known * 0.0004],
  ]
  return pickFrom(random, mix)
}
