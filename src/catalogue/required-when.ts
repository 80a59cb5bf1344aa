import { parseDecimal } from '../core/index.ts'
import {
  checkCondition,
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
  const reading = readingOf(schema)
  const columns = dataset.fileColumns.map((name) => ({ name, isNumber: isNumeric(dataset, name) }))
  return (values) => {
    const empty = rules.filter(({ rule }) => (values[rule.column] ?? null) === null)
    if (empty.length === 0) return []
    const row = plainRow(columns, values)
    return empty
      .filter(({ condition }) => holds(condition, { ...reading, row }))
      .map(({ rule }) => rule)
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

/** Filled in place: it is made for nearly every row of a file. */
function plainRow(columns: readonly PlainColumn[], values: Values): PlainRow {
  const row: Record<string, PlainValue> = {}
  for (const { name, isNumber } of columns) {
    const value = values[name] ?? null
    row[name] = value !== null && isNumber ? parseDecimal(value) : value
  }
  return row
}
