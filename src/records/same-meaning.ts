import type { Catalogue, Dataset } from '../catalogue/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'
import type { MergeContext } from './merge-context.ts'
import { currentOf, sameColumns } from './merge-sql.ts'
import { listTaken } from './replaced-values.ts'
import { replaceIds } from './replace-ids.ts'
import { sameSpell, spellDistance } from './same-spell.ts'

/**
 * What makes two rows of different sources speak of the same thing. A return has no ids of its own,
 * so its rows are known by these columns.
 */
export const MEANING: Readonly<Record<string, readonly string[]>> = {
  requests: ['person_id', 'received_date'],
  plans: ['person_id', 'start_date'],
  placements: ['plan_id', 'setting_id', 'sen_setting', 'entry_date'],
  reviews: ['plan_id', 'meeting_date'],
}

/**
 * Gives the staged rows of a return the ids of the records that mean the same, and makes them refer
 * to the ids of such records; then the usual merge finds them by key.
 */
export async function adoptIds(context: MergeContext, dataset: Dataset): Promise<void> {
  const { database, authority, importId } = context
  const meaning = MEANING[dataset.name]
  const key = dataset.table.key[0]
  if (!meaning || key === undefined) return
  for (const { column, target } of referencesWithMeaning(dataset)) {
    await adoptAliases(database, { authority, dataset: dataset.name, column, target })
  }
  await adoptAliases(database, {
    authority,
    dataset: dataset.name,
    column: key,
    target: dataset.name,
  })
  const id = quoted(key)
  const isPlans = dataset.name === 'plans'
  const order = isPlans ? spellDistance('s', 'c', String(context.file.year)) : ''
  const spell = isPlans ? `and ${sameSpell('s', 'c')}` : ''
  await database.execute(
    `create table staging.adopted as
     select _seq, alias, id
     from (
       select s._seq, s.${id} as alias, c.${id} as id,
         row_number() over (partition by c.authority, s._seq
           order by ${order} case when ${sameColumns(dataset, otherColumns(dataset, meaning), 's', 'c')}
             then 0 else 1 end, c.${id} desc nulls last) as place
       from staging.${dataset.name} s
       join ${currentOf(dataset.name)} c on ${sameColumns(dataset, meaning, 's', 'c')} ${spell}
       where not exists (select 1 from ${currentOf(dataset.name)} k where k.${id} = s.${id})
         and not exists (select 1 from staging.${dataset.name} o where o.${id} = c.${id})
     ) candidates
     where place = 1`,
    [authority],
  )
  await database.execute(
    `insert into records.aliases (authority, dataset, alias, id, import_id)
     select distinct $1, '${dataset.name}', alias, id, ${String(importId)} from staging.adopted`,
    [authority],
  )
  await database.execute(
    `update staging.${dataset.name} as s set ${id} = a.id from staging.adopted a
     where a._seq = s._seq;
     drop table staging.adopted`,
  )
}

function otherColumns(dataset: Dataset, meaning: readonly string[]): readonly string[] {
  const { key } = dataset.table
  return dataset.fileColumns.filter((name) => !meaning.includes(name) && !key.includes(name))
}

/** Columns that refer to a dataset whose rows are known by meaning. */
function referencesWithMeaning(
  dataset: Dataset,
): readonly { readonly column: string; readonly target: string }[] {
  return dataset.fileColumns.flatMap((column) => {
    const target = dataset.table.columns.get(column)?.refersTo
    return target !== undefined && target in MEANING ? [{ column, target }] : []
  })
}

async function adoptAliases(
  database: Database,
  where: {
    readonly authority: string
    readonly dataset: string
    readonly column: string
    readonly target: string
  },
): Promise<void> {
  const { authority, dataset, column, target } = where
  await database.execute(
    `update staging.${dataset} as s set ${quoted(column)} = a.id from records.aliases a
     where a.authority = $1 and a.dataset = '${target}' and a.alias = s.${quoted(column)}`,
    [authority],
  )
}

/**
 * Ends the records of returns that mean the same as a record of the case system, or of a later
 * return, and makes what referred to them refer to that one.
 *
 * @returns The datasets whose records changed.
 */
export async function takeOver(
  context: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
): Promise<readonly string[]> {
  const changed = new Set<string>()
  for (const name of Object.keys(MEANING)) {
    const dataset = catalogue.datasets.get(name)
    if (!dataset) continue
    const taken = await endTaken(context, dataset)
    if (taken === 0) continue
    changed.add(name)
    const moved = await replaceIds(context, catalogue, { target: name, mapping: 'staging.taken' })
    for (const table of moved) changed.add(table)
    await context.database.execute('drop table staging.taken')
  }
  return [...changed]
}

async function endTaken(context: MergeContext, dataset: Dataset): Promise<number> {
  const { database, authority, importId, file } = context
  const id = quoted(dataset.table.key[0] ?? '')
  const meaning = sameColumns(dataset, MEANING[dataset.name] ?? [], 'c', 'k')
  const isPlans = dataset.name === 'plans'
  const records = `(
    select r.*, f.form as _form, f.collection_year as _year
    from ${currentOf(dataset.name)} r left join records.files f on f.id = r.source_file)`
  await database.execute(
    `create schema if not exists staging;
     create table staging.taken as
     select alias, id
     from (
       select c.${id} as alias, k.${id} as id,
         row_number() over (partition by c.authority, c.${id}
           order by case when k._form = 'csv' then 0 else 1 end,
             ${isPlans ? spellDistance('c', 'k', 'c._year') : ''}
             k._year desc nulls last, k.${id} desc nulls last) as place
       from ${records} c
       join ${records} k on k.authority = c.authority and ${meaning} ${isPlans ? `and ${sameSpell('c', 'k')}` : ''}
       where c._form = 'sen2-xml' and k.${id} <> c.${id}
         and (k._form = 'csv' or k._year > c._year or (k._year = c._year and k.${id} > c.${id}))
     ) same
     where place = 1`.replaceAll('$1', `'${authority}'`),
  )
  const rows = await database.query('select count(*) as taken from staging.taken')
  const taken = Number(rows[0]?.['taken'])
  if (taken === 0) {
    await database.execute('drop table staging.taken')
    return 0
  }
  await listTaken(context, dataset, 'staging.taken')
  await database.execute(
    `update records.${dataset.name} as c set ended_by = ${String(importId)} from staging.taken t
     where c.authority = $1 and c.ended_by is null and c.${id} = t.alias`,
    [authority],
  )
  await database.execute(
    `insert into records.aliases (authority, dataset, alias, id, import_id)
     select $1, '${dataset.name}', alias, id, ${String(importId)} from staging.taken`,
    [authority],
  )
  await insertIssues(database, importId, {
    code: 'records-taken-over',
    file: file.name,
    from: '(select 1) one',
    message: `'${String(taken)} records of ${dataset.name} from a return were replaced by records about the same things.'`,
  })
  return taken
}
