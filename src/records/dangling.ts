import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode } from '../core/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'

/**
 * Tells of the records of an import that refer to one that is not known; of a table never supplied,
 * once. The records stand.
 */
export async function tellDangling(
  database: Database,
  catalogue: Pick<Catalogue, 'datasets'>,
  at: { readonly authority: AuthorityCode; readonly importId: number },
): Promise<void> {
  const rows = await database.query(
    'select distinct dataset from records.supplied where authority = $1 and ended_by is null',
    [at.authority],
  )
  const supplied = new Set(rows.map((row) => String(row['dataset'])))
  for (const dataset of catalogue.datasets.values()) {
    if (!supplied.has(dataset.name)) continue
    for (const column of dataset.fileColumns) {
      const target = dataset.table.columns.get(column)?.refersTo
      const there = target === undefined ? undefined : catalogue.datasets.get(target)
      const key = there?.table.key
      if (!there || key?.length !== 1) continue
      const reference = { table: dataset.name, column, target: there.name, key: key[0] ?? '' }
      await tellReference(database, at, reference, supplied.has(there.name))
    }
  }
}

type Reference = {
  readonly table: string
  readonly column: string
  readonly target: string
  readonly key: string
}

async function tellReference(
  database: Database,
  { authority, importId }: { readonly authority: AuthorityCode; readonly importId: number },
  { table, column, target, key }: Reference,
  isSupplied: boolean,
): Promise<void> {
  const rows = `records.${table} r left join records.files f on f.id = r.source_file
    where r.authority = '${authority}' and r.import_id = ${String(importId)} and r.ended_by is null
      and r.${quoted(column)} is not null`
  if (!isSupplied) {
    await insertIssues(database, importId, {
      code: 'records-not-supplied',
      fileSql: 'n.name',
      field: column,
      from: `(select f.name, count(*) as rows_of from ${rows} group by f.name) n`,
      message: `cast(n.rows_of as varchar) || ' rows of ${table} refer to ${target}, which was never supplied.'`,
    })
    return
  }
  await insertIssues(database, importId, {
    code: 'records-dangling',
    fileSql: 'f.name',
    line: 'r.source_line',
    field: column,
    from: `${rows} and not exists (select 1 from records.${target} t
      where t.authority = r.authority and t.ended_by is null
        and t.${quoted(key)} = r.${quoted(column)})`,
    message: `'The row refers to a record of ${target} that is not known.'`,
  })
}
