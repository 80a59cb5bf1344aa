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
  return (values) => {
    const empty = rules.filter(({ rule }) => (values[rule.column] ?? null) === null)
    if (empty.length === 0) return []
    const row = plainRow(dataset, values)
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

function plainRow(dataset: Dataset, values: Values): PlainRow {
  return Object.fromEntries(
    dataset.fileColumns.map((name) => [name, plainValue(dataset, name, values[name] ?? null)]),
  )
}

function plainValue(dataset: Dataset, name: string, value: string | null): PlainValue {
  const type = dataset.table.columns.get(name)?.type
  const isNumber = type === 'integer' || type === 'number' || type === 'money'
  return value !== null && isNumber ? parseDecimal(value) : value
}
