import type { Measure } from '../catalogue/index.ts'
import { addDays, addMonths, type DayText, financialYearStart } from '../core/index.ts'
import { everyPart, type Expression, type Schema, topAggregates } from '../formula/index.ts'
import type { BandScheme } from './splits.ts'
import type { ParameterSetting } from './types.ts'

export type Measures = ReadonlyMap<string, Measure>

/** The measure and all that it uses, directly or through others. */
export function withUsed(measure: Measure, measures: Measures): readonly Measure[] {
  const used = measure.formula.measures.flatMap((id) => {
    const other = measures.get(id)
    return other ? withUsed(other, measures) : []
  })
  return [...new Set([measure, ...used])]
}

/** The datasets that a figure of the measure needs: those of the measures that it uses included. */
export function datasetsRead(measure: Measure, measures: Measures): readonly string[] {
  const reads = withUsed(measure, measures).flatMap(({ formula }) => formula.reads)
  return [...new Set(reads)].sort()
}

/** The columns that a figure's formulas read, as `table.column`, those of measures that it uses included. */
export function columnsRead(measure: Measure, measures: Measures): ReadonlySet<string> {
  const parts = withUsed(measure, measures).flatMap(partsOf).flatMap(everyPart)
  return new Set(
    parts.flatMap((part) => (part.kind === 'column' ? [`${part.table}.${part.column}`] : [])),
  )
}

/** Value, or numerator and denominator: the expressions of a measure. */
export function partsOf({ formula }: Measure): readonly Expression[] {
  return [formula.denominator, formula.numerator, formula.value].flatMap((part) => part ?? [])
}

/** The tables whose rows are counted. */
function tablesCounted(measure: Measure, measures: Measures): ReadonlySet<string> {
  const parts = withUsed(measure, measures).flatMap(partsOf)
  return new Set(parts.flatMap(topAggregates).map(({ rows }) => rows.table))
}

/** What `age_band` means in a measure, the same on both sides of a fraction. */
export function bandSchemeOf(measure: Measure, measures: Measures): BandScheme {
  const tables = tablesCounted(measure, measures)
  if (tables.has('ledger')) return 'ledger'
  return tables.has('reference') ? 'age' : 'academic'
}

/** The codes that S may stand for: those of the column that it is compared with. Empty: no S. */
export function scenariosOf(
  measure: Measure,
  measures: Measures,
  schema: Schema,
): readonly string[] {
  const parts = withUsed(measure, measures).flatMap(partsOf).flatMap(everyPart)
  for (const part of parts) {
    if (part.kind !== 'comparison') continue
    const sides = [part.left, part.right]
    const column = sides.find((side) => side.kind === 'column')
    const asked = sides.some((side) => side.kind === 'run-value' && side.name === 'S')
    if (!asked || column?.kind !== 'column') continue
    const codes = schema.tables.get(column.table)?.columns.get(column.column)?.codes
    return [...(codes?.keys() ?? [])]
  }
  return []
}

/** Spending against the resources of a whole year: part of a year's spending would mislead. */
function wantsWholeYear(measure: Measure, measures: Measures): boolean {
  return tablesCounted(measure, measures).has('funding')
}

export function yearIsClosed(day: DayText): boolean {
  return addDays(addMonths(financialYearStart(day), 12), -1) <= day
}

/**
 * The scenario that a measure is computed for unless another is asked: actual, or the forecast until
 * the year is closed where a year's resources are set against spending; the mitigated projection.
 */
export function usualScenario(
  measure: Measure,
  measures: Measures,
  schema: Schema,
  day: DayText,
): string | null {
  const codes = scenariosOf(measure, measures, schema)
  if (codes.includes('mitigated')) return 'mitigated'
  if (!codes.includes('actual')) return codes[0] ?? null
  return wantsWholeYear(measure, measures) && !yearIsClosed(day) ? 'forecast' : 'actual'
}

/** Whether the scenario says nothing yet: actual spending of a year that is still running. */
export function isTooEarly(
  measure: Measure,
  measures: Measures,
  scenario: string | null,
  day: DayText,
): boolean {
  return scenario === 'actual' && wantsWholeYear(measure, measures) && !yearIsClosed(day)
}

/** The values of a measure's parameters on a day. */
export function parametersOn(
  measure: Measure,
  settings: readonly ParameterSetting[],
  day: DayText,
): ReadonlyMap<string, string> {
  const values = new Map(measure.parameters.map(({ name, value }) => [name, value]))
  const standing = settings
    .filter(({ name, from }) => values.has(name) && (from === null || from <= day))
    .toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
  for (const { name, value } of standing) values.set(name, value)
  return values
}

/** A short text that is the same for the same settings; empty for the measure's own values. */
export function variantOf(measure: Measure, settings: readonly ParameterSetting[]): string {
  const differing = measure.parameters
    .filter(({ name, value }) =>
      settings.some((one) => one.name === name && plain(one.value) !== plain(value)),
    )
    .map(({ name }) => name)
  return settings
    .filter(({ name }) => differing.includes(name))
    .map(({ name, value, from }) => `${from === null ? '' : `${from}:`}${name}=${plain(value)}`)
    .sort()
    .join(';')
}

/** A decimal without needless zeros: 18 for 18.000000. */
function plain(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value
}
