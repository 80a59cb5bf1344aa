import { setImmediate } from 'node:timers/promises'
import {
  type AuthorityEntry,
  type Catalogue,
  type Dataset,
  type RequiredWhenCheck,
  requiredWhenChecks,
} from '../catalogue/index.ts'
import type { AuthorityCode } from '../core/index.ts'
import {
  type BulkWriter,
  createStagingTable,
  type Database,
  stagingColumns,
} from '../database/index.ts'
import {
  type Mapping,
  type PlanSpell,
  readSourceInBatches,
  type SourceItem,
  type SourceRow,
} from '../sources/index.ts'
import { wrongOrders } from './date-orders.ts'
import { asLaterSpell, type EndedSpells } from './ended-spells.ts'
import type { IssueLog } from './issue-log.ts'
import type { People } from './people.ts'
import type { PersonHash } from './person-key.ts'
import type { PlannedFile } from './plan-import.ts'
import { recordIssue } from './rules.ts'

/** Which columns the rows of a staging table speak of: they come in few shapes. */
export type Shape = { readonly given: ReadonlySet<string>; readonly weak: ReadonlySet<string> }

/** The rows of one dataset from one file, in the table `staging.<dataset>`. */
export type Staged = {
  readonly dataset: Dataset
  readonly shapes: readonly Shape[]
  /** Rows in the file, and those of them refused so far. */
  read: number
  refused: number
}

export type StagingContext = {
  readonly database: Database
  readonly catalogue: Catalogue
  readonly authority: AuthorityCode
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
  readonly people: People
  readonly hash: PersonHash
  readonly ended: EndedSpells
  readonly log: IssueLog
  readonly mappings: readonly Mapping[]
  readonly signal: AbortSignal | undefined
  readonly onProgress: (bytes: number, rows: number) => void
}

/** Rows between two flushes, so that memory stays flat and a break-off is heard. */
const BATCH = 20_000

type Stage = {
  readonly staged: Staged
  readonly shapes: Shape[]
  readonly shapeNumbers: Map<string, number>
  readonly personColumns: readonly string[]
  /** No column says who a row is about. */
  readonly isAnonymous: boolean
  readonly writer: BulkWriter
  readonly missing: RequiredWhenCheck
}

/**
 * Reads a file into one staging table a dataset, each row checked and its persons hashed.
 *
 * @returns The tables, or undefined if the file as a whole is refused; its issues are in the log.
 */
export async function stageFile(
  context: StagingContext,
  file: PlannedFile,
): Promise<readonly Staged[] | undefined> {
  const stages = await openStages(context, file)
  const progress = { bytes: 0, rows: 0 }
  const onProgress = (bytes: number) => (progress.bytes = bytes)
  const { authorities, signal, mappings } = context
  const options = { authorities, mappings, onProgress }
  let [isSound, unflushed] = [true, 0]
  for await (const batch of readSourceInBatches(file.path, context.catalogue, options)) {
    for (const item of batch) if (!takeItem(context, file, stages, item)) isSound = false
    progress.rows += batch.length
    unflushed += batch.length
    // Pages are asked for meanwhile: they are answered between two batches.
    await setImmediate()
    if (unflushed < BATCH) continue
    signal?.throwIfAborted()
    for (const { writer } of stages.values()) await writer.flush()
    context.onProgress(progress.bytes, progress.rows)
    unflushed = 0
  }
  for (const { writer } of stages.values()) await writer.close()
  context.log.add(...context.people.takeIssues())
  context.onProgress(file.bytes, progress.rows)
  if (tellHopeless(context, file, stages) || !isSound) return undefined
  return [...stages.values()].map(({ staged }) => staged)
}

/** A few rows may all be wrong by chance. */
const MANY_ROWS = 20

/** Whether every row of a table in the file was refused; if so, it is in the log. */
function tellHopeless(
  { log }: StagingContext,
  { name }: PlannedFile,
  stages: ReadonlyMap<string, Stage>,
): boolean {
  const hopeless = [...stages.values()].filter(
    ({ staged: { read, refused } }) => read >= MANY_ROWS && refused === read,
  )
  for (const { staged } of hopeless) {
    const message = `All ${String(staged.read)} rows of ${staged.dataset.name} in ${name} are wrong.`
    log.add(recordIssue('records-all-refused', { file: name }, message))
  }
  return hopeless.length > 0
}

async function openStages(
  { database, catalogue }: StagingContext,
  file: PlannedFile,
): Promise<ReadonlyMap<string, Stage>> {
  const stages = new Map<string, Stage>()
  for (const name of file.datasets) {
    const dataset = catalogue.datasets.get(name)
    if (!dataset) throw new Error(`a source must give rows of a dataset; got ${name}`)
    await createStagingTable(database, dataset)
    const shapes: Shape[] = []
    const personColumns = dataset.fileColumns.filter((column) => isPersonColumn(dataset, column))
    stages.set(name, {
      staged: { dataset, shapes, read: 0, refused: 0 },
      shapes,
      shapeNumbers: new Map(),
      personColumns,
      isAnonymous: personColumns.length === 0 && !dataset.fileColumns.includes('participant_id'),
      writer: await database.bulkWriter(`staging.${name}`, stagingColumns(dataset)),
      missing: requiredWhenChecks(dataset, catalogue.schema),
    })
  }
  return stages
}

