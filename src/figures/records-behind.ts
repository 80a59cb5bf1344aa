import type { Database, SqlRow, SqlValue } from '../database/index.ts'
import { divide, type Rational } from '../core/index.ts'
import { type Aggregate, type CompiledAggregate, withAuthorities } from '../formula/index.ts'
import { computeFigures, computeFiguresOf } from './compute-figures.ts'
import { bandSchemeOf, parametersOn, usualScenario } from './measure-facts.ts'
import { tablesFor } from './kpi-tables.ts'
import { type Addend, addsOf, sameNumber, totalOf } from './records-add.ts'
import { type PartAsked, partsAsked } from './records-parts.ts'
import { recordsSql } from './records-sql.ts'
import { type Asked, needOf, newRun, type Run } from './run-needs.ts'
import { yearsFromDays } from './run-years.ts'
import { type Cell, divisorOf, exact } from './scan-measures.ts'
import { type Need, needKey } from './scan-plan.ts'
import { type Cells, emptyCell, runScans } from './scan-run.ts'
import type { TableSql } from './scan-sql.ts'
import { NOT_RECORDED } from './splits.ts'
import type { FigureSource, RecordBehind, RecordsAsk, RecordsBehind, RecordsPart } from './types.ts'

/**
 * The rows behind a figure: the same formula, not aggregated. The rows of each part add up exactly to
 * it in every category, or they are withheld with the reason.
 *
 * @returns The figures of the ask, and the parts: empty where there is no figure at all.
 * @throws RangeError if the catalogue has no such measure; DatabaseError if the database fails.
 */
export async function recordsBehind(source: FigureSource, ask: RecordsAsk): Promise<RecordsBehind> {
  const { measure, settings = [], period, scenario, breakdown, category } = ask
  const scenarioAsked = scenario === undefined ? {} : { scenario }
  const breakdowns = breakdown === undefined || breakdown === 'scenario' ? 'none' : [breakdown]
  const request = [{ measure, settings, periods: [period], breakdowns, ...scenarioAsked }] as const
  const figures = (await computeFigures(source, request)).filter((figure) =>
    category === undefined ? true : figure.category === category,
  )
  const sound = figures.some(({ status }) => status !== 'not-supplied')
  if (!sound || period.start > source.asAt) return { figures, parts: [] }
  const run = newRun(source)
  const asked = partsAsked(askedOf(ask, source, run), run)
  const needs = asked.flatMap(({ asked: over, aggregate, narrowed }) =>
    [aggregate, ...(narrowed ? [narrowed] : [])].flatMap((one) => needOf(one, over, run) ?? []),
  )
  const tables = await tablesFor([source], needs, computeFiguresOf)
  const found = await runScans(source.database, [source.authority], needs, tables)
  const cells: Cells = found.get(source.authority) ?? new Map()
  const lineage = await tablesWithLineage(source.database)
  const parts: RecordsPart[] = []
  for (const part of asked)
    parts.push(await readPart(part, { source, run, cells, lineage, tables, ask }))
  return { figures, parts }
}

function askedOf(ask: RecordsAsk, { catalogue, asAt }: FigureSource, run: Run): Asked {
  const measure = catalogue.measures.get(ask.measure)
  if (!measure) throw new RangeError(`the catalogue has no measure ${ask.measure}`)
  const day = ask.period.end < asAt ? ask.period.end : asAt
  const scenario = ask.scenario ?? usualScenario(measure, run.measures, run.schema, day)
  return {
    measure,
    parameters: parametersOn(measure, ask.settings ?? [], day),
    context: { start: ask.period.start, day, scenario },
    breakdown: ask.breakdown === 'scenario' ? null : (ask.breakdown ?? null),
    scheme: bandSchemeOf(measure, run.measures),
  }
}

type Reading = {
  readonly source: FigureSource
  readonly run: Run
  readonly cells: Cells
  readonly lineage: Lineage
  readonly tables: TableSql
  readonly ask: RecordsAsk
}

async function readPart(part: PartAsked, reading: Reading): Promise<RecordsPart> {
  const { source, run, lineage, ask } = reading
  const need = needOf(part.aggregate, part.asked, run)
  if (!need) throw new Error(`${part.aggregate.rows.table} cannot be split so`)
  const narrowed = part.narrowed && run.compile(part.narrowed, part.asked.parameters)
  const hasLineage = (table: string) => lineage.tables.has(table)
  const { sql, shown } = recordsSql(need, narrowed, run.schema, hasLineage, reading.tables)
  const own = [source.authority]
  const rows = await source.database.query(withAuthorities(sql, own), own)
  const addends = rows.map((row) => addendOf(row, need, part))
  const adds = addsOf(part.aggregate.name, addends)
  const addsUp = [part.aggregate, part.narrowed].every(
    (aggregate) => !aggregate || addsUpTo(aggregate, part, addends, adds, reading),
  )
  const wanted = addends.flatMap(({ category }, index) =>
    need.split === null || ask.category === undefined || category === ask.category ? [index] : [],
  )
  const records = wanted.map((index) =>
    recordOf(rows, addends, adds, index, { shown, need, lineage }),
  )
  return { ...summary(part, addends, adds, wanted), ...shownIf(addsUp, records) }
}

