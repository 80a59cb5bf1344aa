import {
  type Aggregate,
  childrenOf,
  type Expression,
  everyPart,
  foldRows,
  type PlainRow,
  type Reading,
  topAggregates,
  valueOf,
} from '../formula/index.ts'
import { type Bands, categoryReader, type Splitting } from './plain-category.ts'
import { isBreakdownSupplied } from './plain-needs.ts'
import type { MeasureRun, Pick } from './plain-run.ts'
import type { PlainSource } from './plain-source.ts'

/** A measure split by a breakdown: its categories, and the rows of each. */
export type Split = {
  readonly categories: readonly string[]
  /** A part stays whole: each category is over the whole denominator. */
  readonly ofWhole: boolean
  readonly pick: (category: string) => Pick
}

type Part = {
  readonly from: MeasureRun
  readonly aggregate: Aggregate
  /** A part that cannot be split stays whole (a denominator) or forbids the breakdown. */
  readonly mayStayWhole: boolean
}

/** Splits each aggregate on its own; undefined when the breakdown is not to be had. */
export function splitMeasure(
  source: PlainSource,
  asked: MeasureRun,
  breakdown: string,
): Split | undefined {
  const splitting = splittingOf(source, asked)
  const whole = restricts(asked, breakdown) ? asked.measure.formula.denominator : undefined
  const groups = new Map<MeasureRun, Map<Aggregate, Groups>>()
  const parts = partsOf(asked, false)
  for (const { from, aggregate, mayStayWhole } of parts) {
    if (aggregate === whole) continue
    const read = categoryReader(breakdown, aggregate, from.at, splitting)
    if (!read && !mayStayWhole) return undefined
    if (!read) continue
    if (!isBreakdownSupplied(breakdown, aggregate, from.at.schema, source.supplied))
      return undefined
    const ofRun = groups.get(from) ?? new Map<Aggregate, Groups>()
    const counting = from.rowsOf(aggregate).filter((row) => addsSomething(row, aggregate, from.at))
    groups.set(from, ofRun.set(aggregate, groupRows(counting, read)))
  }
  const names = [...groups.values()].flatMap((of) =>
    [...of.values()].flatMap((one) => [...one.keys()]),
  )
  return {
    categories: [...new Set(names)].toSorted(),
    ofWhole: parts.some(({ from, aggregate }) => !groups.get(from)?.has(aggregate)),
    pick: (category) => (from, aggregate) => {
      const split = groups.get(from)?.get(aggregate)
      return split ? (split.get(category) ?? []) : from.rowsOf(aggregate)
    },
  }
}

/** A row that a sum passes over, or whose spell has no day in the year, makes no category. */
function addsSomething(row: PlainRow, aggregate: Aggregate, at: Reading): boolean {
  if (aggregate.name === 'years') {
    const { value } = foldRows(aggregate, [row], at)
    return value !== null && typeof value === 'object' && value.n > 0n
  }
  return !aggregate.of || valueOf(aggregate.of, { ...at, row }) !== null
}

type Groups = ReadonlyMap<string, readonly PlainRow[]>

function groupRows(rows: readonly PlainRow[], read: (row: PlainRow) => string): Groups {
  const groups = new Map<string, PlainRow[]>()
  for (const row of rows) {
    const name = read(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}

/** Every aggregate that a measure rests on, those of the measures that it uses included. */
function partsOf(from: MeasureRun, isBase: boolean): Part[] {
  const { value, denominator, numerator } = from.measure.formula
  return [
    ...partsOfFormula(from, value, isBase),
    ...partsOfFormula(from, denominator, true),
    ...partsOfFormula(from, numerator, isBase),
  ]
}

function partsOfFormula(
  from: MeasureRun,
  formula: Expression | undefined,
  mayStayWhole: boolean,
): Part[] {
  if (!formula) return []
  const own = topAggregates(formula).map((aggregate) => ({ from, aggregate, mayStayWhole }))
  const others = everyPart(formula).flatMap((part) => {
    if (part.kind !== 'measure') return []
    const day = part.at ? valueOf(part.at, from.at) : null
    return partsOf(from.used(part.id, typeof day === 'string' ? day : null), mayStayWhole)
  })
  return [...own, ...others]
}

/** Whether the numerator picks by the very column that the breakdown splits by. */
function restricts({ measure }: MeasureRun, breakdown: string): boolean {
  const { numerator } = measure.formula
  if (!numerator) return false
  return topAggregates(numerator).some(({ rows }) => {
    const own = rows.conditions.slice(rows.conditions.length - rows.ownConditions)
    return rows.source === 'denominator' && own.flatMap(columnsTested).includes(breakdown)
  })
}

/** Columns that a condition reads of the row itself, not inside a question. */
function columnsTested(condition: Expression): readonly string[] {
  if (condition.kind === 'has' || condition.kind === 'aggregate') return []
  if (condition.kind === 'column') return [condition.column]
  return childrenOf(condition).flatMap(columnsTested)
}

function splittingOf(source: PlainSource, asked: MeasureRun): Splitting {
  const parts = partsOf(asked, false)
  const tables = parts.map(({ aggregate }) => aggregate.rows.table)
  return { source, bands: bandsOf(tables) }
}

function bandsOf(tables: readonly string[]): Bands {
  if (tables.includes('ledger')) return 'ledger'
  return tables.includes('reference') ? 'age' : 'school'
}
