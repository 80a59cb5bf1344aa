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
  for (const reference of referencesOf(catalogue)) {
    if (!supplied.has(reference.table)) continue
    await tellReference(database, at, reference, supplied.has(reference.target))
  }
}

/** Every column that refers to the key of a dataset. */
function referencesOf({ datasets }: Pick<Catalogue, 'datasets'>): readonly Reference[] {
  return [...datasets.values()].flatMap(({ name: table, fileColumns, table: { columns } }) =>
    fileColumns.flatMap((column) => {
      const target = columns.get(column)?.refersTo ?? ''
      const [key, ...more] = datasets.get(target)?.table.key ?? []
      return key === undefined || more.length > 0 ? [] : [{ table, column, target, key }]
    }),
  )
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
      from: `(select f.name, count(*) as rows_of from ${rows} group by r.authority, f.name) n`,
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
