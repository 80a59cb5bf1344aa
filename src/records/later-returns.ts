import type { Dataset } from '../catalogue/index.ts'
import type { AuthorityCode, DayText } from '../core/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { currentOf, sameColumns, sameKey } from './merge-sql.ts'
import type { MergeContext } from './merge-context.ts'

/** A return that was imported before, and is of a later year than the one being imported. */
export type LaterReturn = {
  readonly id: number
  readonly name: string
  readonly sha256: string
  readonly shape: string
  readonly year: number
  readonly extractedOn: DayText
}

/**
 * The returns of later years that stand, in the order of their years. Returns count in that order
 * whenever they come: a later one is taken back, and read again once the earlier one is in.
 */
export async function laterReturns(
  database: Database,
  authority: AuthorityCode,
  year: number | null,
): Promise<readonly LaterReturn[]> {
  if (year === null) return []
  const rows = await database.query(
    `select f.id, f.name, f.sha256, f.shape, f.collection_year, f.extracted_on
     from records.files f join records.imports i on i.id = f.import_id
     where f.authority = $1 and f.form = 'sen2-xml' and f.collection_year > $2
       and i.status in ('loaded', 'unchanged')
     order by f.collection_year, f.extracted_on, f.id`,
    [authority, year],
  )
  const found = rows.map((row) => ({
    id: Number(row['id']),
    name: String(row['name']),
    sha256: String(row['sha256']),
    shape: String(row['shape']),
    year: Number(row['collection_year']),
    extractedOn: String(row['extracted_on']),
  }))
  return [...new Map(found.toReversed().map((one) => [one.sha256, one])).values()].toReversed()
}

type Files = readonly Pick<LaterReturn, 'id'>[]

function listOf(files: Files): string {
  return files.map(({ id }) => String(id)).join(', ')
}

/** Ends the records that came from some returns, and puts what they had replaced in their place. */
export async function takeBack(
  { database, authority, importId }: Omit<MergeContext, 'file'>,
  dataset: Dataset,
  files: Files,
): Promise<void> {
  const { name, fileColumns, table } = dataset
  const columns = fileColumns.map(quoted).join(', ')
  const key = table.key.map((one) => quoted(one)).join(', ')
  const ofThem = `source_file in (${listOf(files)})`
  await database.execute('create schema if not exists staging')
  await database.execute(
    `create table staging.taken_back as
     select ${key} from ${currentOf(name)} c where c.${ofThem}`,
    [authority],
  )
  await database.execute(
    `update records.${name} as c set ended_by = ${String(importId)}
     where c.authority = $1 and c.ended_by is null and c.${ofThem}`,
    [authority],
  )
  const ofAuthority = `(select * from records.${name} where authority = $1)`
  await database.execute(
    `insert into records.${name} (authority, ${columns}, import_id, source_file, source_line)
     select $1, ${columns}, ${String(importId)}, source_file, source_line
     from (
       select v.*, row_number() over (partition by v.authority, ${table.key.map((one) => `v.${quoted(one)}`).join(', ')}
         order by v.import_id desc nulls last, f.collection_year desc nulls last) as _place
       from ${ofAuthority} v
       join staging.taken_back t on ${sameKey(dataset, 'v', 't')}
       left join records.files f on f.id = v.source_file
       where v.ended_by is not null and not v.${ofThem}
         and exists (select 1 from ${ofAuthority} k
           where ${sameKey(dataset, 'k', 'v')} and k.import_id = v.ended_by)
     ) versions
     where _place = 1`,
    [authority],
  )
  await database.execute('drop table staging.taken_back')
}

/** Leaves as they were those records that were taken back and came again just the same. */
export async function settle(
  { database, authority, importId }: Omit<MergeContext, 'file'>,
  dataset: Dataset,
): Promise<void> {
  const { name, fileColumns, table } = dataset
  const number = String(importId)
  const key = table.key.map((one) => `n.${quoted(one)}`).join(', ')
  const same = sameColumns(dataset, fileColumns, 'n', 'o')
  await database.execute(
    `create table staging.settled as
     select ${key}, max(o.import_id) as _import
     from ${currentOf(name)} n
     join (select * from records.${name} where authority = $1 and ended_by = ${number}) o
       on ${same} and o.source_file = n.source_file and o.source_line = n.source_line
     where n.import_id = ${number} and o.import_id < ${number}
     group by n.authority, ${key}`,
    [authority],
  )
  await database.execute(
    `delete from records.${name} as n
     where n.authority = $1 and n.ended_by is null and n.import_id = ${number}
       and exists (select 1 from staging.settled t where ${sameKey(dataset, 'n', 't')})`,
    [authority],
  )
  await database.execute(
    `update records.${name} as o set ended_by = null from staging.settled t
     where o.authority = $1 and o.ended_by = ${number} and o.import_id = t._import
       and ${sameKey(dataset, 'o', 't')}`,
    [authority],
  )
  await database.execute('drop table staging.settled')
}

/** Whether an import changed the records of a table. */
export async function hasChanged(
  { database, authority, importId }: Omit<MergeContext, 'file'>,
  dataset: string,
): Promise<boolean> {
  const number = String(importId)
  const rows = await database.query(
    `select 1 as one from records.${dataset}
     where authority = $1 and (import_id = ${number} or ended_by = ${number}) limit 1`,
    [authority],
  )
  return rows.length > 0
}
