import { addDays, ageOn, dayOf, dayParts, rational } from '../core/index.ts'
import type { PlainRow } from '../formula/index.ts'
import { earliest, keyed, standing, textOf } from './plain-days.ts'

type People = ReadonlyMap<string, PlainRow>

export function peopleById(persons: readonly PlainRow[]): People {
  return keyed(persons, 'person_id')
}

function deathOf(row: PlainRow, people: People): string | null {
  return textOf(people.get(textOf(row, 'person_id') ?? ''), 'death_date')
}

/** Requests with the days between which they are open: never when withdrawn or decided before. */
export function requestWithSpell(row: PlainRow, people: People): PlainRow {
  const outcomes = [textOf(row, 'request_outcome'), textOf(row, 'assessment_outcome')]
  const never = outcomes.includes('W') || outcomes.includes('H')
  const [request, assessment] = outcomes
  const decided =
    request === 'N'
      ? textOf(row, 'request_outcome_date')
      : assessment === 'Y' || assessment === 'N'
        ? textOf(row, 'assessment_outcome_date')
        : null
  return {
    ...row,
    open_from: never ? null : textOf(row, 'received_date'),
    open_until: earliest(decided, deathOf(row, people)),
  }
}

/** Referrals with contact and the two waits; one that was not accepted waits for nothing. */
export function referralWithSpells(row: PlainRow, people: People): PlainRow {
  const day = (column: string) => textOf(row, column)
  const death = deathOf(row, people)
  const first = day('first_contact_date')
  const lastContact = day('last_contact_date') ?? first
  const waitsFrom = day('accepted') === 'N' ? null : day('referral_date')
  return {
    ...row,
    in_contact_from: first,
    in_contact_until: lastContact && addDays(lastContact, 1),
    awaiting_contact_from: waitsFrom,
    awaiting_contact_until: earliest(first, day('closed_date'), death),
    awaiting_treatment_from: waitsFrom,
    awaiting_treatment_until: earliest(day('intervention_start_date'), day('closed_date'), death),
  }
}

/** Involvements with the days between which they run. */
export function involvementWithSpell(row: PlainRow, people: People): PlainRow {
  return {
    ...row,
    in_force_from: textOf(row, 'start_date'),
    in_force_until: earliest(textOf(row, 'end_date'), deathOf(row, people)),
  }
}

/**
 * Census rows with the January census that stands, until when each is its child's newest, and the age
 * by which funding is counted.
 */
export function censusWithSpells(rows: readonly PlainRow[], people: People): PlainRow[] {
  const isJanuary = (day: string | null) => day !== null && dayParts(day).month === 1
  const januaries = [...new Set(rows.map((row) => textOf(row, 'census_date')))].filter(isJanuary)
  const byChild = Map.groupBy(rows, (row) => textOf(row, 'person_id'))
  return rows.map((row) => {
    const day = textOf(row, 'census_date')
    const { from, until } = standing(isJanuary(day) ? day : null, januaries)
    const own = byChild.get(textOf(row, 'person_id')) ?? []
    const newest = standing(
      day,
      own.map((one) => textOf(one, 'census_date')),
    )
    const birth = textOf(people.get(textOf(row, 'person_id') ?? ''), 'birth_date')
    const age = day && birth && ageOn(birth, dayOf(dayParts(day).year - 1, 12, 31))
    return {
      ...row,
      latest_january_from: from,
      latest_january_until: until,
      newest_until: newest.until,
      funding_age: typeof age === 'number' ? rational(age) : null,
    }
  })
}
