import type { Catalogue } from '../catalogue/index.ts'
import { type AuthorityCode, daysBetween, isDay } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import {
  compareReturn,
  type OneSided,
  readPersonKey,
  type ReplacedValue,
  type ReturnCounted,
} from '../records/index.ts'
import type { Row } from './write-table.ts'

export const SOURCE_COLUMNS = [
  ...(['table', 'record', 'field', 'return_value', 'case_value'] as const),
  ...(['return_file', 'return_line', 'case_file', 'case_line', 'cause'] as const),
] as const
export const SOURCE_SHOWN = [
  ...([
    'table',
    'field',
    'return_value',
    'case_value',
    'return_line',
    'case_line',
    'cause',
  ] as const),
] as const
export type SourceRow = Row<(typeof SOURCE_COLUMNS)[number]>

/** What the return of a year and the case system say differently, a row each, with the cause. */
export async function differenceRows(
  services: { readonly database: Database; readonly catalogue: Catalogue; readonly data: string },
  authority: AuthorityCode,
  year: number,
): Promise<readonly SourceRow[]> {
  const { database, catalogue, data } = services
  const personKey = await readPersonKey(data)
  const found = await compareReturn({ database, catalogue, personKey }, authority, year)
  if (!found) return []
  const missing = new Set(found.oneSided.filter(({ side }) => side === 'case-system').map(dayOf))
  return [
    ...found.oneSided.map((one) => oneSidedRow(one, missing)),
    ...found.values.map(valueRow),
    ...found.notCompared.map(notComparedRow),
  ]
}

const NONE = { return_value: null, case_value: null, record: '', field: null } as const
const NOWHERE = { return_file: null, return_line: null, case_file: null, case_line: null } as const

function dayOf({ table, day }: OneSided): string {
  return `${table} ${day ?? ''}`
}

/** @param missing - What only the case system has, by table and day. */
function oneSidedRow(one: OneSided, missing: ReadonlySet<string>): SourceRow {
  const { table, side, file, line, day, isLater } = one
  if (side === 'case-system')
    return {
      ...NONE,
      ...NOWHERE,
      ...{ table, case_value: day, case_file: file, case_line: line },
      cause: 'the case system has it and the return should: left out, or its row was refused',
    }
  const cause = isLater
    ? 'began after the extract of the case system was made'
    : missing.has(dayOf(one))
      ? 'the case system has one of that day for another person: the number of the person may be wrong in one of them'
      : 'the return has it and the extract of the case system has not: closed and not exported, or never entered'
  return {
    ...NONE,
    ...NOWHERE,
    table,
    return_value: day,
    return_file: file,
    return_line: line,
    cause,
  }
}

function valueRow(one: ReplacedValue): SourceRow {
  return {
    ...{ table: one.table, record: one.record, field: one.field },
    ...{ return_value: one.gaveWay, case_value: one.stands },
    ...{ return_file: one.gaveWayIn.file, return_line: one.gaveWayIn.line },
    ...{ case_file: one.standsIn.file, case_line: one.standsIn.line },
    cause: causeOf(one),
  }
}

function causeOf({ field, stands, gaveWay }: ReplacedValue): string {
  if (field.endsWith('outcome') && gaveWay === 'A')
    return 'not decided when the return was made, and decided since'
  if (stands === null) return 'the return has a day that the case system has not'
  if (gaveWay === null)
    return 'the case system has a day, past when the return was made, that the return has not'
  if (!isDay(stands) || !isDay(gaveWay))
    return 'the two say otherwise: one of them was changed, or typed wrongly'
  const days = daysBetween(gaveWay, stands)
  const size = `${String(Math.abs(days))} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  return `the two days are ${size} apart: one was corrected, or they mean different events`
}

function notComparedRow(table: string): SourceRow {
  return {
    ...NONE,
    ...NOWHERE,
    table,
    cause: 'not compared: the case system gave no extract of this table',
  }
}

/** The table for the eye, with how many there are of each cause. */
export function sourcesText(
  { year, file }: ReturnCounted,
  rows: readonly SourceRow[],
  table: string,
): string {
  const head = `The SEN2 return of ${String(year)} (${file}) and the case system`
  if (rows.length === 0) return `${head} say the same of the same people.`
  const kinds = Map.groupBy(
    rows,
    (row) => `${String(row.table)}${row.field === null ? '' : ` ${String(row.field)}`}`,
  )
  const counts = [...kinds].map(([kind, members]) => `${kind} ${String(members.length)}`)
  return `${head} say differently:\n${counts.join(', ')}\n\n${table}`
}
