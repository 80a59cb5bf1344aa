import type { Dataset } from '../catalogue/index.ts'
import type { AuthorityCode } from '../core/index.ts'
import type { PlanSpell, SourceRow } from '../sources/index.ts'
import { asLaterSpell, type EndedSpells, endedSpell } from './ended-spells.ts'
import type { People, RowPlace } from './people.ts'
import type { PersonHash } from './person-key.ts'

/** What turns the numbers in the rows of an authority's files into hashes. */
export type Identifying = {
  readonly authority: AuthorityCode
  readonly people: People
  readonly hash: PersonHash
  readonly idOf: IdOf
  readonly ended: EndedSpells
}

/** The id that is made of a person, hashed, and some parts. */
type IdOf = (person: string, parts: readonly string[]) => string

/** Several rows in succession name the same ids, so those of one person are remembered. */
export function newIds(hash: PersonHash): IdOf {
  const ids = new Map<string, string>()
  let of = ''
  return (person, parts) => {
    if (person !== of) ids.clear()
    of = person
    const name = parts.join('\0')
    const known = ids.get(name)
    if (known !== undefined) return known
    const id = `r${hash('id', person, ...parts).slice(0, 20)}`
    ids.set(name, id)
    return id
  }
}

/** The columns of a dataset that say who a row is about. */
export function personColumnsOf(dataset: Dataset): readonly string[] {
  return dataset.fileColumns.filter((name) => isPersonColumn(dataset, name))
}

/** Whether a dataset, if there is one, says who its rows are about. */
export function isAboutPersons(dataset: Dataset | undefined): boolean {
  return dataset !== undefined && personColumnsOf(dataset).length > 0
}

/** Whether a column says who a row is about. */
export function isPersonColumn(dataset: Dataset, name: string): boolean {
  return (
    dataset.table.columns.get(name)?.refersTo === 'persons' ||
    (dataset.name === 'persons' && name === 'person_id')
  )
}

/**
 * The row with every number of a person replaced by its hash, and the ids made that it has to have.
 *
 * @param personColumns - Those of the row's dataset.
 */
export function identified(
  about: Identifying,
  personColumns: readonly string[],
  row: SourceRow,
  place: RowPlace,
): SourceRow {
  const { people, hash, authority } = about
  const values: Record<string, string | null> = { ...row.values }
  for (const name of personColumns) {
    const value = values[name] ?? null
    if (value !== null) values[name] = people.personOf(value, row.identity, place)
  }
  const participant = values['participant_id'] ?? null
  if (participant !== null) values['participant_id'] = hash('participant', authority, participant)
  if (row.made === undefined) return { ...row, values }
  return withMadeIds(about, { ...row, values }, place)
}

function withMadeIds(
  { people, idOf, ended }: Identifying,
  row: SourceRow,
  place: RowPlace,
): SourceRow {
  const person = people.personOf(null, row.identity, place)
  const values: Record<string, string | null> = { ...row.values }
  for (const [name, parts] of Object.entries(row.made ?? {})) {
    values[name] =
      parts.length === 0
        ? person
        : idOf(person, [...parts, ...spellParts(row.spells?.[name], person, ended)])
  }
  const before = row.spells?.['plan_id']
  return asLaterSpell({ ...row, values }, before && endedSpell(ended, person, before.start))
}

/** A first spell needs no mark. */
function spellParts(
  spell: PlanSpell | undefined,
  person: string,
  ended: EndedSpells,
): readonly string[] {
  if (!spell) return []
  const number = spell.number + (endedSpell(ended, person, spell.start)?.number ?? 0)
  return number === 1 ? [] : ['spell', String(number)]
}
