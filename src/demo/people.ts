import { type Day, date, dayOn, textOf, textOrNone, yearOf } from './days.ts'
import { ETHNICITIES } from './mixes.ts'
import { oneOf, pickFrom, type Random } from './random.ts'
import { NEIGHBOURS } from './settings.ts'
import { UNTIL, type World } from './world.ts'

/** An invented child or young person. */
export type Person = {
  readonly number: number
  readonly id: string
  readonly upn: string | undefined
  readonly birth: Day
  readonly sex: 'F' | 'M'
  readonly ethnicity: string
  readonly homeLa: string
}

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * A unique pupil number of an authority: check letter, authority, school, year, serial.
 *
 * @see Department for Education, Unique Pupil Numbers guide: weights 2 to 13, modulo 23.
 */
export function upnOf(lea: string, number: number, birth: Day): string {
  const school = 2000 + Math.floor(number / 1000)
  const year = (yearOf(birth) + 5) % 100
  const digits = `${lea}${pad(school, 4)}${pad(year, 2)}${pad(number % 1000, 3)}`
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) sum += (i + 2) * Number(digits[i])
  return `${UPN_LETTERS[sum % 23] ?? ''}${digits}`
}

/** A unique learner number, or undefined where no check digit exists for this person's number. */
export function ulnOf(lea: string, number: number): string | undefined {
  const digits = `9${pad((Number(lea) * 7919 + number * 3) % 100_000_000, 8)}`
  let sum = 0
  for (let i = 0; i < 9; i += 1) sum += (10 - i) * Number(digits[i])
  const rest = sum % 11
  return rest === 0 ? undefined : `${digits}${String(10 - rest)}`
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0')
}

/** Boys have about seven in ten plans (DfE SEN2 2025). */
const BOYS_OF_PLANS = 0.7
const AWAY_FROM_HOME = 0.015

/** Makes a person born on a day. `boys` is the share of boys. */
export function makePerson(world: World, random: Random, birth: Day, boys = BOYS_OF_PLANS): Person {
  const number = world.nextPersonNumber()
  const { lea, code } = world.authority
  const away = random.chance(AWAY_FROM_HOME)
  return {
    number,
    id: `C${pad(number, 7)}`,
    upn: upnOf(lea, number, birth),
    birth,
    sex: random.chance(boys) ? 'M' : 'F',
    ethnicity: pickFrom(random, ETHNICITIES),
    homeLa: away ? oneOf(random, NEIGHBOURS) : code,
  }
}

/** What is known of a person besides themselves. */
export type PersonNotes = {
  readonly death?: Day | undefined
  readonly familyId?: string | undefined
}

/** Writes a person's row as the extract knows it. */
export function writePerson(world: World, person: Person, notes: PersonNotes = {}): void {
  const { death } = notes
  world.emit('persons', {
    person_id: person.id,
    birth_date: textOf(person.birth),
    sex: person.sex,
    ethnicity: person.ethnicity,
    home_la: person.homeLa,
    family_id: notes.familyId,
    death_date: textOrNone(death !== undefined && death <= UNTIL ? death : undefined),
    upn: person.upn,
  })
}

/** A birth day that makes someone `age` years old on `day`. */
export function birthFor(random: Random, age: number, day: Day): Day {
  return day - Math.floor((age + random.unit()) * 365.25)
}

/** A birth day in the school year that begins in September of `year`. */
export function birthInSchoolYear(random: Random, year: number): Day {
  return date(year, 9, 1) + random.int(0, 364)
}

/** The day before which nobody in the records was born. */
export const FIRST_BIRTH: Day = dayOn('1993-09-01')
