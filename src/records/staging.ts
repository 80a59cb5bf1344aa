import { setImmediate } from 'node:timers/promises'
import type { Catalogue, Dataset } from '../catalogue/index.ts'
import {
  createStagingTable,
  type Database,
  stagingColumns,
  type TextLoader,
} from '../database/index.ts'
import type { IssueLog } from './issue-log.ts'
import type { PlannedFile } from './plan-import.ts'
import { PERSON_LINKS, type StagedPiece, type StagedRows, type StagedWhole } from './stage-rows.ts'

/** The rows of one dataset from one file, in the table `staging.<dataset>`. */
export type Staged = Omit<StagedRows, 'dataset'> & { readonly dataset: Dataset }

/** The tables of a file; where it gave links of persons, they are in `staging.person_links`. */
export type StagedFile = Pick<StagedWhole, 'links' | 'figures'> & {
  readonly tables: readonly Staged[]
}

/** The rows of a file, from `stageRows`. */
export type Pieces = AsyncGenerator<StagedPiece, StagedWhole>

export type StagingContext = {
  readonly database: Database
  readonly catalogue: Pick<Catalogue, 'datasets'>
  readonly log: IssueLog
  readonly signal: AbortSignal | undefined
  readonly onProgress: (bytes: number, rows: number) => void
  /** Keeps what was read, some thousand rows at a time. */
  readonly keep: (piece: string) => Promise<void>
}

/**
 * Puts the rows of a file into one staging table a dataset.
 *
 * @returns The tables, or undefined if the file as a whole is refused; its issues are in the log.
 */
export async function stageFile(
  context: StagingContext,
  file: Pick<PlannedFile, 'datasets' | 'bytes'>,
  pieces: Pieces,
): Promise<StagedFile | undefined> {
  const { catalogue, signal } = context
  const datasets = file.datasets.flatMap((name) => catalogue.datasets.get(name) ?? [])
  const loaders = await openLoaders(context, datasets)
  let rows = 0
  for (;;) {
    const { done, value } = await pieces.next()
    if (done) {
      for (const loader of loaders.values()) await loader.close()
      context.onProgress(file.bytes, rows)
      const { isSound, links, figures } = value
      return isSound ? { tables: withDatasets(value.tables, datasets), links, figures } : undefined
    }
    // Pages are asked for meanwhile: they are answered between two pieces.
    await setImmediate()
    signal?.throwIfAborted()
    context.log.add(...value.issues)
    // All at the end of a file they would hold up the thread that answers pages.
    await context.log.flush()
    for (const [name, text] of value.texts) await loaders.get(name)?.load(text)
    if (value.kept !== '') await context.keep(value.kept)
    rows = value.rows
    context.onProgress(value.bytes, rows)
  }
}

const LINK_COLUMNS = ['alias', 'person', 'person_kind', 'line', 'id']
const LINKS_TABLE = `create schema if not exists staging; drop table if exists staging.${PERSON_LINKS};
  create table staging.${PERSON_LINKS}
    (alias varchar, person varchar, person_kind varchar, line integer, id varchar)`

async function openLoaders(
  { database }: StagingContext,
  datasets: readonly Dataset[],
): Promise<ReadonlyMap<string, TextLoader>> {
  const loaders = new Map<string, TextLoader>()
  for (const dataset of datasets) {
    await createStagingTable(database, dataset)
    const columns = stagingColumns(dataset)
    loaders.set(dataset.name, await database.textLoader(`staging.${dataset.name}`, columns))
  }
  await database.execute(LINKS_TABLE)
  loaders.set(PERSON_LINKS, await database.textLoader(`staging.${PERSON_LINKS}`, LINK_COLUMNS))
  return loaders
}

function withDatasets(
  tables: readonly StagedRows[],
  datasets: readonly Dataset[],
): readonly Staged[] {
  return tables.flatMap((rows) => {
    const dataset = datasets.find(({ name }) => name === rows.dataset)
    return dataset ? [{ ...rows, dataset }] : []
  })
}
