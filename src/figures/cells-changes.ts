import type { Catalogue, Measure } from '../catalogue/index.ts'
import { equals, type Period, type Rational } from '../core/index.ts'
import type { Database, SqlRow, SqlValue } from '../database/index.ts'
import { hasLog } from './cells-kept.ts'
import { fractionOf, fractionText, statusOf } from './cells-table.ts'
import { datasetsRead } from './measure-facts.ts'
import type { Figure, FigureSource } from './types.ts'

/** What made a kept figure differ: an import, its undoing, or other definitions. */
export type ChangeCause =
  | { readonly kind: 'import' | 'undo'; readonly importId: number; readonly files: string }
  | { readonly kind: 'definitions' }

/** A figure as it was kept. */
export type KeptValue = Pick<Figure, 'numerator' | 'denominator' | 'value' | 'status' | 'reason'>

/** A whole figure that was kept, and so may have been seen, and came out otherwise later. */
export type FigureChange = {
  /** The instant of the run that found it. */
  readonly changedAt: string
  readonly measure: string
  readonly variant: string
  readonly period: Period
  readonly scenario: string | null
  readonly before: KeptValue
  readonly after: KeptValue
  readonly causes: readonly ChangeCause[]
}

type Counted = ReadonlyMap<number, string>

/** The imports of an authority by number, with their state; none where rows were only put in. */
async function importsNow(source: FigureSource): Promise<Counted> {
  if (!(await hasLog(source))) return new Map()
  const rows = await source.database.query(
    `select id, status from records.imports
     where authority = $1 and status in ('loaded', 'undone') order by id`,
    [source.authority],
  )
  return statesOf(rows)
}

function statesOf(rows: readonly SqlRow[]): Counted {
  return new Map(rows.map((row) => [Number(row['id']), String(row['status'])]))
}

/** A run's day and definitions, as far as changes tell of them. */
type Run = { readonly computedAt: string; readonly catalogueVersion: string }

/**
 * Writes down which whole figures differ from those kept before, and why; then remembers the imports
 * that the new ones count. A figure of a period that was not over is not one that changed. To be called
 * within the transaction that keeps the new figures, with those kept before.
 *
 * @param earlier - The run before; undefined for the first.
 */
export async function keepChanges(
  source: FigureSource,
  run: Run,
  earlier: Run | undefined,
  before: readonly Figure[],
  after: readonly Figure[],
): Promise<void> {
  const { database, authority } = source
  const now = await importsNow(source)
  const counted = await database.query(
    'select import_id as id, status from figures.counted_imports where authority = $1',
    [authority],
  )
  // Of a run by a version that did not keep this, or over rows that were put in, no cause can be told.
  if (earlier && counted.length > 0) {
    const causes = await causesOf(source, statesOf(counted), now)
    if (run.catalogueVersion !== earlier.catalogueVersion) causes.push({ kind: 'definitions' })
    await writeChanges(source, run, differences(before, after), causes)
  }
  await database.execute('delete from figures.counted_imports where authority = $1', [authority])
  for (const [id, status] of now)
    await database.execute('insert into figures.counted_imports values ($1, $2, $3)', [
      ...[authority, id, status],
    ])
}

/** What happened between two runs, and the datasets that each import changed. */
type Cause =
  | {
      readonly kind: 'import' | 'undo'
      readonly importId: number
      readonly datasets: ReadonlySet<string>
    }
  | { readonly kind: 'definitions' }

async function causesOf(
  { database }: FigureSource,
  counted: Counted,
  now: Counted,
): Promise<Cause[]> {
  const causes: Cause[] = []
  for (const [importId, status] of now) {
    const was = counted.get(importId) === 'loaded'
    if (was === (status === 'loaded')) continue
    const rows = await database.query(
      'select dataset from records.changed_tables where import_id = $1',
      [importId],
    )
    const datasets = new Set(rows.map((row) => String(row['dataset'])))
    causes.push({ kind: was ? 'undo' : 'import', importId, datasets })
  }
  return causes
}

type Difference = { readonly before: Figure; readonly after: Figure }

function differences(before: readonly Figure[], after: readonly Figure[]): readonly Difference[] {
  const known = new Map(before.filter(isWhole).map((one) => [keyOf(one), one]))
  return after.filter(isWhole).flatMap((figure) => {
    const earlier = known.get(keyOf(figure))
    if (!earlier || earlier.partial || isSame(earlier, figure)) return []
    return [{ before: earlier, after: figure }]
  })
}

function isWhole({ breakdown }: Figure): boolean {
  return breakdown === null
}

function keyOf({ measure, variant, period, scenario }: Figure): string {
  return [measure, variant, period.start, period.end, scenario ?? ''].join(' ')
}

function isSame(a: Figure, b: Figure): boolean {
  return (['numerator', 'denominator', 'value'] as const).every((part) => alike(a[part], b[part]))
}

function alike(a: Rational | null, b: Rational | null): boolean {
  return a === null || b === null ? a === b : equals(a, b)
}

