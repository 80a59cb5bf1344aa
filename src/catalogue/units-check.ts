import type { Issue } from '../core/index.ts'
import type { MeasureEntry } from './measures-build.ts'
import type { Measure } from './types.ts'
import { issueAtPath } from './yaml-file.ts'

/** Units that a formula gives and a page shows: they must be the same. */
const SHOWN = ['days', 'weeks', 'months', 'years', 'hours', 'GBP', 'points', 'percent']

/** An issue for each measure whose unit is not what its formula comes to. */
export function shownUnitIssues(
  entries: readonly MeasureEntry[],
  measures: ReadonlyMap<string, Measure>,
): Issue[] {
  return entries.flatMap(({ shape, file, index }) => {
    const type = measures.get(shape.id)?.formula.value?.type
    if (type?.is !== 'number' || type.unit === undefined) return []
    const [shown = shape.unit] = shape.unit.split('-')
    const differs = SHOWN.includes(type.unit) || SHOWN.includes(shown)
    if (!differs || type.unit === shown) return []
    const message = `the formula comes to ${type.unit}, not to ${shape.unit}`
    const path = ['measures', index, 'unit']
    return [issueAtPath(file, path, 'catalogue-unit', message, `Write \`unit: ${type.unit}\`.`)]
  })
}
