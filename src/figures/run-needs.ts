import type { Measure } from '../catalogue/index.ts'
import {
  type Aggregate,
  childrenOf,
  compileAggregate,
  type CompiledAggregate,
  type Expression,
  type MeasureUse,
  type Schema,
} from '../formula/index.ts'
import { countOf, lateCountOf } from './milestone-late.ts'
import { dateOf } from './run-date.ts'
import { type Measures, partsOf } from './measure-facts.ts'
import { type Context, contextFor } from './scan-context.ts'
import type { Need } from './scan-plan.ts'
import { compileSplit, type SplitSql } from './scan-split.ts'
import type { FigureSource } from './types.ts'
import { type BandScheme, restricts, type Split, splitOf, splitReads } from './splits.ts'

/** A measure asked in one context, whole or by one breakdown. */
export type Asked = {
  readonly measure: Measure
  readonly parameters: ReadonlyMap<string, string>
  readonly context: Context
  readonly breakdown: string | null
  readonly scheme: BandScheme
}

/** Makes SQL of aggregates and of breakdowns, each once. */
export type Compiler = {
  readonly schema: Schema
  readonly compile: (
    aggregate: Aggregate,
    parameters: ReadonlyMap<string, string>,
  ) => CompiledAggregate
  /** Undefined if the rows of the aggregate cannot be split so. */
  readonly split: (aggregate: Aggregate, name: string, scheme: BandScheme) => FoundSplit | undefined
}

/** What stays the same over a run. */
export type Run = Compiler & {
  readonly measures: Measures
  readonly supplied: ReadonlySet<string>
}

type FoundSplit = {
  readonly split: Split
  readonly sql: SplitSql
  /** Of each place that a category is read from, the datasets that it takes. */
  readonly reads: readonly (readonly string[])[]
}

export function newCompiler(schema: Schema): Compiler {
  const compiled = new WeakMap<Aggregate, Map<string, CompiledAggregate>>()
  const splits = new WeakMap<Aggregate, Map<string, FoundSplit | undefined>>()
  return {
    schema,
    compile: (aggregate, parameters) =>
      kept(compiled, aggregate, JSON.stringify([...parameters]), () =>
        compileAggregate(aggregate, schema, parameters),
      ),
    split: (aggregate, name, scheme) =>
      kept(splits, aggregate, `${name} ${scheme}`, () =>
        findSplit(aggregate, name, scheme, schema),
      ),
  }
}

/** @param compiler - May be shared by runs of one catalogue. */
export function newRun(
  { catalogue, supplied }: Pick<FigureSource, 'catalogue' | 'supplied'>,
  compiler = newCompiler(catalogue.schema),
): Run {
  return { ...compiler, measures: catalogue.measures, supplied }
}

function kept<T>(
  made: WeakMap<Aggregate, Map<string, T>>,
  aggregate: Aggregate,
  key: string,
  make: () => T,
): T {
  const known = made.get(aggregate) ?? new Map<string, T>()
  made.set(aggregate, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const value = make()
  known.set(key, value)
  return value
}

function findSplit(
  aggregate: Aggregate,
  name: string,
  scheme: BandScheme,
  schema: Schema,
): FoundSplit | undefined {
  const { table } = aggregate.rows
  const split = splitOf(name, aggregate, schema, scheme)
  if (!split) return undefined
  const reads = split.sources.map((one) => splitReads({ ...split, sources: [one] }, table, schema))
  return { split, reads, sql: compileSplit(split, table, schema) }
}

/** Whether some place that categories are read from was supplied; the others have no rows. */
function isOffered({ reads }: FoundSplit, { supplied }: Run): boolean {
  return reads.some((datasets) => datasets.every((dataset) => supplied.has(dataset)))
}

/** The need behind an aggregate; undefined if its rows cannot be split so. */
export function needOf(aggregate: Aggregate, asked: Asked, run: Run): Need | undefined {
  const compiled = run.compile(aggregate, asked.parameters)
  if (asked.breakdown === null) {
    return { compiled, context: contextFor(compiled, asked.context, false), split: null }
  }
  const found = run.split(aggregate, asked.breakdown, asked.scheme)
  if (!found || !isOffered(found, run)) return undefined
  const context = contextFor(compiled, asked.context, readsDay(found.split))
  return { compiled, context, split: { name: asked.breakdown, sql: found.sql } }
}

function readsDay({ sources, anchor }: Split): boolean {
  return sources.some(
    ({ from }) => from === 'census' || (!anchor && from !== 'column' && from !== 'made-plan'),
  )
}

/** The measure that another one uses, asked in the same context or at another date. */
export function usedMeasure(use: MeasureUse, asked: Asked, run: Run): Asked {
  const measure = run.measures.get(use.id)
  if (!measure) throw new RangeError(`${asked.measure.id} uses ${use.id}, which is not there`)
  const parameters = new Map(measure.parameters.map(({ name, value }) => [name, value]))
  if (!use.at) return { ...asked, measure, parameters }
  const day = dateOf(use.at, asked.context)
  return { ...asked, measure, parameters, context: { ...asked.context, start: day, day } }
}

/** Every need of an expression; an undefined one where rows cannot be split so. */
export function needsOf(part: Expression, asked: Asked, run: Run): readonly (Need | undefined)[] {
  switch (part.kind) {
    case 'aggregate':
      return [needOf(part, asked, run)]
    case 'narrowed':
      return [needOf(part.aggregate, asked, run)]
    case 'has':
      return milestoneNeeds(part, asked, run)
    case 'measure': {
      const used = usedMeasure(part, asked, run)
      return measureNeeds(used, run)
    }
    default:
      return childrenOf(part).flatMap((child) => needsOf(child, asked, run))
  }
}

function milestoneNeeds(part: Extract<Expression, { kind: 'has' }>, asked: Asked, run: Run) {
  const late = lateCountOf(part)
  return [countOf(part), ...(late ? [late] : [])].map((one) => needOf(one, asked, run))
}

/** The needs of a whole measure, its denominator as `withDenominator` says. */
export function measureNeeds(asked: Asked, run: Run): readonly (Need | undefined)[] {
  const { denominator } = asked.measure.formula
  return partsOf(asked.measure).flatMap((part) => {
    const over = part === denominator ? denominatorAsked(asked, run) : asked
    return needsOf(part, over, run)
  })
}

/** The denominator whole, where its rows lack the breakdown or the numerator restricts it. */
export function denominatorAsked(asked: Asked, run: Run): Asked {
  return isOfWhole(asked, run) ? { ...asked, breakdown: null } : asked
}

/** Whether each category is over the whole denominator. */
export function isOfWhole(asked: Asked, run: Run): boolean {
  const { denominator, numerator } = asked.measure.formula
  if (asked.breakdown === null || !denominator) return false
  if (numerator && restricts(numerator, asked.breakdown)) return true
  return needsOf(denominator, asked, run).some((need) => need === undefined)
}
