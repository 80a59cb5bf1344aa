import type { Dataset } from '../catalogue/index.ts'
import { quoted } from '../database/index.ts'
import { insertIssues } from './insert-issues.ts'
import type { MergeContext } from './merge-context.ts'
import { currentOf, sameKey } from './merge-sql.ts'

/** Why one value stands and another gave way. */
export const REPLACED_REASONS = {
  'later-return': 'a later return',
  'sent-again': 'the return was sent again',
  'case-system': 'the case system',
} as const
export type ReplacedReason = keyof typeof REPLACED_REASONS

/** Days that would tell of a person are not written out. */
const PERSONAL: ReadonlySet<string> = new Set(['birth_date', 'death_date'])
const NOT_SHOWN = "'(not shown)'"

/** Tables whose ids are made here, so that no file says them. */
const OWN_IDS: ReadonlySet<string> = new Set(['persons', 'requests', 'plans'])

/** The columns that a file speaks of, without the ids made here. */
function toldColumns({ fileColumns, table: { key, columns } }: Dataset): readonly string[] {
  return fileColumns.filter(
    (name) => !key.includes(name) && !OWN_IDS.has(columns.get(name)?.refersTo ?? ''),
  )
}

/**
 * Lists every value of a record that a return replaces, or that stands although the return says
 * otherwise. The merge has compared the rows, and replaced none yet.
 *
 *     insert into records.replaced select …, 'plans', 'r12ab…', 'cease_date', 'later-return', …
 *
 * @param rows - SQL that names the merged rows `m`, with all columns and `_outcome`.
 */
export async function listReplaced(
  context: MergeContext,
  dataset: Dataset,
  rows: string,
): Promise<void> {
  const { database, authority, file } = context
  const values = toldColumns(dataset).map((name) => {
    const [m, c] = [`m.${quoted(name)}`, `c.${quoted(name)}`]
    return `case when m._outcome = 'kept' then ${c} else ${m} end as ${quoted(`s_${name}`)},
      case when m._outcome = 'kept' then ${m} else ${c} end as ${quoted(`g_${name}`)}`
  })
  const kept = "m._outcome = 'kept'"
  await database.execute(
    `create table staging.replaced as
     select c.${quoted(dataset.table.key[0] ?? '')} as record,
       case when ${kept} then 'case-system'
         when f.collection_year < ${String(file.year)} then 'later-return'
         else 'sent-again' end as reason,
       date '${file.extractedOn}' as made_on,
       case when ${kept} then c.source_file else ${String(file.id)} end as s_file,
       case when ${kept} then c.source_line else m._line end as s_line,
       case when ${kept} then ${String(file.id)} else c.source_file end as g_file,
       case when ${kept} then m._line else c.source_line end as g_line,
       ${values.join(', ')}
     from ${rows}
     join ${currentOf(dataset.name)} c on ${sameKey(dataset, 'm', 'c')}
     left join records.files f on f.id = c.source_file
     where m._outcome in ('changed', 'kept')`,
    [authority],
  )
  await insertReplaced(context, dataset)
}

/**
 * Lists the values of records of returns that give way to those of another file about the same
 * things.
 *
 * @param taken - A table of `alias` and `id`: what gives way to what.
 */
export async function listTaken(
  context: MergeContext,
  dataset: Dataset,
  taken: string,
): Promise<void> {
  const { database, authority } = context
  const id = quoted(dataset.table.key[0] ?? '')
  const values = toldColumns(dataset).map(
    (name) =>
      `k.${quoted(name)} as ${quoted(`s_${name}`)}, c.${quoted(name)} as ${quoted(`g_${name}`)}`,
  )
  await database.execute(
    `create table staging.replaced as
     select k.${id} as record,
       case when h.form = 'csv' then 'case-system' else 'later-return' end as reason,
       f.extracted_on as made_on, k.source_file as s_file, k.source_line as s_line,
       c.source_file as g_file, c.source_line as g_line, ${values.join(', ')}
     from ${currentOf(dataset.name)} c
     join ${taken} t on t.alias = c.${id}
     join ${currentOf(dataset.name)} k on k.${id} = t.id
     left join records.files f on f.id = c.source_file
     left join records.files h on h.id = k.source_file`,
    [authority],
  )
  await insertReplaced(context, dataset)
}

/** One row for each value, from `staging.replaced`, which it drops. */
async function insertReplaced(context: MergeContext, dataset: Dataset): Promise<void> {
  const { database, authority, importId, file } = context
  const parts = toldColumns(dataset).map((name) => {
    const [s, g] = [quoted(`s_${name}`), quoted(`g_${name}`)]
    const shown = (value: string) =>
      PERSONAL.has(name)
        ? `case when ${value} is null then null else ${NOT_SHOWN} end`
        : `cast(${value} as varchar)`
    return `select $1, ${String(importId)}, ${String(file.id)}, '${dataset.name}', record, '${name}',
        reason, ${shown(s)}, s_file, s_line, ${shown(g)}, g_file, g_line
      from staging.replaced where ${gaveWay(dataset, name)}`
  })
  await database.execute(
    `insert into records.replaced (authority, import_id, read_file, dataset, record, field, reason,
       stands, stands_file, stands_line, gave_way, gave_way_file, gave_way_line)
     ${parts.join(' union all ')}`,
    [authority],
  )
  await database.execute('drop table staging.replaced')
}

/**
 * Whether a value gave way. Against the case system, what one of the two leaves empty is no
 * contradiction, but for a day that the other has; and a day that had not come when the return was
 * made cannot be in it.
 */
function gaveWay({ table }: Dataset, name: string): string {
  const [s, g] = [quoted(`s_${name}`), quoted(`g_${name}`)]
  const isDay = table.columns.get(name)?.type === 'date'
  const gap = `or (${s} is null and ${g} is not null) or (${g} is null and ${s} <= made_on)`
  return `(reason <> 'case-system' and ${s} is distinct from ${g})
    or (reason = 'case-system' and (${s} <> ${g} ${isDay ? gap : ''}))`
}

/** Says once for each table how many values of earlier returns a file replaced. */
export async function tellReplaced({ database, importId, file }: MergeContext): Promise<void> {
  await insertIssues(database, importId, {
    code: 'records-replaced',
    file: file.name,
    from: `(select dataset, count(distinct record) as records_of, count(*) as values_of
      from records.replaced
      where import_id = ${String(importId)} and read_file = ${String(file.id)}
        and reason <> 'case-system'
      group by authority, dataset) n`,
    message: `'Values of ' || n.dataset || ' from an earlier return that were replaced: ' ||
      cast(n.values_of as varchar) || ', in records: ' || cast(n.records_of as varchar) ||
      '. bin/sendboard replaced ${String(importId)} lists each.'`,
  })
}
