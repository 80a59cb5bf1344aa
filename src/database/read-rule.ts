/**
 * How a read table is made. Of a dataset: the current records `r`, with `joins` and an expression
 * for each derived column. Of a derived table: `select`, which gives `authority` and its columns by
 * name. `reads` are the other tables that must be made first, because their change changes it.
 */
export type ReadRule = {
  readonly table: string
  readonly reads: readonly string[]
  readonly joins?: string
  readonly columns?: Readonly<Record<string, string>>
  readonly select?: string
}
