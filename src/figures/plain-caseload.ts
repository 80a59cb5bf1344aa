import {
  academicAgeOn,
  academicYearStart,
  addMonths,
  ageOn,
  dayOf,
  dayParts,
  isLeapYear,
  rational,
} from '../core/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { byText, groupBy, keyed, textOf, wholeOf } from './plain-days.ts'
import { begunLast } from './plain-plans.ts'

/**
 * The caseload: every held plan in stretches during which the holder's age, academic age and main
 * placement stay the same.
 *
 * @param plans - With their spells.
 * @param placements - With their spells, provision and area.
 * @param calendarEnd - A plan still held is cut at birthdays and septembers up to this day.
 */
export function makeCaseload(
  plans: readonly PlainRow[],
  persons: readonly PlainRow[],
  placements: readonly PlainRow[],
  calendarEnd: string,
): PlainRow[] {
  const personById = keyed(persons, 'person_id')
  const byPlan = groupBy(placements, (row) => textOf(row, 'plan_id'))
  return plans.flatMap((plan) => {
    const birth = textOf(personById.get(textOf(plan, 'person_id') ?? ''), 'birth_date')
    const main = (byPlan.get(textOf(plan, 'plan_id') ?? '') ?? []).filter(
      (row) => wholeOf(row, 'placement_rank') === 1,
    )
    return stretchesOf(plan, birth, main, calendarEnd)
  })
}

function stretchesOf(
  plan: PlainRow,
  birth: string | null,
  placements: readonly PlainRow[],
  calendarEnd: string,
): PlainRow[] {
  const [from, until] = [textOf(plan, 'held_from'), textOf(plan, 'held_until')]
  if (from === null || (until !== null && until <= from)) return []
  const cuts = [
    ...septembers(from, until ?? calendarEnd),
    ...(birth === null ? [] : birthdays(birth, from, until ?? calendarEnd)),
    ...placements.flatMap((row) => [textOf(row, 'in_force_from'), textOf(row, 'in_force_until')]),
  ].filter((day) => day !== null && day > from && (until === null || day < until))
  const starts = [...new Set([from, ...cuts.filter((day) => day !== null)])].toSorted(byText)
  return starts.map((start, position) => ({
    ...stretch(plan, birth, placements, start),
    until_date: starts[position + 1] ?? until,
  }))
}

function stretch(
  plan: PlainRow,
  birth: string | null,
  placements: readonly PlainRow[],
  start: string,
): PlainRow {
  const inForce = placements.filter((row) => {
    const [from, until] = [textOf(row, 'in_force_from'), textOf(row, 'in_force_until')]
    return from !== null && from <= start && (until === null || until > start)
  })
  const placement = begunLast(inForce)
  return {
    plan_id: plan['plan_id'] ?? null,
    person_id: plan['person_id'] ?? null,
    from_date: start,
    age: birth === null ? null : rational(ageOn(birth, start)),
    academic_age: birth === null ? null : rational(academicAgeOn(birth, start)),
    placement_id: textOf(placement, 'placement_id'),
    provision: textOf(placement, 'provision'),
    area: textOf(placement, 'area'),
  }
}

/** Each 1 September from `from` to `end`. */
function septembers(from: string, end: string): string[] {
  const days: string[] = []
  for (let day = academicYearStart(from); day <= end; day = addMonths(day, 12)) days.push(day)
  return days
}

/** Each day from `from` to `end` on which the age changes: for 29 February, in other years 1 March. */
function birthdays(birth: string, from: string, end: string): string[] {
  const { month, day } = dayParts(birth)
  const onLeapDay = month === 2 && day === 29
  const [first, last] = [dayParts(from).year, dayParts(end).year]
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, count) => first + count)
  return years.map((year) =>
    onLeapDay && !isLeapYear(year) ? dayOf(year, 3, 1) : dayOf(year, month, day),
  )
}
