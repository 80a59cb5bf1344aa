import type { Aggregate, ColumnRead, Comparison, Expression } from '../formula/index.ts'

/** The reason of a milestone that was reached, but only after the day it was due. */
export const ACHIEVED_LATE = 'it was achieved after the day it was due'

type Has = Extract<Expression, { kind: 'has' }>

/** The aggregate that answers a milestone: how many rows there are. */
export function countOf(asked: Has): Aggregate {
  return kept(counts, asked, () => countWith(asked, []))
}

/** How many of a milestone's rows were achieved after their day; undefined of other tables. */
export function lateCountOf(asked: Has): Aggregate | undefined {
  if (asked.rows.table !== 'milestones') return undefined
  return kept(lateCounts, asked, () => countWith(asked, [isLate(asked)]))
}

const counts = new WeakMap<Expression, Aggregate>()
const lateCounts = new WeakMap<Expression, Aggregate>()

function kept(made: WeakMap<Expression, Aggregate>, asked: Has, make: () => Aggregate): Aggregate {
  const known = made.get(asked) ?? make()
  made.set(asked, known)
  return known
}

function countWith({ rows, span }: Has, further: readonly Expression[]): Aggregate {
  const conditions = [...rows.conditions, ...further]
  return {
    kind: 'aggregate',
    name: 'count',
    rows: { ...rows, conditions },
    type: { is: 'number' },
    span,
  }
}

function isLate({ rows: { table }, span }: Has): Comparison {
  const day = (column: string): ColumnRead => ({
    ...{ kind: 'column', row: 'row', path: [], table, column, span },
    type: { is: 'date' },
  })
  return {
    ...{ kind: 'comparison', operator: '>', span, type: { is: 'yes-no' } },
    left: day('achieved_date'),
    right: day('due_date'),
  }
}
