import type { Catalogue } from '../catalogue/index.ts'
import { quoted } from '../database/index.ts'
import type { MergeContext } from './merge.ts'
import type { People, PersonLink } from './people.ts'
import { replaceIds } from './replace-ids.ts'
import { insertIssues } from './insert-issues.ts'
import { isPersonColumn } from './identify-row.ts'
import type { Staged } from './staging.ts'

/**
 * Stores the links between numbers of the same person that a file brought, and joins what is recorded
 * or staged under the weaker number to the surer one. Each join of known records is told.
 *
 * @returns The datasets whose records changed.
 */
export async function joinPersons(
  context: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
  people: People,
  staged: readonly Staged[],
): Promise<readonly string[]> {
  const links = people.takeLinks()
  if (links.length === 0) return []
  await storeLinks(context, links)
  await stageLinks(context, links, people)
  for (const { dataset } of staged) {
    const columns = dataset.fileColumns.filter((name) => isPersonColumn(dataset, name))
    for (const name of columns) {
      await context.database.execute(
        `update staging.${dataset.name} as s set ${quoted(name)} = t.id
         from staging.person_links t where t.alias = s.${quoted(name)}`,
      )
    }
  }
  await tellJoined(context, catalogue)
  const replacement = { target: 'persons', mapping: 'staging.person_links' }
  const changed = await replaceIds(context, catalogue, replacement)
  await context.database.execute('drop table staging.person_links')
  return changed
}

async function storeLinks(
  { database, authority, importId }: MergeContext,
  links: readonly PersonLink[],
): Promise<void> {
  const columns = ['authority', 'alias', 'person', 'person_kind', 'import_id', 'file', 'line']
  const writer = await database.bulkWriter('records.person_links', columns)
  for (const { alias, person, personKind, file, line } of links)
    writer.write([authority, alias, person, personKind, importId, file, line])
  await writer.close()
}

async function stageLinks(
  { database }: MergeContext,
  links: readonly PersonLink[],
  people: People,
): Promise<void> {
  await database.execute(
    `create schema if not exists staging;
     create table staging.person_links (alias varchar, id varchar, line integer)`,
  )
  const writer = await database.bulkWriter('staging.person_links', ['alias', 'id', 'line'])
  for (const { alias, line } of links) writer.write([alias, people.resolve(alias), line])
  await writer.close()
}

/** One note for each person of whom something was recorded under the weaker number. */
async function tellJoined(
  { database, authority, importId, file }: MergeContext,
  catalogue: Pick<Catalogue, 'datasets'>,
): Promise<void> {
  const uses = [...catalogue.datasets.values()].flatMap((dataset) =>
    dataset.fileColumns
      .filter((name) => isPersonColumn(dataset, name))
      .map(
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
