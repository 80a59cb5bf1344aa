import type { AuthorityCode } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import { REPLACED_REASONS, type ReplacedReason } from './replaced-values.ts'

/** A file of the log, and a line of it. */
export type ReplacedPlace = {
  readonly file: string
  readonly line: number | null
  /** Collection year of a return. */
  readonly year: number | null
}

/** One value of a record that gave way to another. */
export type ReplacedValue = {
  readonly importId: number
  readonly table: string
  /** The record, by a code that tells nothing of the person. */
  readonly record: string
  readonly field: string
  readonly reason: ReplacedReason
  /** What stands; null for an empty cell. */
  readonly stands: string | null
  readonly standsIn: ReplacedPlace
  readonly gaveWay: string | null
  readonly gaveWayIn: ReplacedPlace
}

/** From which import on the values count that the reading of a file listed. */
const LATEST = 'max(import_id) as since'
const ALL = 'min(import_id) as since'

/** A hash tells nothing; a number of the council's own system is left to its file and line. */
const MADE_HERE = /^(?:r[0-9a-f]{20}|[0-9a-f]{64})$/
const CODE_LENGTH = 13

/**
 * Every value that gave way: to a later return, or to the case system. A return that was read again
 * because an earlier one came after it counts as read the last time.
 *
 * @param importId - Only what that import replaced.
 */
export async function replacedValues(
  database: Database,
  authority: AuthorityCode,
  importId?: number,
): Promise<readonly ReplacedValue[]> {
  const of = importId === undefined ? LATEST : ALL
  const which = importId === undefined ? '' : `and import_id = ${String(importId)}`
  const rows = await database.query(
    `select distinct r.import_id, r.dataset, r.record, r.field, r.reason,
       r.stands, s.name as s_name, r.stands_line, s.collection_year as s_year,
       r.gave_way, g.name as g_name, r.gave_way_line, g.collection_year as g_year
     from (select * from records.replaced where authority = $1 ${which}) r
     join (select authority, read_file, ${of} from records.replaced
       where authority = $1 group by authority, read_file) l
       on l.authority = r.authority and l.read_file = r.read_file and r.import_id >= l.since
     left join records.files s on s.id = r.stands_file
     left join records.files g on g.id = r.gave_way_file
     order by r.dataset, r.record, r.field, s_year nulls first, g_year nulls first, r.import_id`,
    [authority],
  )
  return rows.map(valueOf)
}

function valueOf(row: SqlRow): ReplacedValue {
  const record = String(row['record'])
  return {
    importId: Number(row['import_id']),
    table: String(row['dataset']),
    record: MADE_HERE.test(record) ? record.slice(0, CODE_LENGTH) : '',
    field: String(row['field']),
    reason: reasonOf(row['reason']),
    stands: textOf(row['stands']),
    standsIn: placeOf(row, 's_name', 'stands_line', 's_year'),
    gaveWay: textOf(row['gave_way']),
    gaveWayIn: placeOf(row, 'g_name', 'gave_way_line', 'g_year'),
  }
}

function reasonOf(text: unknown): ReplacedReason {
  const known = Object.keys(REPLACED_REASONS)
  if (typeof text === 'string' && isReason(text)) return text
  throw new RangeError(`a reason must be one of ${known.join(', ')}; got ${String(text)}`)
}

function isReason(text: string): text is ReplacedReason {
  return Object.hasOwn(REPLACED_REASONS, text)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function placeOf(row: SqlRow, name: string, line: string, year: string): ReplacedPlace {
  const numberOf = (key: string) => (row[key] === null ? null : Number(row[key]))
  return { file: String(row[name]), line: numberOf(line), year: numberOf(year) }
}
