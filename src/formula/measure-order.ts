import type { Issue } from '../core/index.ts'
import type { MeasureText } from './checker.ts'
import type { FaultCode } from './fault-codes.ts'
import { issueAt } from './source.ts'

const MEASURE_WORD = /(?<![\w-])(?=[\d_-]*[A-Za-z])\w+(?:-\w+)+/g

/**
 * Measures with those that they name before them, and an issue for each circle of measures.
 * Measures of a circle come last, in the order given.
 */
export function dependencyOrder(measures: readonly MeasureText[]): {
  readonly ordered: readonly MeasureText[]
  /** Ids of the measures that need themselves through others. */
  readonly circles: ReadonlySet<string>
  readonly issues: readonly Issue[]
} {
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  const ordered: MeasureText[] = []
  const [done, circles] = [new Set<string>(), new Set<string>()]
  const issues: Issue[] = []
  const visit = (measure: MeasureText, path: readonly string[]): void => {
    if (done.has(measure.id)) return
    if (path.includes(measure.id)) {
      const circle = path.slice(path.indexOf(measure.id))
      if (circle.every((id) => circles.has(id))) return
      for (const id of circle) circles.add(id)
      issues.push(cycleIssue(measure, [...circle, measure.id], byId))
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
  return { ordered, circles, issues }
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
  const needs = more.reduce((text, id) => `${text}, which needs ${id}`, `${first} needs ${second}`)
  const message = path.length === 2 ? `${first} needs itself` : needs
  const fix = 'Break the circle: one of them must be counted from rows.'
  const holder = byId.get(path.at(-2) ?? '') ?? measure
  const text = Object.values(holder.texts).find((one) => one.text.includes(measure.id))
  const code: FaultCode = 'formula-cycle'
  if (!text) return { code, severity: 'error', message, place: measure.place, fix }
  const start = text.text.search(new RegExp(`(?<![\\w-])${measure.id}(?![\\w-])`))
  const span = { start, end: start + measure.id.length }
  return issueAt(text, span, { code, message, fix })
}
