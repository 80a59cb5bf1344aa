import type { Catalogue } from '../catalogue/index.ts'
import { quoted } from '../database/index.ts'
import type { MergeContext } from './merge-context.ts'
import { replaceIds } from './replace-ids.ts'
import { insertIssues } from './insert-issues.ts'
import { personColumnsOf } from './identify-row.ts'
import type { StagedFile } from './staging.ts'

/**
 * Stores the links between numbers of the same person that a file brought, and joins what is recorded
 * or staged under the weaker number to the surer one. Each join of known records is told.
 *
 * @returns The datasets whose records changed.
 */
export async function joinPersons(
  context: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
  { tables, links }: StagedFile,
): Promise<readonly string[]> {
  if (links === 0) return []
  await storeLinks(context)
  for (const { dataset } of tables) {
    for (const name of personColumnsOf(dataset)) {
      await context.database.execute(
        `update staging.${dataset.name} as s set ${quoted(name)} = t.id
         from staging.person_links t where t.alias = s.${quoted(name)}`,
      )
    }
  }
  await tellJoined(context, catalogue)
  const replacement = { target: 'persons', mapping: 'staging.person_links' }
  const changed = await replaceIds(context, catalogue, replacement)
  return changed
}

async function storeLinks({ database, authority, importId, file }: MergeContext): Promise<void> {
  await database.execute(
    `insert into records.person_links (authority, alias, person, person_kind, import_id, file, line)
     select $1, alias, person, person_kind, ${String(importId)}, $2, line from staging.person_links`,
    [authority, file.name],
  )
}

/** One note for each person of whom something was recorded under the weaker number. */
async function tellJoined(
  { database, authority, importId, file }: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
): Promise<void> {
  const uses = [...catalogue.datasets.values()].flatMap((dataset) =>
    personColumnsOf(dataset).map(
      (name) =>
        `select ${quoted(name)} as person from records.${dataset.name}
           where authority = '${authority}' and ended_by is null and import_id <> ${String(importId)}`,
    ),
  )
  await insertIssues(database, importId, {
    code: 'records-person-joined',
    file: file.name,
    from: `staging.person_links t where t.alias in (${uses.join(' union all ')})`,
    line: 't.line',
    message: `'Records of another number were joined to the person of this row.'`,
  })
}
