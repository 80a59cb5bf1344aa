import { parseDecimal } from '../core/index.ts'
import {
  checkCondition,
  everyPart,
  type Expression,
  holds,
  plainData,
  type PlainRow,
  type PlainValue,
  type Reading,
  type Schema,
} from '../formula/index.ts'
import type { Dataset, RequiredWhen } from './types.ts'

type Values = Readonly<Record<string, string | null>>

/** Tells which cells of a row are empty though the other cells of the row demand them. */
export type RequiredWhenCheck = (values: Values) => readonly RequiredWhen[]

/**
 * The check of a dataset's `required_when` conditions, ready for many rows. The values of a row are
 * canonical text by column; a column left out is empty. A condition at fault asks for nothing: the
 * catalogue tells of it when it is read.
 */
export function requiredWhenChecks(dataset: Dataset, schema: Schema): RequiredWhenCheck {
  const rules = dataset.requiredWhen.flatMap((rule) => {
    const source = { text: rule.when, place: { file: dataset.name } }
    const { condition } = checkCondition(source, dataset.name, schema)
    return condition ? [{ rule, condition }] : []
  })
  if (rules.length === 0) return () => NONE
  const reading = readingOf(schema)
  const checks = rules.map(({ rule, condition }) => {
    const columns = columnsOf(dataset, condition)
    const isAsked = remembered(columns, (values) =>
      holds(condition, { ...reading, row: plainRow(columns, values) }),
    )
    return { rule, isAsked }
  })
  return (values) => {
    const isMissing = ({ rule, isAsked }: (typeof checks)[number]) =>
      (values[rule.column] ?? null) === null && isAsked(values)
    if (!checks.some(isMissing)) return NONE
    return checks.filter(isMissing).map(({ rule }) => rule)
  }
}

const NONE: readonly RequiredWhen[] = []

/** The columns that a condition reads; all of them where it does more than compare its own. */
function columnsOf(dataset: Dataset, condition: Expression): readonly PlainColumn[] {
  const parts = everyPart(condition)
  const isPlain = parts.every(({ kind }) => PLAIN.has(kind))
  const read = new Set(parts.flatMap((part) => (part.kind === 'column' ? [part.column] : [])))
  return dataset.fileColumns
    .filter((name) => !isPlain || read.has(name))
    .map((name) => ({ name, isNumber: isNumeric(dataset, name) }))
}

const PLAIN: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  ...(['column', 'literal', 'comparison', 'in-list', 'emptiness', 'logic', 'not'] as const),
])

/** The cells that a condition reads hold the same few values in row after row. */
const MOST_REMEMBERED = 10_000

function remembered(
  columns: readonly PlainColumn[],
  holdsFor: (values: Values) => boolean,
): (values: Values) => boolean {
  const known = new Map<string, boolean>()
  return (values) => {
    let cells = ''
    for (const { name } of columns) cells += `${values[name] ?? ''}\u001f`
    const before = known.get(cells)
    if (before !== undefined) return before
    const answer = holdsFor(values)
    if (known.size < MOST_REMEMBERED) known.set(cells, answer)
    return answer
  }
}

/** Such a condition reads its own row and nothing else. */
function readingOf(schema: Schema): Reading {
  const period = { start: '1900-01-01', end: '1900-01-01' }
  const run = { period, scenario: null, authority: '', parameters: new Map<string, never>() }
  return { schema, data: plainData(schema, new Map()), run }
}

type PlainColumn = { readonly name: string; readonly isNumber: boolean }

function isNumeric(dataset: Dataset, name: string): boolean {
  const type = dataset.table.columns.get(name)?.type
  return type === 'integer' || type === 'number' || type === 'money'
}

function plainRow(columns: readonly PlainColumn[], values: Values): PlainRow {
  const row: Record<string, PlainValue> = {}
  for (const { name, isNumber } of columns) {
    const value = values[name] ?? null
    row[name] = value !== null && isNumber ? parseDecimal(value) : value
  }
  return row
}
