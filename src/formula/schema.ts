/**
 * What a formula may speak about: tables with their columns, links, spells and terms. The catalogue
 * builds one from `catalogue/datasets/*.yaml`; the formula folder only reads it.
 */
export type Schema = {
  readonly tables: ReadonlyMap<string, Table>
  /** Named sets of codes such as THERAPIES, by name. */
  readonly sets: ReadonlyMap<string, readonly string[]>
  /** For the sentence: a set in words, where listing its codes would be long. */
  readonly setSays?: ReadonlyMap<string, string>
}

/** The unit of a number. A column without one is a plain number, which takes the other side's unit. */
export type Unit =
  | 'people'
  | 'rows'
  | 'places'
  | 'points'
  | 'GBP'
  | 'days'
  | 'weeks'
  | 'months'
  | 'years'
  | 'hours'
  | 'sessions'
  | 'readers'
  | 'percent'

export type ColumnType =
  'text' | 'code' | 'date' | 'integer' | 'number' | 'money' | 'financial-year' | 'academic-year'

/**
 * A column of a table. Money is held in whole pence and read by a formula in pounds; an
 * `integer` or `number` may have a unit and bounds.
 */
export type Column = {
  readonly name: string
  readonly type: ColumnType
  /** The codes, with what each means; only for type code. */
  readonly codes?: ReadonlyMap<string, string>
  readonly unit?: Unit
  readonly minimum?: number
  readonly maximum?: number
  /** False when a loaded row always has a value. */
  readonly mayBeEmpty: boolean
  /** True when Sendboard works it out after import; false when it is in the file. */
  readonly derived: boolean
  /** For a derived column: datasets it needs beyond the table's own. */
  readonly madeFrom?: readonly string[]
  /** The table whose key this column refers to. */
  readonly refersTo?: string
  /** For the sentence: `the day the final plan was issued`. */
  readonly label: string
  /**
   * For the sentence: what stands after the table's noun when this is tested, with `{}` for the value,
   * `{a}` or `{the}` for it with an article: `for {}`, `from {a}`, `aged {}`, `where the decision was {}`.
   */
  readonly says?: string
  readonly note?: string
  /** Other headings that a file may have for it. */
  readonly also?: readonly string[]
}

/**
 * A way from each row of a table to at most one row of another. `back` is the name by which the
 * other table asks the question back (`has resumptions[…]`): the table's own name unless given.
 */
export type Link = {
  readonly name: string
  readonly to: string
  /** Column here that holds the other table's key. */
  readonly column: string
  /** Key column there. */
  readonly toColumn: string
  readonly back: string
  /** Rows for which the link stands, such as `subject_type = advice`. */
  readonly only?: {
    readonly column: string
    readonly codes: readonly string[]
    readonly not?: true
  }
}

/**
 * Two dates of a row, `from` in and `until` out; no `until` = still running, no `from` = never.
 * Both are columns, derived if need be.
 */
export type Spell = {
  readonly name: string
  readonly from: string
  readonly until: string
  /** For the sentence: `in force` gives "in force on 31 March 2024". */
  readonly label: string
  /** Columns that hold `from` at fixed dates: a `latest` spell needs no date test beside it. */
  readonly latest: boolean
}

/** A named formula of one table. `sentence` may hold `{t}` for each parameter. */
export type Term = {
  readonly name: string
  readonly parameters: readonly string[]
  readonly formula: string
  readonly sentence?: string
}

export type Table = {
  readonly name: string
  /** One row in words, such as `plan`; and many, `plans`. */
  readonly singular: string
  readonly plural: string
  readonly key: readonly string[]
  /** True for caseload, review_cycles, dispute_cases, voices, responses, families. */
  readonly derived: boolean
  readonly columns: ReadonlyMap<string, Column>
  /** Forward links by name. */
  readonly links: ReadonlyMap<string, Link>
  readonly spells: ReadonlyMap<string, Spell>
  /** The spell that `years(…)` measures. */
  readonly mainSpell?: string
  readonly terms: ReadonlyMap<string, Term>
  /** For a derived table or column: the datasets that it is made from. */
  readonly madeFrom: readonly string[]
}
