import type { Issue } from '../core/index.ts'
import type { RowMeasureShape } from './measure-shapes.ts'
import { numberOf, type Row } from './sense.ts'
import { basisIssues } from './sense-basis.ts'
import { dateOrderIssues, milestoneIssues } from './sense-course.ts'
import { directionIssues, purposeIssues } from './sense-purpose.ts'
import { scaleIssues } from './sense-scale.ts'
import { unitIssues } from './sense-unit.ts'
import type { Asked } from './targets-check.ts'
import type { Measure } from './types.ts'
import type { KeyPath, YamlFile } from './yaml-file.ts'

const TIME = ['days', 'weeks', 'months']

/**
 * What makes no sense in the numbers of a row, though each is well written: another scale, unit or
 * stretch of time than the figure's, a way that leads elsewhere, a wish against the polarity.
 *
 * @returns Nothing for the checks that the row has `accepted` with a reason.
 */
export function senseIssues(
  use: RowMeasureShape,
  file: YamlFile,
  path: KeyPath,
  { entry, built }: Pick<Asked, 'entry' | 'built'>,
): Issue[] {
  if (!entry) return []
  const measure = { ...entry, unit: timeUnit(built) ?? entry.unit }
  const row: Row = {
    use,
    measure,
    polarity: use.polarity ?? measure.polarity,
    baseline: numberOf(use.baseline?.value),
    file,
    path,
  }
  const checks = [
    unitIssues,
    scaleIssues,
    basisIssues,
    dateOrderIssues,
    milestoneIssues,
    directionIssues,
    purposeIssues,
  ]
  const accepted: readonly string[] = use.accepted.map(({ check }) => check)
  const found = checks.flatMap((check) => check(row))
  return onePerPlace(found.filter(({ code }) => !accepted.includes(code)))
}

/** Whatever unit a measure of time says that it has, its formula comes to this one. */
function timeUnit(built: Measure | undefined): string | undefined {
  const type = built?.formula.value?.type
  if (type?.is !== 'number' || type.unit === undefined) return undefined
  return TIME.includes(type.unit) ? type.unit : undefined
}

/** The first of several issues at one place: the others are what it leads to. */
export function onePerPlace(issues: readonly Issue[]): Issue[] {
  const places = issues.map(({ place }) => `${String(place?.line)}:${String(place?.column)}`)
  return issues.filter((_, index) => places.indexOf(places[index] ?? '') === index)
}