function shownIf(addsUp: boolean, rows: readonly RecordBehind[]) {
  const reason = addsUp ? '' : 'the records do not add up to the figure, so they are not shown'
  return { rows: addsUp ? rows : [], addsUp, reason }
}

function summary(
  { asked, name, formula, aggregate, narrowed }: PartAsked,
  addends: readonly Addend[],
  adds: readonly Rational[],
  wanted: readonly number[],
) {
  const totalWhere = (test: (one: Addend) => boolean) => {
    const places = wanted.filter((index) => addends.slice(index, index + 1).some(test))
    return totalOf(aggregate.name, pick(addends, places), pick(adds, places))
  }
  return {
    measure: asked.measure.id,
    name,
    formula,
    total: totalWhere(() => true),
    countedTotal: narrowed ? totalWhere(({ counted }) => counted) : null,
  }
}

function pick<T>(all: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => all.slice(place, place + 1))
}

/** Whether the rows come to what the database says of the aggregate, in each category. */
function addsUpTo(
  aggregate: Aggregate,
  part: PartAsked,
  addends: readonly Addend[],
  adds: readonly Rational[],
  { run, cells }: Reading,
): boolean {
  const need = needOf(aggregate, part.asked, run)
  if (!need) return false
  const found = cells.get(needKey(need)) ?? new Map<string, Cell>()
  const categories = new Set([...found.keys(), ...addends.map(({ category }) => category)])
  return [...categories].every((category) => {
    const places = addends.flatMap((one, index) =>
      one.category === category && (aggregate !== part.narrowed || one.counted) ? [index] : [],
    )
    const total = totalOf(aggregate.name, pick(addends, places), pick(adds, places))
    const cell = found.get(category) ?? emptyCell(need.compiled)
    return sameNumber(total, inUnits(cell.value, part))
  })
}

function inUnits(value: Rational | null, { aggregate, asked }: PartAsked): Rational | null {
  return value && aggregate.name === 'years' ? yearsFromDays(value, asked.context) : value
}

function addendOf(row: SqlRow, need: Need, part: PartAsked): Addend {
  const value = row['v'] ?? null
  return {
    value: valueOf(value, need.compiled, part),
    text: value === null ? null : String(value),
    counted: row['counted'] === true,
    category: need.split === null ? '' : String(row['category'] ?? NOT_RECORDED),
  }
}

function valueOf(value: SqlValue, compiled: CompiledAggregate, part: PartAsked): Rational | null {
  const { name } = part.aggregate
  if (name === 'persons' || name === 'distinct' || value === null) return null
  const number = exact(value)
  return inUnits(number && divide(number, divisorOf(compiled)), part)
}

type Showing = {
  readonly shown: readonly string[]
  readonly need: Need
  readonly lineage: Lineage
}

function recordOf(
  rows: readonly SqlRow[],
  addends: readonly Addend[],
  adds: readonly Rational[],
  index: number,
  { shown, need, lineage }: Showing,
): RecordBehind {
  const [row, addend, add] = [rows[index], addends[index], adds[index]]
  if (!row || !addend || !add) throw new Error('a record behind a figure must have been read')
  const values = shown.map((name, place) => [name, textOf(row[`s${String(place)}`])] as const)
  return {
    table: need.compiled.table,
    values: Object.fromEntries(values),
    counted: addend.counted,
    adds: add,
    category: need.split === null ? null : addend.category,
    file: lineage.files.get(Number(row['file'] ?? -1)) ?? null,
    line: row['line'] === null || row['line'] === undefined ? null : Number(row['line']),
  }
}

function textOf(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

type Lineage = {
  readonly tables: ReadonlySet<string>
  readonly files: ReadonlyMap<number, string>
}

/** Which read tables know the file of a row, and the names of the files imported. */
async function tablesWithLineage(database: Database): Promise<Lineage> {
  const tables = await database.query(
    `select table_name from information_schema.columns
     where table_schema = 'read' and column_name = 'source_file'`,
  )
  const [log] = await database.query(
    `select count(*) as n from information_schema.tables
     where table_schema = 'records' and table_name = 'files'`,
  )
  const files =
    Number(log?.['n'] ?? 0) > 0 ? await database.query('select id, name from records.files') : []
  return {
    tables: new Set(tables.map((row) => String(row['table_name']))),
    files: new Map(files.map((row) => [Number(row['id']), String(row['name'])])),
  }
}
