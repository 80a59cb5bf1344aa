import type { Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import type { MeasureEntry } from './measures-build.ts'
import { issueAtPath } from './yaml-file.ts'

/** An issue for each guard that is no measure, or the measure itself. */
export function guardIssues(entries: readonly MeasureEntry[], known: readonly string[]): Issue[] {
  return entries.flatMap(({ shape, file, index }) =>
    (shape.guard ?? []).flatMap((guard, position) => {
      const path = ['measures', index, 'guard', position]
      if (guard === shape.id) {
        const message = `${guard} cannot guard itself`
        return [issueAtPath(file, path, 'catalogue-guard', message, 'Name another measure.')]
      }
      if (known.includes(guard)) return []
      const near = nearest(guard, known)
      const message = `there is no measure ${guard}`
      const fix = near === undefined ? 'Write the id of a measure.' : `Write \`${near}\`.`
      return [issueAtPath(file, path, 'catalogue-guard', message, fix)]
    }),
  )
}
