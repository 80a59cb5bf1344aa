import {
  type AuthorityEntry,
  type Catalogue,
  type Dataset,
  type RequiredWhenCheck,
  requiredWhenChecks,
} from '../catalogue/index.ts'
import type { Issue } from '../core/index.ts'
import { CELL_END, ROW_END } from '../database/index.ts'
import {
  type Mapping,
  readSourceInBatches,
  type ReturnFigure,
  type SourceItem,
  type SourceRow,
} from '../sources/index.ts'
import { type DateOrderCheck, dateOrderCheck } from './date-orders.ts'
import { numbersHashed } from './hash-numbers.ts'
import { identified, type Identifying, personColumnsOf } from './identify-row.ts'
import type { People, PersonLink } from './people.ts'
import type { PlannedFile } from './plan-import.ts'
import { recordIssue } from './rules.ts'

/** Which columns the rows of a staging table speak of: they come in few shapes. */
export type Shape = { readonly given: ReadonlySet<string>; readonly weak: ReadonlySet<string> }

/** The rows of one dataset from one file. */
export type StagedRows = {
  readonly dataset: string
  readonly shapes: readonly Shape[]
  /** Rows in the file, and those of them refused so far. */
  readonly read: number
  readonly refused: number
}

/** Some rows of a file, ready to be stored, and what is to be said of them. */
export type StagedPiece = {
  /** By dataset, as a `TextLoader` takes them; columns as in its staging table. */
  readonly texts: ReadonlyMap<string, string>
  readonly issues: readonly Issue[]
  /** What was read, to be kept: items as JSON, one a line, numbers of persons hashed. */
  readonly kept: string
  /** Of the file, so far. */
  readonly bytes: number
  readonly rows: number
}

/** What came of a file once all its pieces are there. */
export type StagedWhole = {
  readonly tables: readonly StagedRows[]
  /** Whether the file can stand. */
  readonly isSound: boolean
  /** How many numbers it showed to be of a person known by another: rows of `PERSON_LINKS`. */
  readonly links: number
  /** What the Department derives from it, where it is a return. */
  readonly figures: readonly ReturnFigure[]
}

/** Where the pieces of a file have its links: rows of alias, person, kind, line, and the id to use. */
export const PERSON_LINKS = 'person_links'

/** What is the same for all files of one import. */
export type StageSettings = Omit<Identifying, 'ended'> & {
  readonly catalogue: Pick<Catalogue, 'datasets' | 'schema' | 'published'>
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
  readonly mappings: readonly Mapping[]
}

export type StageFile = Pick<PlannedFile, 'path' | 'name' | 'form' | 'datasets' | 'extractedOn'> &
  Pick<Identifying, 'ended'> & {
    /** What was kept of it, where it is read again from there. */
    readonly again?: AsyncIterable<readonly SourceItem[]>
  }

/** Characters to a piece: some thousand rows. */
const PIECE = 400_000

type Stage = {
  readonly dataset: Dataset
  readonly shapes: Shape[]
  readonly shapeNumbers: Map<string, number>
  readonly personColumns: readonly string[]
  /** No column says who a row is about. */
  readonly isAnonymous: boolean
  readonly missing: RequiredWhenCheck
  readonly wrongOrders: DateOrderCheck
  read: number
  refused: number
  text: string
}

type Staging = {
  readonly settings: StageSettings
  readonly file: StageFile
  readonly stages: ReadonlyMap<string, Stage>
  readonly issues: Issue[]
  readonly kept: string[]
  readonly figures: ReturnFigure[]
}

/**
 * Reads a file, each row checked and its persons hashed: rows as text, some thousand at a time. No
 * database is needed, so that it can be done on a thread of its own.
 */
export async function* stageRows(
  settings: StageSettings,
  file: StageFile,
): AsyncGenerator<StagedPiece, StagedWhole> {
  const staging: Staging = {
    settings,
    file,
    stages: stagesOf(settings, file),
    issues: [],
    kept: [],
    figures: [],
  }
  const { authorities, mappings, catalogue } = settings
  const progress = { bytes: 0, rows: 0 }
  const onProgress = (bytes: number) => (progress.bytes = bytes)
  const { extractedOn } = file
  const options = { authorities, mappings, onProgress, extractedOn }
  const source = file.again ?? readSourceInBatches(file.path, catalogue, options)
  const hashed = file.again ? (item: SourceItem) => item : numbersHashed(settings)
  let isSound = true
  for await (const batch of source) {
    const items = batch.map(hashed)
    for (const item of items) if (!takeItem(staging, item)) isSound = false
    if (!file.again) staging.kept.push(...items.map((item) => JSON.stringify(item)))
    progress.rows += batch.length
    if (charactersWaiting(staging) >= PIECE) yield takePiece(staging, progress)
  }
  staging.issues.push(...settings.people.takeIssues())
  if (tellHopeless(staging)) isSound = false
  yield takePiece(staging, progress)
  const links = settings.people.takeLinks()
  for (let at = 0; at < links.length; at += LINKS_OF_A_PIECE) {
    const text = linksText(settings.people, links.slice(at, at + LINKS_OF_A_PIECE))
    yield { ...progress, texts: new Map([[PERSON_LINKS, text]]), issues: [], kept: '' }
  }
  const tables = [...staging.stages].map(([dataset, stage]) => rowsOf(dataset, stage))
  return { tables, isSound, links: links.length, figures: staging.figures }
}

