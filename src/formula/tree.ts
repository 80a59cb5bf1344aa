import type { Unit } from './schema.ts'

/**
 * The checked tree of a formula: names resolved, types known, terms expanded beside their names.
 * Every reading (sentence, SQL, evaluator) starts here and shares nothing after it.
 */

/** Offsets into the formula's text, end excluded. */
export type Span = { readonly start: number; readonly end: number }

export type ValueType =
  | { readonly is: 'yes-no' }
  | { readonly is: 'code'; readonly codes: readonly string[] }
  | { readonly is: 'text' }
  | { readonly is: 'date' }
  | { readonly is: 'period' }
  | { readonly is: 'financial-year' }
  | { readonly is: 'academic-year' }
  | { readonly is: 'number'; readonly unit?: Unit }

type Node = { readonly type: ValueType; readonly span: Span }

/** `P D FY AY S LA`: known only when a measure is run. */
export type RunValueName = 'P' | 'D' | 'FY' | 'AY' | 'S' | 'LA'

/**
 * Which row a column is read from: the row in hand, or the row that the nearest enclosing
 * question is asked of (`this`).
 */
export type RowName = 'row' | 'this'

/** One forward step along a link of `from`. No row at its end makes every column beyond it empty. */
export type Step = { readonly link: string; readonly from: string; readonly to: string }

/** A fixed value. A number is decimal text; a date `YYYY-MM-DD`; a year `2021-22` or `2020/21`. */
export type Literal = Node & { readonly kind: 'literal'; readonly value: string }
export type RunValue = Node & { readonly kind: 'run-value'; readonly name: RunValueName }
/** `P.start`, `FY.end`, `AY.end`. */
export type PeriodEnd = Node & {
  readonly kind: 'period-end'
  readonly side: 'start' | 'end'
  readonly of: Expression
}
/** A parameter of the measure; its value comes with the run (default, framework row or target). */
export type Parameter = Node & { readonly kind: 'parameter'; readonly name: string }
export type ColumnRead = Node & {
  readonly kind: 'column'
  readonly row: RowName
  readonly path: readonly Step[]
  /** The table that the column belongs to, after the path. */
  readonly table: string
  readonly column: string
}
/** `of` moved by a whole number of days, weeks, months or years; negative for earlier. */
export type Shift = Node & {
  readonly kind: 'shift'
  readonly of: Expression
  readonly count: number
  readonly unit: 'day' | 'week' | 'month' | 'year'
}
/** `days from a to b` or `weeks from a to b`: (b - a) in days, or that over 7. */
export type SpanBetween = Node & {
  readonly kind: 'span'
  readonly unit: 'days' | 'weeks'
  readonly from: Expression
  readonly to: Expression
}
/**
 * `+ - *`. Number with number; or date + or - a number of days, weeks, months or years, as in
 * `referral_date + standard`, which is a date.
 */
export type Arithmetic = Node & {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*'
  readonly left: Expression
  readonly right: Expression
}
export type Negation = Node & { readonly kind: 'negation'; readonly of: Expression }
export type FunctionName =
  | 'least'
  | 'greatest'
  | 'month'
  | 'age_on'
  | 'academic_age_on'
  | 'school_year_start'
  | 'census_day_by'
  | 'census_day_after'
/** A built-in function; empty when any argument is empty. */
export type Call = Node & {
  readonly kind: 'call'
  readonly name: FunctionName
  readonly arguments: readonly Expression[]
}

export type CompareOperator = '=' | '<>' | '<' | '<=' | '>' | '>='
/** Empty sides: `<>` says yes unless both sides are present and equal; the rest say no. */
export type Comparison = Node & {
  readonly kind: 'comparison'
  readonly operator: CompareOperator
  readonly left: Expression
  readonly right: Expression
}
/** `x in (a, b, empty)`; `not in` is its opposite. `setName` when written as a named set. */
export type InList = Node & {
  readonly kind: 'in-list'
  readonly negated: boolean
  readonly of: Expression
  readonly items: readonly Expression[]
  readonly orEmpty: boolean
  readonly setName?: string
}
/** `x in P`, `x in AY`, `x in a to b`: both ends in. `period` when written as a period. */
export type InRange = Node & {
  readonly kind: 'in-range'
  readonly negated: boolean
  readonly of: Expression
  readonly from: Expression
  readonly to: Expression
  readonly period?: Expression
}
export type Emptiness = Node & {
  readonly kind: 'emptiness'
  readonly of: Expression
  readonly present: boolean
}
export type Logic = Node & {
  readonly kind: 'logic'
  readonly operator: 'and' | 'or'
  readonly operands: readonly Expression[]
}
export type Not = Node & { readonly kind: 'not'; readonly of: Expression }
/** Is there a row? Always asked of a row, except as the whole of a milestone. */
export type Has = Node & { readonly kind: 'has'; readonly negated: boolean; readonly rows: Rows }
/**
 * A spell tested on a date (`from <= at` and (`until` empty or `until > at`)) or on a period
 * (`from <= at.end` and (`until` empty or `until > at.start`)). `from` and `until` are columns.
 */
