import type { AggregateName, CompareOperator, Span } from './tree.ts'

/**
 * A formula as written, before any name is looked up. The printer reads this; the checker turns it
 * into the checked tree of `tree.ts`.
 */
export type Word = { readonly text: string; readonly span: Span }

type At = { readonly span: Span }

export type NumberSyntax = At & { readonly kind: 'number'; readonly text: string }
export type DateSyntax = At & { readonly kind: 'date'; readonly text: string }
export type YearSyntax = At & { readonly kind: 'year'; readonly text: string }
/** `text` without its quotes. */
export type QuotedSyntax = At & { readonly kind: 'quoted'; readonly text: string }
/** `person.age(D)`; `arguments` is absent when there are no brackets. */
export type PathSyntax = At & {
  readonly kind: 'path'
  readonly words: readonly Word[]
  readonly arguments?: readonly Syntax[]
}
export type ShiftSyntax = At & {
  readonly kind: 'shift'
  readonly of: Syntax
  readonly count: number
  readonly unit: 'day' | 'week' | 'month' | 'year'
}
export type SpanSyntax = At & {
  readonly kind: 'span'
  readonly unit: 'days' | 'weeks'
  readonly from: Syntax
  readonly to: Syntax
}
export type ArithmeticSyntax = At & {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*'
  readonly left: Syntax
  readonly right: Syntax
}
export type NegativeSyntax = At & { readonly kind: 'negative'; readonly of: Syntax }
export type ComparisonSyntax = At & {
  readonly kind: 'comparison'
  readonly operator: CompareOperator
  readonly left: Syntax
  readonly right: Syntax
}
export type InListSyntax = At & {
  readonly kind: 'in-list'
  readonly negated: boolean
  readonly of: Syntax
  /** In order; `'empty'` for the word empty. */
  readonly items: readonly (Syntax | 'empty')[]
}
/** `in P`, `in THERAPIES` (no `to`), or `in 2 to 18`. */
export type InRangeSyntax = At & {
  readonly kind: 'in-range'
  readonly negated: boolean
  readonly of: Syntax
  readonly from: Syntax
  readonly to?: Syntax
}
export type EmptinessSyntax = At & {
  readonly kind: 'emptiness'
  readonly of: Syntax
  readonly present: boolean
}
export type LogicSyntax = At & {
  readonly kind: 'logic'
  readonly operator: 'and' | 'or'
  readonly operands: readonly Syntax[]
}
export type NotSyntax = At & { readonly kind: 'not'; readonly of: Syntax }
export type RowsSyntax = At & {
  /** Empty when the rows are `denominator`. */
  readonly words: readonly Word[]
  /** Absent when there are no square brackets. */
  readonly filter?: readonly Syntax[]
}
export type HasSyntax = At & {
  readonly kind: 'has'
  readonly negated: boolean
  readonly rows: RowsSyntax
}
export type AggregateSyntax = At & {
  readonly kind: 'aggregate'
  readonly name: AggregateName
  readonly of?: Syntax
  readonly rows: RowsSyntax
}
export type MeasureSyntax = At & {
  readonly kind: 'measure'
  readonly id: string
  readonly at?: Syntax
}
export type DenominatorSyntax = At & {
  readonly kind: 'denominator'
  readonly filter?: readonly Syntax[]
}
/** Stands where nothing could be read; only beside an issue, never in a tree that is handed on. */
export type MissingSyntax = At & { readonly kind: 'missing' }

export type Syntax =
  | NumberSyntax
  | DateSyntax
  | YearSyntax
  | QuotedSyntax
  | PathSyntax
  | ShiftSyntax
  | SpanSyntax
  | ArithmeticSyntax
  | NegativeSyntax
  | ComparisonSyntax
  | InListSyntax
  | InRangeSyntax
  | EmptinessSyntax
  | LogicSyntax
  | NotSyntax
  | HasSyntax
  | AggregateSyntax
  | MeasureSyntax
  | DenominatorSyntax
  | MissingSyntax
