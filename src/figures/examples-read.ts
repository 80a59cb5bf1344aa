import { z } from 'zod'
import type { Dataset } from '../catalogue/index.ts'
import { parseDecimal, rational } from '../core/index.ts'
import type { ColumnType, PlainRow, PlainTables, PlainValue } from '../formula/index.ts'

const cell = z.union([z.string(), z.number(), z.null()])

const Expected = z.object({
  kpi: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  display: z.string(),
  status: z.string(),
  target: z.string().optional(),
  public: z.string().optional(),
})

const Example = z.object({
  id: z.string(),
  title: z.string(),
  home_la: z.string(),
  period: z.object({ start: z.string(), end: z.string() }),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  data: z.record(z.string(), z.array(z.record(z.string(), cell))),
  expected: z.array(Expected),
})

const ExamplesFile = z.object({ examples: z.array(Example) })

/** What an example says a KPI comes to. Numbers are rounded to six decimals. */
export type ExpectedFigure = z.infer<typeof Expected>

/**
 * A worked example: a small set of records and the exact answers.
 *
 * `data` has rows by table, a column left out being empty; `period` both its ends; `params` may give
 * the `scenario` and `standard_weeks` that the run is asked for (the years there follow from the
 * period); `expected` has one answer for each KPI, addressed `framework/ref/sub`.
 */
export type WorkedExample = z.infer<typeof Example>

/**
 * Reads a file of worked examples, which is JSON: `{ "examples": [ … ] }`.
 *
 * @throws Error when the text is not JSON or not of that shape.
 */
export function readExamples(fileText: string): readonly WorkedExample[] {
  return ExamplesFile.parse(JSON.parse(fileText)).examples
}

/** An example's rows as plain rows, every column of each table there. */
export function exampleTables(
  example: WorkedExample,
  datasets: ReadonlyMap<string, Dataset>,
): PlainTables {
  return new Map(
    Object.entries(example.data).map(([name, rows]) => {
      const dataset = datasets.get(name)
      if (!dataset) throw new Error(`${example.id} has rows of ${name}, which is no table`)
      return [name, rows.map((row) => plainRow(row, dataset))] as const
    }),
  )
}

function plainRow(row: Readonly<Record<string, z.infer<typeof cell>>>, dataset: Dataset): PlainRow {
  return Object.fromEntries(
    dataset.fileColumns.map((name) => {
      const type = dataset.table.columns.get(name)?.type ?? 'text'
      return [name, plainValue(row[name] ?? null, type)] as const
    }),
  )
}

const NUMBERS: readonly ColumnType[] = ['integer', 'number', 'money']

function plainValue(value: z.infer<typeof cell>, type: ColumnType): PlainValue {
  if (value === null || value === '') return null
  if (!NUMBERS.includes(type)) return String(value)
  return Number.isInteger(value) ? rational(Number(value)) : parseDecimal(String(value))
}
