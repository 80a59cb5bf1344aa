import type { Issue } from '../core/index.ts'
import { everyPart, type Expression, type Formula, rowsOf } from '../formula/index.ts'
import type { MeasureEntry } from './measures-build.ts'
import type { Measure } from './types.ts'
import { issueAtPath } from './yaml-file.ts'

const PARTS = ['value', 'denominator', 'numerator'] as const

/**
 * An issue for each formula about KPIs that does not ask for those judged on its day: `kpis` holds
 * rows of other days too, as many as happen to be asked for.
 */
export function kpiDayIssues(
  entries: readonly MeasureEntry[],
  measures: ReadonlyMap<string, Measure>,
): ReadonlyMap<string, Issue> {
  const issues = entries.flatMap(({ shape, file, index }): [string, Issue][] => {
    const formula = measures.get(shape.id)?.formula
    const part = formula && dayless(formula)
    if (part === undefined) return []
    const message = '`kpis` does not say when; add `judged_on = D`'
    const fix = 'Add `judged_on = D` to the conditions.'
    const path = ['measures', index, part]
    return [[shape.id, issueAtPath(file, path, 'catalogue-kpis-day', message, fix)]]
  })
  return new Map(issues)
}

function dayless(formula: Formula): (typeof PARTS)[number] | undefined {
  return PARTS.find((key) => {
    const part = formula[key]
    return (part ? everyPart(part) : []).some((one) => {
      const rows = rowsOf(one)
      return rows?.table === 'kpis' && !rows.conditions.some(isOnDay)
    })
  })
}

function isOnDay(condition: Expression): boolean {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return false
  const { left, right } = condition
  const isDay = right.kind === 'run-value' && right.name === 'D'
  return isDay && left.kind === 'column' && left.column === 'judged_on'
}

/** Measures without those named and those that use them. */
export function withoutMeasures(
  measures: ReadonlyMap<string, Measure>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Measure> {
  const rests = (id: string): boolean =>
    ids.has(id) || (measures.get(id)?.formula.measures ?? []).some(rests)
  return new Map([...measures].filter(([id]) => !rests(id)))
}
