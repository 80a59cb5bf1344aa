import type { Issue } from '../core/index.ts'
import type { MeasureText } from './checker.ts'
import { issueAt } from './source.ts'

const MEASURE_WORD = /(?<![\w-])(?=[\d_-]*[A-Za-z])\w+(?:-\w+)+/g

/**
 * Measures with those that they name before them, and an issue for each circle of measures.
 * Measures of a circle come last, in the order given.
 */
export function dependencyOrder(measures: readonly MeasureText[]): {
  readonly ordered: readonly MeasureText[]
  readonly issues: readonly Issue[]
} {
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  const [ordered, done, issues] = [[] as MeasureText[], new Set<string>(), [] as Issue[]]
  const visit = (measure: MeasureText, path: readonly string[]): void => {
    if (done.has(measure.id)) return
    if (path.includes(measure.id)) {
      issues.push(cycleIssue(measure, [...path.slice(path.indexOf(measure.id)), measure.id], byId))
      return
    }
    for (const id of named(measure)) {
      const other = byId.get(id)
      if (other) visit(other, [...path, measure.id])
    }
    if (done.has(measure.id)) return
    done.add(measure.id)
    ordered.push(measure)
  }
  for (const measure of measures) visit(measure, [])
  return { ordered, issues }
}

/** Ids that the formulas of a measure name; quoted text apart. */
function named(measure: MeasureText): string[] {
  return Object.values(measure.texts).flatMap((text) => [
    ...(text.text.replace(/'[^']*'/g, '').match(MEASURE_WORD) ?? []),
  ])
}

function cycleIssue(
  measure: MeasureText,
  path: readonly string[],
  byId: ReadonlyMap<string, MeasureText>,
): Issue {
  const [first = '', second = '', ...more] = path
  const chain = more.reduce((text, id) => `${text}, which needs ${id}`, `${first} needs ${second}`)
  const holder = byId.get(path.at(-2) ?? '') ?? measure
  const text = Object.values(holder.texts).find((one) => one.text.includes(measure.id))
  if (!text) return { code: 'cycle', severity: 'error', message: chain, place: measure.place }
  const start = text.text.indexOf(measure.id)
  const span = { start, end: start + measure.id.length }
  return issueAt(text, span, { code: 'cycle', message: chain, fix: 'Break the circle.' })
}