/** Whether the file can still stand. */
function takeItem(
  context: StagingContext,
  file: PlannedFile,
  stages: ReadonlyMap<string, Stage>,
  item: SourceItem,
): boolean {
  if (item.kind === 'issue') {
    context.log.add(item.issue)
    return item.issue.severity !== 'error'
  }
  const stage = stages.get(item.kind === 'row' ? item.row.dataset : item.dataset)
  if (!stage) throw new Error(`${file.name} gave a row of a dataset that it was not said to hold`)
  stage.staged.read += 1
  if (item.kind === 'refused') {
    stage.staged.refused += 1
    context.log.add(...item.issues)
    return true
  }
  takeRow(context, file, stage, item.row)
  return true
}

function takeRow(context: StagingContext, file: PlannedFile, stage: Stage, row: SourceRow): void {
  const { dataset } = stage.staged
  const place = { file: file.name, line: row.line }
  const known = withPersons(context, stage, row, place)
  const { values } = known
  const missing = stage
    .missing(values)
    .filter(({ column }) => file.form === 'csv' || column in values)
  for (const { column, words } of missing) {
    const message = `The cell is empty, and it must be filled because ${words}.`
    context.log.add(recordIssue('records-required-when', { ...place, field: column }, message))
  }
  if (missing.length > 0) {
    stage.staged.refused += 1
    return
  }
  for (const [first, second] of wrongOrders(dataset.name, values)) {
    const message = `${second} is before ${first}.`
    context.log.add(recordIssue('records-date-order', { ...place, field: second }, message))
  }
  const cells = dataset.fileColumns.map((name) => values[name] ?? null)
  stage.writer.write([stage.staged.read, shapeNumber(stage, known), row.line, ...cells])
}

/** Rows that make no ids come from a CSV file, whose header gives all of them one shape. */
function shapeNumber({ shapes, shapeNumbers }: Stage, row: SourceRow): number {
  if (row.made === undefined && row.weak === undefined && shapes.length === 1) return 0
  const given = Object.keys(row.values)
  const weak = row.weak ?? []
  const name = `${given.join()} ${weak.join()}`
  const known = shapeNumbers.get(name)
  if (known !== undefined) return known
  shapes.push({ given: new Set(given), weak: new Set(weak) })
  shapeNumbers.set(name, shapes.length - 1)
  return shapes.length - 1
}

/** The values of a row with every number of a person replaced by its hash, and made ids put in. */
function withPersons(
  context: StagingContext,
  { personColumns, isAnonymous }: Stage,
  row: SourceRow,
  place: { readonly file: string; readonly line: number },
): SourceRow {
  if (isAnonymous && row.made === undefined) return row
  const { people, hash, authority } = context
  const values: Record<string, string | null> = { ...row.values }
  for (const name of personColumns) {
    const value = values[name] ?? null
    if (value !== null) values[name] = people.personOf(value, row.identity, place)
  }
  const participant = values['participant_id'] ?? null
  if (participant !== null) values['participant_id'] = hash('participant', authority, participant)
  return withMadeIds(context, { ...row, values }, place)
}

function withMadeIds(
  { people, hash, ended }: StagingContext,
  row: SourceRow,
  place: { readonly file: string; readonly line: number },
): SourceRow {
  if (row.made === undefined) return row
  const person = people.personOf(null, row.identity, place)
  const ids = Object.entries(row.made).map(([name, parts]) => {
    if (parts.length === 0) return [name, person] as const
    const spell = spellParts(row.spells?.[name], person, ended)
    return [name, `r${hash('id', person, ...parts, ...spell).slice(0, 20)}`] as const
  })
  const before = row.spells?.['plan_id']
  const values = { ...row.values, ...Object.fromEntries(ids) }
  return asLaterSpell({ ...row, values }, before && ended(person, before.start))
}

/** A first spell needs no mark. */
function spellParts(
  spell: PlanSpell | undefined,
  person: string,
  ended: EndedSpells,
): readonly string[] {
  if (!spell) return []
  const number = spell.number + (ended(person, spell.start)?.number ?? 0)
  return number === 1 ? [] : ['spell', String(number)]
}

/** Whether a column says who a row is about. */
export function isPersonColumn(dataset: Dataset, name: string): boolean {
  return (
    dataset.table.columns.get(name)?.refersTo === 'persons' ||
    (dataset.name === 'persons' && name === 'person_id')
  )
}
