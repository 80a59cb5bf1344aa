import type { Column, Schema, Table } from './schema.ts'
import type { ColumnRead, Expression, MeasureParameter, Rows, RunValueName, Step } from './tree.ts'

/** What stands for `P`, `D` and the like in a sentence, such as `January to March 2024`. */
export type TimeWords = Partial<Readonly<Record<RunValueName, string>>>

/** Words for part of a condition: after the noun (`open on the date`), or after `where`. */
export type Phrase = { readonly form: 'adjective' | 'clause'; readonly text: string }

/** `many`: `plans …`; `one`: `plan …` inside another list; `only`: `plan …` by itself. */
export type RowNumber = 'many' | 'one' | 'only'

/** What the words of a sentence depend on. */
export type SentenceScope = {
  readonly schema: Schema
  readonly times: TimeWords
  readonly parameters: readonly MeasureParameter[]
  /** The name of a measure that is spoken of by its id. */
  readonly nameOf: (id: string) => string
  /** The table whose rows the conditions are about; none outside rows. */
  readonly table?: Table
  /** Rows and conditions hold each other, so they are reached through here. */
  readonly describeRows: (rows: Rows, scope: SentenceScope, number?: RowNumber) => string
  readonly describeCondition: (
    condition: Expression,
    scope: SentenceScope,
    negated?: boolean,
  ) => Phrase
}

export const adjective = (text: string): Phrase => ({ form: 'adjective', text })
export const clause = (text: string): Phrase => ({ form: 'clause', text })

/** The scope of conditions on rows of a table. */
export function insideTable(scope: SentenceScope, name: string): SentenceScope {
  const table = scope.schema.tables.get(name)
  return table ? { ...scope, table } : scope
}

export function columnIn(scope: SentenceScope, read: ColumnRead): Column | undefined {
  return scope.schema.tables.get(read.table)?.columns.get(read.column)
}

/** The row at the end of a path of links, by the label of the column that makes the last link. */
export function linkNoun(scope: SentenceScope, path: ColumnRead['path']): string {
  const step = path.at(-1)
  return step ? (linkLabel(scope, step) ?? singularOf(scope, step)) : 'it'
}

/** A link that stands only for some rows has a column whose label speaks of others too. */
function linkLabel(scope: SentenceScope, step: Step): string | undefined {
  const from = scope.schema.tables.get(step.from)
  const link = from?.links.get(step.link)
  return link && !link.only ? from?.columns.get(link.column)?.label : undefined
}

function singularOf(scope: SentenceScope, step: Step): string {
  return `the ${scope.schema.tables.get(step.to)?.singular ?? step.link}`
}

/** What is added where a row without a value passes. */
export function orNotRecorded(subject: Expression, scope: SentenceScope, passes: boolean): string {
  const sure = subject.kind === 'column' && subject.path.length === 0
  const possible = !sure || columnIn(scope, subject)?.mayBeEmpty !== false
  return passes && possible ? ' (or not recorded)' : ''
}

/** Said of the row in hand, as an adjective; of a row along a path, as a clause with its noun. */
export function about(
  path: ColumnRead['path'],
  text: string,
  scope: SentenceScope,
  negated: boolean,
): Phrase {
  if (path.length === 0) return adjective(negated ? `not ${text}` : text)
  const noun = linkNoun(scope, path)
  if (text.startsWith('with ')) {
    const had = text.slice('with '.length)
    return clause(`${noun} ${negated ? 'does not have' : 'has'} ${had}`)
  }
  const verb = negated ? 'is not' : 'is'
  return clause(`${noun} ${verb} ${text.replace(/^that (is|are|was|were) /, '')}`)
}
