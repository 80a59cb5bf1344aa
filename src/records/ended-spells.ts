import type { AuthorityCode, DayText } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { SourceRow } from '../sources/index.ts'
import { currentOf } from './merge-sql.ts'

/** The spells of one plan that ended before the time of which a return tells. */
type Ended = { readonly number: number; readonly planId: string; readonly until: DayText }

/** The ended spells of plans, for `endedSpell`. */
export type EndedSpells = ReadonlyMap<string, Ended>

/**
 * The spells of plans that cannot be in the return of a year, for they ended before its calendar
 * year: a plan in it with the same start date is one resumed. Where the case system knows of none
 * that goes on, the return contradicts it, and means the same spell.
 *
 * @param year - Null for a file that is no return, and so makes no ids.
 */
export async function endedSpells(
  database: Database,
  authority: AuthorityCode,
  year: number | null,
): Promise<EndedSpells> {
  if (year === null) return new Map()
  const rows = await database.query(
    `select c.person_id, c.start_date, c.plan_id, c.cease_date
     from ${currentOf('plans')} c left join records.files f on f.id = c.source_file
     where c.cease_date < cast($2 as date)
       and (f.form = 'sen2-xml' or exists (
         select 1 from ${currentOf('plans')} k
         where k.person_id = c.person_id and k.start_date = c.start_date
           and (k.cease_date is null or k.cease_date >= cast($2 as date))))
     order by c.cease_date, c.plan_id`,
    [authority, `${String(year - 1)}-01-01`],
  )
  const ended = new Map<string, Ended>()
  for (const row of rows) {
    const name = nameOf(String(row['person_id']), String(row['start_date']))
    const number = (ended.get(name)?.number ?? 0) + 1
    ended.set(name, { number, planId: String(row['plan_id']), until: String(row['cease_date']) })
  }
  return ended
}

/** The ended spells of the plan of a person (hashed) with a start date. */
export function endedSpell(ended: EndedSpells, person: string, start: string): Ended | undefined {
  return ended.size === 0 ? undefined : ended.get(nameOf(person, start))
}

function nameOf(person: string, start: string): string {
  return `${person} ${start}`
}

/**
 * A row of a plan as the spell that it is: where the file has no spell before it, but the records do,
 * it resumes the last of them, on a day that is not known better than that it came after.
 */
export function asLaterSpell(row: SourceRow, before: Ended | undefined): SourceRow {
  if (row.dataset !== 'plans' || !before || row.spells?.['plan_id']?.number !== 1) return row
  const weak = row.weak ?? []
  if (typeof row.values['transfer_in_la'] === 'string') {
    const values = { ...row.values, transfer_in_date: before.until }
    return { ...row, values, weak: [...weak, 'transfer_in_date'] }
  }
  const again = { reopened_from_plan_id: before.planId, reopened_date: before.until }
  return { ...row, values: { ...row.values, ...again }, weak: [...weak, ...Object.keys(again)] }
}
