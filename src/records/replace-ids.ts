import type { Catalogue, Dataset } from '../catalogue/index.ts'
import { quoted } from '../database/index.ts'
import type { MergeContext } from './merge-context.ts'
import { currentOf } from './merge-sql.ts'
import { isPersonColumn } from './identify-row.ts'

export type Replacement = {
  /** The dataset whose ids change. */
  readonly target: string
  /** A table of `alias` and `id`. */
  readonly mapping: string
}

/**
 * Makes current records refer to an id in place of its alias: a new version of each, from the same
 * line of the same file. Where the id is part of the key and the new key is taken, the record that
 * has it stands and the other is ended.
 *
 * @returns The datasets whose records changed.
 */
export async function replaceIds(
  context: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
  replacement: Replacement,
): Promise<readonly string[]> {
  const changed: string[] = []
  for (const dataset of catalogue.datasets.values()) {
    for (const column of dataset.fileColumns) {
      if (!refersTo(dataset, column, replacement.target)) continue
      if (await replaceIn(context, dataset, column, replacement)) changed.push(dataset.name)
    }
  }
  return changed
}

function refersTo(dataset: Dataset, column: string, target: string): boolean {
  if (target === 'persons') return isPersonColumn(dataset, column)
  return dataset.table.columns.get(column)?.refersTo === target
}

async function replaceIn(
  { database, authority, importId }: MergeContext,
  dataset: Dataset,
  column: string,
  { mapping }: Replacement,
): Promise<boolean> {
  const [name, at] = [`records.${dataset.name}`, quoted(column)]
  await database.execute(
    `create table staging.moved as
     select c.*, t.id as _new_id
     from ${currentOf(dataset.name)} c join ${mapping} t on t.alias = c.${at}`,
    [authority],
  )
  const rows = await database.query('select count(*) as moved from staging.moved')
  const moved = Number(rows[0]?.['moved'])
  if (moved > 0) {
    await database.execute(
      `update ${name} as c set ended_by = ${String(importId)}
       where c.authority = $1 and c.ended_by is null and c.${at} in (select alias from ${mapping})`,
      [authority],
    )
    await database.execute(insertMovedSql(dataset, column, importId), [authority])
  }
  await database.execute('drop table staging.moved')
  return moved > 0
}

function insertMovedSql(dataset: Dataset, column: string, importId: number): string {
  const columns = dataset.fileColumns.map(quoted)
  const values = dataset.fileColumns.map((name) =>
    name === column ? 'm._new_id' : `m.${quoted(name)}`,
  )
  const { key } = dataset.table
  const newKey = key.map((name) => (name === column ? 'm._new_id' : `m.${quoted(name)}`))
  const isTaken = key
    .map((name, place) => {
      const operator = dataset.required.includes(name) ? '=' : 'is not distinct from'
      return `c.${quoted(name)} ${operator} ${newKey[place] ?? ''}`
    })
    .join(' and ')
  return `
    insert into records.${dataset.name}
      (authority, ${columns.join(', ')}, import_id, source_file, source_line)
    select $1, ${values.join(', ')}, ${String(importId)}, m.source_file, m.source_line
    from (
      select m.*, row_number() over (
        partition by m.authority, ${newKey.join(', ')} order by m.import_id desc nulls last, m.source_line desc nulls last) as _place
      from staging.moved m
    ) m
    where m._place = 1
      and not exists (select 1 from ${currentOf(dataset.name)} c where ${isTaken})`
}
