import type { Measure } from '../catalogue/index.ts'
import { financialYearText, parsePeriod, type Period } from '../core/index.ts'
import { everyPart, type Expression } from '../formula/index.ts'

type Measures = ReadonlyMap<string, Measure>

/** A measure and every measure that it uses. */
export function withUsed(measure: Measure, measures: Measures): readonly Measure[] {
  const used = measure.formula.measures.flatMap((id) => {
    const other = measures.get(id)
    return other ? withUsed(other, measures) : []
  })
  return [measure, ...used]
}

/** The datasets that a measure needs, with those of the measures it uses. */
export function datasetsOf(measure: Measure, measures: Measures): ReadonlySet<string> {
  return new Set(withUsed(measure, measures).flatMap(({ formula }) => formula.reads))
}

/**
 * The scenario of a run that does not ask for one: of a projection the mitigated one; of a balance
 * of spending and resources the forecast until the year is closed; else actual.
 *
 * @returns null for a measure that has no scenarios.
 */
export function usualScenario(measure: Measure, period: Period, measures: Measures): string | null {
  const all = withUsed(measure, measures)
  if (!all.some(({ formula }) => formula.usesScenario)) return null
  if (all.some((one) => scenarioTables(one).includes('reference'))) return 'mitigated'
  return setsSpendingAgainstFunding(measure, measures) && !isClosed(period) ? 'forecast' : 'actual'
}

function setsSpendingAgainstFunding(measure: Measure, measures: Measures): boolean {
  const reads = datasetsOf(measure, measures)
  return reads.has('ledger') && reads.has('funding')
}

/** Actual spending of part of a year, set against the funding of all of it, would say nothing. */
export function isTooEarly(
  measure: Measure,
  scenario: string | null,
  period: Period,
  measures: Measures,
): boolean {
  const isActual = scenario === 'actual'
  return isActual && setsSpendingAgainstFunding(measure, measures) && !isClosed(period)
}

function isClosed(period: Period): boolean {
  const year = parsePeriod(financialYearText(period.end))
  return year !== undefined && period.end >= year.end
}

/** The codes that a measure can be run for: those of the column that S is compared with. */
export function scenariosOf(measure: Measure, measures: Measures): readonly string[] {
  const all = withUsed(measure, measures)
  if (!all.some(({ formula }) => formula.usesScenario)) return []
  const columns = all.flatMap((one) => comparedWithScenario(one))
  const codes = columns.flatMap(({ type }) => (type.is === 'code' ? type.codes : []))
  return [...new Set(codes)]
}

function scenarioTables(measure: Measure): readonly string[] {
  return comparedWithScenario(measure).map(({ table }) => table)
}

function comparedWithScenario({ formula }: Measure) {
  const parts = [formula.value, formula.denominator, formula.numerator]
  return parts.flatMap((part) => (part ? everyPart(part) : []).flatMap(columnBesideS))
}

function columnBesideS(part: Expression) {
  if (part.kind !== 'comparison') return []
  const sides = [part.left, part.right]
  if (!sides.some((side) => side.kind === 'run-value' && side.name === 'S')) return []
  return sides.flatMap((side) => (side.kind === 'column' ? [side] : []))
}