const LINKS_OF_A_PIECE = 4000

function linksText(people: People, links: readonly PersonLink[]): string {
  const rows = links.map(({ alias, person, personKind, line }) =>
    [alias, person, personKind, String(line), people.resolve(alias)].join(CELL_END),
  )
  return rows.join(ROW_END)
}

function rowsOf(dataset: string, { shapes, read, refused }: Stage): StagedRows {
  return { dataset, shapes, read, refused }
}

function charactersWaiting({ stages, issues }: Staging): number {
  let characters = issues.length * CHARACTERS_OF_AN_ISSUE
  for (const { text } of stages.values()) characters += text.length
  return characters
}

const CHARACTERS_OF_AN_ISSUE = 200

function takePiece(
  { stages, issues, kept }: Staging,
  progress: Pick<StagedPiece, 'bytes' | 'rows'>,
): StagedPiece {
  const texts = new Map<string, string>()
  for (const [name, stage] of stages) {
    if (stage.text !== '') texts.set(name, stage.text)
    stage.text = ''
  }
  return { ...progress, texts, issues: issues.splice(0), kept: kept.splice(0).join('\n') }
}

/** A few rows may all be wrong by chance. */
const MANY_ROWS = 20

/** Whether every row of a table in the file was refused; if so, it is told. */
function tellHopeless({ stages, file: { name }, issues }: Staging): boolean {
  const hopeless = [...stages].filter(
    ([, { read, refused }]) => read >= MANY_ROWS && refused === read,
  )
  for (const [dataset, { read }] of hopeless) {
    const message = `All ${String(read)} rows of ${dataset} in ${name} are wrong.`
    issues.push(recordIssue('records-all-refused', { file: name }, message))
  }
  return hopeless.length > 0
}

function stagesOf(
  { catalogue }: StageSettings,
  { datasets }: StageFile,
): ReadonlyMap<string, Stage> {
  return new Map(
    datasets.map((name) => {
      const dataset = catalogue.datasets.get(name)
      if (!dataset) throw new Error(`a source must give rows of a dataset; got ${name}`)
      const personColumns = personColumnsOf(dataset)
      const isAnonymous =
        personColumns.length === 0 && !dataset.fileColumns.includes('participant_id')
      const [missing, wrongOrders] = [
        requiredWhenChecks(dataset, catalogue.schema),
        dateOrderCheck(name),
      ]
      const checks = { dataset, personColumns, isAnonymous, missing, wrongOrders }
      return [
        name,
        { ...checks, shapes: [], shapeNumbers: new Map(), read: 0, refused: 0, text: '' },
      ]
    }),
  )
}

/** Whether the file can still stand. */
function takeItem(staging: Staging, item: SourceItem): boolean {
  const { stages, issues, file } = staging
  if (item.kind === 'issue') {
    issues.push(item.issue)
    return item.issue.severity !== 'error'
  }
  if (item.kind === 'counted') {
    staging.figures.push(...item.figures)
    return true
  }
  const stage = stages.get(item.kind === 'row' ? item.row.dataset : item.dataset)
  if (!stage) throw new Error(`${file.name} gave a row of a dataset that it was not said to hold`)
  stage.read += 1
  if (item.kind === 'refused') {
    stage.refused += 1
    issues.push(...item.issues)
    return true
  }
  takeRow(staging, stage, item.row)
  return true
}

function takeRow({ settings, file, issues }: Staging, stage: Stage, row: SourceRow): void {
  const place = { file: file.name, line: row.line }
  const known =
    stage.isAnonymous && row.made === undefined
      ? row
      : identified({ ...settings, ended: file.ended }, stage.personColumns, row, place)
  const { values } = known
  const missing = stage
    .missing(values)
    .filter(({ column }) => file.form === 'csv' || column in values)
    .filter(({ column }) => row.unknown?.includes(column) !== true)
  for (const { column, words } of missing) {
    const message = `The cell is empty, and it must be filled because ${words}.`
    issues.push(recordIssue('records-required-when', { ...place, field: column }, message))
  }
  if (missing.length > 0) {
    stage.refused += 1
    return
  }
  for (const [first, second] of stage.wrongOrders(values)) {
    const message = `${second} is before ${first}.`
    issues.push(recordIssue('records-date-order', { ...place, field: second }, message))
  }
  stage.text += rowText(stage, known)
}

/** A row as its staging table has it: number, shape, line, then the columns of the file. */
function rowText(stage: Stage, row: SourceRow): string {
  const { values } = row
  let [cells, given] = ['', '']
  for (const name of stage.dataset.fileColumns) {
    const value = values[name]
    given += value === undefined ? '0' : '1'
    cells += `${CELL_END}${value ?? ''}`
  }
  const shape = String(shapeNumber(stage, row, given))
  return `${String(stage.read)}${CELL_END}${shape}${CELL_END}${String(row.line)}${cells}${ROW_END}`
}

function shapeNumber({ shapes, shapeNumbers }: Stage, row: SourceRow, given: string): number {
  const name = row.weak === undefined ? given : `${given} ${row.weak.join()}`
  const known = shapeNumbers.get(name)
  if (known !== undefined) return known
  shapes.push({ given: new Set(Object.keys(row.values)), weak: new Set(row.weak) })
  shapeNumbers.set(name, shapes.length - 1)
  return shapes.length - 1
}