export type SpellTest = Node & {
  readonly kind: 'spell'
  readonly name: string
  readonly label: string
  readonly from: ColumnRead
  readonly until: ColumnRead
  readonly at: Expression
}
/**
 * A named formula. `body` is the same thing written out, with arguments and path put in: SQL and
 * evaluator read `body`, the printer reads the rest.
 */
export type TermUse = Node & {
  readonly kind: 'term'
  readonly row: RowName
  readonly path: readonly Step[]
  readonly table: string
  readonly name: string
  readonly arguments: readonly Expression[]
  readonly body: Expression
  readonly sentence?: string
}

/**
 * Rows of a table for which every condition holds.
 *
 * `root` whole table; `denominator` the rows of the measure's own denominator (`conditions` then
 * already begin with the denominator's, `ownConditions` says how many are the filter's own);
 * `related` rows that belong to the row in hand, or to the row that `via` leads to:
 * `joins` is the chain of columns, nearest first, that ties them.
 */
export type Rows = {
  readonly span: Span
  readonly table: string
  /** As written: `plan.placements`, `resumptions`, `denominator`. */
  readonly written: string
  readonly source: 'root' | 'denominator' | 'related'
  readonly relation?: Relation
  readonly conditions: readonly Expression[]
  readonly ownConditions: number
}

/**
 * How related rows belong to a row: walk `via` forward from `row`; a row of `Rows.table` belongs
 * when walking `chain` forward from it reaches that same row. Keys compare with `=` per column
 * pair of the link, authority first.
 */
export type Relation = {
  readonly row: RowName
  readonly via: readonly Step[]
  /** Table that `via` ends on (the row's own table when `via` is empty). */
  readonly anchor: string
  /** Forward steps from `Rows.table` to `anchor`, at least one. */
  readonly chain: readonly Step[]
}

export type AggregateName =
  'count' | 'persons' | 'years' | 'sum' | 'mean' | 'median' | 'distinct' | 'the' | 'max' | 'min'

/**
 * One number (or, for `the`, one value) from many rows. `of` is read from each row. Empty values are
 * passed over; `count` and `sum` of nothing are 0, the others of nothing are empty.
 * `of` is absent for `count` and `years`; for `persons` it is the person_id of each row.
 */
export type Aggregate = Node & {
  readonly kind: 'aggregate'
  readonly name: AggregateName
  readonly rows: Rows
  readonly of?: Expression
}
/** Another measure's value, for the same period, breakdown and category; `at` moves the date. */
export type MeasureUse = Node & {
  readonly kind: 'measure'
  readonly id: string
  readonly at?: Expression
}
/** The number of the measure's own denominator. */
export type DenominatorUse = Node & { readonly kind: 'denominator' }
/**
 * `denominator[…]`: the denominator's own aggregate over fewer rows. `aggregate.rows.source` is
 * `denominator`.
 */
export type NarrowedDenominator = Node & {
  readonly kind: 'narrowed'
  readonly aggregate: Aggregate
}

export type Expression =
  | Literal
  | RunValue
  | PeriodEnd
  | Parameter
  | ColumnRead
  | Shift
  | SpanBetween
  | Arithmetic
  | Negation
  | Call
  | Comparison
  | InList
  | InRange
  | Emptiness
  | Logic
  | Not
  | Has
  | SpellTest
  | TermUse
  | Aggregate
  | MeasureUse
  | DenominatorUse
  | NarrowedDenominator

export type MeasureKind =
  | 'count'
  | 'sum'
  | 'difference'
  | 'reported-value'
  | 'median'
  | 'milestone'
  | 'percentage'
  | 'rate'
  | 'percent-change'
  | 'mean'

export type MeasureParameter = {
  readonly name: string
  /** Decimal text. */
  readonly value: string
  readonly unit?: Unit
}

/**
 * A checked measure. Either `value`, or `denominator` and `numerator`. `timing` says whether it is
 * counted over a period (reads P) or on a date (reads only D), or takes its years (FY, AY) from D.
 * `reads` are the datasets needed for the figure, those behind derived tables and columns included;
 * `measures` are the measures used.
 */
export type Formula = {
  readonly kind: MeasureKind
  readonly value?: Expression
  readonly denominator?: Expression
  readonly numerator?: Expression
  readonly parameters: readonly MeasureParameter[]
  readonly timing: 'period' | 'date'
  readonly usesScenario: boolean
  readonly reads: readonly string[]
  readonly measures: readonly string[]
}