function valueColumns(when: 'before' | 'after'): readonly string[] {
  return ['numerator', 'denominator', 'value', 'status', 'reason'].map((name) => `${when}_${name}`)
}

const COLUMNS = [
  ...['authority', 'changed_at', 'measure', 'variant', 'period_start', 'period_end', 'scenario'],
  ...valueColumns('before'),
  ...valueColumns('after'),
  ...['cause', 'import_id'],
]

/** A row for each cause of each change. */
async function writeChanges(
  { database, authority, catalogue }: FigureSource,
  { computedAt }: Run,
  changes: readonly Difference[],
  causes: readonly Cause[],
): Promise<void> {
  const writer = await database.bulkWriter('figures.changes', COLUMNS)
  for (const { before, after } of changes) {
    const { measure, variant, period, scenario } = after
    for (const cause of causesFor(catalogue, catalogue.measures.get(measure), causes)) {
      writer.write([
        ...[authority, computedAt, measure, variant, period.start, period.end, scenario],
        ...valuesOf(before),
        ...valuesOf(after),
        cause.kind,
        cause.kind === 'definitions' ? null : cause.importId,
      ])
    }
  }
  await writer.close()
}

function valuesOf({ numerator, denominator, value, status, reason }: Figure): readonly SqlValue[] {
  return [...[numerator, denominator, value].map(fractionText), status, reason]
}

/** The imports that changed a dataset which the measure reads; all of them if none did so directly. */
function causesFor(
  { measures }: Pick<Catalogue, 'measures'>,
  measure: Measure | undefined,
  causes: readonly Cause[],
): readonly Cause[] {
  const read = measure ? datasetsRead(measure, measures) : []
  const direct = causes.filter(
    (cause) => cause.kind === 'definitions' || read.some((name) => cause.datasets.has(name)),
  )
  return direct.length > 0 ? direct : causes
}

/**
 * Reads which whole figures changed after they were kept, the latest change first, then the latest period.
 *
 * @param measure - Only of this measure,
 * @param variant - computed with these settings: the name that its kept figures have.
 */
export async function readChanges(
  { database, authority }: { readonly database: Database; readonly authority: string },
  measure?: string,
  variant = '',
): Promise<readonly FigureChange[]> {
  const rows = await database.query(
    `select c.*, cast(c.period_start as varchar) as first_day,
       cast(c.period_end as varchar) as last_day, f.files
     from figures.changes c
     left join (select authority, import_id, string_agg(name, ', ' order by id) as files
       from records.files group by authority, import_id) f
       on f.authority = c.authority and f.import_id = c.import_id
     where c.authority = $1${measure === undefined ? '' : ' and c.measure = $2 and c.variant = $3'}
     order by c.changed_at desc nulls last, c.measure, c.variant, c.period_end desc nulls last,
       c.period_start desc nulls last, c.scenario nulls first, c.cause, c.import_id nulls first`,
    [authority, ...(measure === undefined ? [] : [measure, variant])],
  )
  const byChange = Map.groupBy(rows, (row) =>
    ['changed_at', 'measure', 'variant', 'first_day', 'last_day', 'scenario']
      .map((name) => String(row[name]))
      .join(' '),
  )
  return [...byChange.values()].flatMap(changeOf)
}

function changeOf(rows: readonly SqlRow[]): readonly FigureChange[] {
  const [first] = rows
  if (!first) return []
  const text = (name: string) => {
    const value = first[name]
    return value === null || value === undefined ? null : String(value)
  }
  const valueOf = (when: 'before' | 'after') => ({
    numerator: fractionOf(text(`${when}_numerator`)),
    denominator: fractionOf(text(`${when}_denominator`)),
    value: fractionOf(text(`${when}_value`)),
    status: statusOf(text(`${when}_status`) ?? ''),
    reason: text(`${when}_reason`) ?? '',
  })
  return [
    {
      changedAt: text('changed_at') ?? '',
      measure: text('measure') ?? '',
      variant: text('variant') ?? '',
      period: { start: text('first_day') ?? '', end: text('last_day') ?? '' },
      scenario: text('scenario'),
      before: valueOf('before'),
      after: valueOf('after'),
      causes: rows.flatMap(causeOf),
    },
  ]
}

function causeOf(row: SqlRow): readonly ChangeCause[] {
  const kind = String(row['cause'])
  if (kind === 'definitions') return [{ kind }]
  if (kind !== 'import' && kind !== 'undo') return []
  return [{ kind, importId: Number(row['import_id']), files: String(row['files'] ?? '') }]
}

/** The instant at which the first figures of an authority were kept; undefined before there are any. */
export async function keptSince(
  database: Database,
  authority: string,
): Promise<string | undefined> {
  const [row] = await database.query(
    'select min(computed_at) as since from figures.runs where authority = $1',
    [authority],
  )
  const since = row?.['since']
  return typeof since === 'string' ? since : undefined
}
