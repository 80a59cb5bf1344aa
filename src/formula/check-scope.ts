import type { Faults } from './fault.ts'
import type { Schema, Table } from './schema.ts'
import type {
  Aggregate,
  Expression,
  MeasureKind,
  MeasureParameter,
  RowName,
  RunValueName,
  Step,
  ValueType,
} from './tree.ts'

/** A row that names are looked up from: the row in hand or `this`, and a way forward from it. */
export type Anchor = {
  readonly row: RowName
  readonly table: Table
  readonly path: readonly Step[]
}

/** What a measure that is spoken of by id is known to be. */
export type KnownMeasure = { readonly type: ValueType; readonly timing: 'period' | 'date' }

/** What a formula turns out to use; filled while it is checked. */
export type Uses = {
  readonly runValues: Set<RunValueName>
  readonly datasets: Set<string>
  readonly measures: Set<string>
  /** Measures used at the period asked for, not at another date. */
  readonly measuresNow: Set<string>
}

/** Everything that the meaning of a name depends on. */
export type Scope = {
  readonly schema: Schema
  readonly faults: Faults
  readonly uses: Uses
  readonly parameters: ReadonlyMap<string, MeasureParameter>
  /** Arguments of the term that is being written out. */
  readonly bindings: ReadonlyMap<string, Expression>
  /** The row in hand; absent at the top of a formula. */
  readonly row?: Anchor
  /** The row that the question is asked of. */
  readonly asked?: Anchor
  /** Terms being written out, to notice one that speaks of itself. */
  readonly terms: readonly string[]
  readonly measure: MeasureScope
}

export type MeasureScope = {
  readonly kind?: MeasureKind
  /** The denominator's own aggregate, when it is a single one. */
  readonly denominator?: Aggregate
  readonly denominatorType?: ValueType
  readonly known: ReadonlyMap<string, KnownMeasure>
}

export function newUses(): Uses {
  return {
    runValues: new Set(),
    datasets: new Set(),
    measures: new Set(),
    measuresNow: new Set(),
  }
}

/** Notes that a table is read: itself, or the datasets that a derived one is made from. */
export function useTable(scope: Scope, table: Table): void {
  for (const name of table.derived ? table.madeFrom : [table.name]) scope.uses.datasets.add(name)
}

/** Notes that a column is read: a derived one may need further datasets. */
export function useColumn(scope: Scope, table: Table, column: string): void {
  useTable(scope, table)
  for (const name of table.columns.get(column)?.madeFrom ?? []) scope.uses.datasets.add(name)
}

/** The table that a link leads to. @throws Error if the schema names a table it does not have. */
export function tableNamed(schema: Schema, name: string): Table {
  const table = schema.tables.get(name)
  if (!table) throw new Error(`a link leads to ${name}, which the schema does not have`)
  return table
}

/** The scope inside a question asked of `outer`: `this` is that row, a new row is in hand. */
export function insideQuestion(scope: Scope, table: Table): Scope {
  const { row: outer, asked: _, ...rest } = scope
  const bindings = new Map(
    [...scope.bindings].map(([name, value]) => [name, seenFromInside(value)] as const),
  )
  const inner: Scope = { ...rest, bindings, row: { row: 'row', table, path: [] } }
  if (!outer || outer.row === 'this') return inner
  return { ...inner, asked: { row: 'this', table: outer.table, path: outer.path } }
}

/** An argument as it reads inside a question: what was the row in hand is now `this`. */
function seenFromInside(expression: Expression): Expression {
  switch (expression.kind) {
    case 'column':
      return { ...expression, row: 'this' }
    case 'shift':
    case 'negation':
    case 'period-end':
      return { ...expression, of: seenFromInside(expression.of) }
    case 'arithmetic':
      return {
        ...expression,
        left: seenFromInside(expression.left),
        right: seenFromInside(expression.right),
      }
    case 'span':
      return {
        ...expression,
        from: seenFromInside(expression.from),
        to: seenFromInside(expression.to),
      }
    case 'call':
      return { ...expression, arguments: expression.arguments.map(seenFromInside) }
    case 'term':
      return { ...expression, row: 'this', body: seenFromInside(expression.body) }
    default:
      return expression
  }
}
