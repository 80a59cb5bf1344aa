import type { Issue } from '../core/index.ts'
import type { FaultCode } from './fault-codes.ts'
import type { Schema, Table } from './schema.ts'
import { issueAt, type TextAt } from './source.ts'
import type { Syntax } from './syntax.ts'
import type {
  Expression,
  MeasureParameter,
  RowName,
  RunValueName,
  Span,
  Step,
  ValueType,
} from './tree.ts'

/** Collects the issues of one formula. */
export type Faults = { readonly text: TextAt; readonly issues: Issue[] }

/**
 * A row that names are looked up from, and the way forward from it. `depth` counts the questions
 * around it: 0 for the rows of the formula's own aggregates.
 */
export type Anchor = {
  readonly table: Table
  readonly path: readonly Step[]
  readonly depth: number
}

/** What a measure that is spoken of by id is known to be. */
export type KnownMeasure = {
  readonly type: ValueType
  readonly timing: 'period' | 'date'
  /** It has a fault, or is one of a circle; what needs it cannot be checked either. */
  readonly faulty?: true
}

/** What a formula turns out to use; filled while it is checked. */
export type Uses = {
  readonly runValues: Set<RunValueName>
  readonly datasets: Set<string>
  readonly measures: Set<string>
  /** Measures used at the period asked for, not at another date. */
  readonly measuresNow: Set<string>
  readonly parameters: Set<string>
}

/**
 * The argument of a term, read where the term's formula uses it: only there is it known which codes
 * a bare word may be. `unknown` when a term is checked by itself.
 */
export type Argument =
  | {
      readonly is: 'written'
      readonly syntax: Syntax
      readonly scope: Scope
      /** What it was read as, once for each use; nothing where it has a fault. */
      readonly read: (Expression | undefined)[]
    }
  | { readonly is: 'unknown' }

/** Checks a part. `beside` is the value that it is compared with, which may give a bare word its meaning. */
export type Check = (syntax: Syntax, scope: Scope, beside?: Expression) => Expression | undefined

/** Everything that the meaning of a name depends on. */
export type Scope = {
  readonly schema: Schema
  readonly faults: Faults
  readonly uses: Uses
  /** Checks any part; held here because every part may hold any other. */
  readonly check: Check
  readonly parameters: ReadonlyMap<string, MeasureParameter>
  readonly bindings: ReadonlyMap<string, Argument>
  /** Questions around the place being checked. */
  readonly here: number
  /** The row in hand; absent at the top of a formula. */
  readonly row?: Anchor
  /** The row that the question is asked of. */
  readonly asked?: Anchor
  /** Terms being written out, to notice one that speaks of itself. */
  readonly terms: readonly string[]
  readonly measure: MeasureScope
}

export type MeasureScope = {
  readonly known: ReadonlyMap<string, KnownMeasure>
  /** The denominator, or what could be read of it. */
  readonly denominator?: Expression
  /** There is a denominator, but nothing could be read of it. */
  readonly denominatorFaulty?: boolean
  /** The measure needs itself through others: said once, for the whole circle. */
  readonly inCircle?: boolean
}

export function newUses(): Uses {
  return {
    runValues: new Set(),
    datasets: new Set(),
    measures: new Set(),
    measuresNow: new Set(),
    parameters: new Set(),
  }
}

/** Notes a fault of a part, once; gives undefined, which is what a part with a fault is checked to. */
export function addFault(
  scope: Pick<Scope, 'faults'>,
  span: Span,
  code: FaultCode,
  message: string,
  fix?: string,
): Expression | undefined {
  const { text, issues } = scope.faults
  const issue = issueAt(text, span, { code, message, fix })
  const same = (other: Issue): boolean =>
    other.message === message &&
    other.place?.line === issue.place?.line &&
    other.place?.column === issue.place?.column
  if (!issues.some(same)) issues.push(issue)
  return undefined
}

/** The text of a part, as written. */
export function written(scope: Scope, span: Span): string {
  return scope.faults.text.text.slice(span.start, span.end)
}

/** Notes that a table is read: itself, or the datasets that a derived one is made from. */
export function useTable(scope: Scope, table: Table): void {
  for (const name of table.derived ? table.madeFrom : [table.name]) scope.uses.datasets.add(name)
}

/** The table that a link leads to. @throws Error if the schema names a table it does not have. */
export function tableNamed(schema: Schema, name: string): Table {
  const table = schema.tables.get(name)
  if (!table) throw new Error(`a link leads to ${name}, which the schema does not have`)
  return table
}

/** How the row of an anchor is called from here; undefined, and a fault, when it is too far out. */
export function rowName(scope: Scope, anchor: Anchor, span: Span): RowName | undefined {
  const distance = scope.here - anchor.depth
  if (distance === 0) return 'row'
  if (distance === 1) return 'this'
  const message = `\`${written(scope, span)}\` belongs to a row two questions further out`
  const fix = 'Only the row in hand and the row that the question is asked of can be read.'
  addFault(scope, span, 'formula-too-deep', message, fix)
  return undefined
}

/** The scope inside a question or aggregate: a row of `table` is in hand. */
export function insideRows(scope: Scope, table: Table): Scope {
  const { row: asked, asked: _, ...rest } = scope
  const depth = scope.row ? scope.here + 1 : 0
  const inner: Scope = { ...rest, here: depth, row: { table, path: [], depth } }
  return asked ? { ...inner, asked } : inner
}
