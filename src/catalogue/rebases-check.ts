import { isDay, type Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import type { Shaped } from './additions.ts'
import type { FrameworkShape, RebasesShape } from './measure-shapes.ts'
import type { RebaseDecision } from './types.ts'
import { issueAtPath } from './yaml-file.ts'

/** The decisions of all files, the earliest day of a KPI first. */
export function rebasesOf(files: readonly Shaped<RebasesShape>[]): readonly RebaseDecision[] {
  return files
    .flatMap(({ shape }) => shape.rebases)
    .toSorted((a, b) => (`${a.kpi} ${a.from}` < `${b.kpi} ${b.from}` ? -1 : 1))
}

/** An issue for each decision about a KPI that is not there, from no day, or from one day twice. */
export function rebaseIssues(
  files: readonly Shaped<RebasesShape>[],
  frameworks: readonly Shaped<FrameworkShape>[],
): Issue[] {
  const known = frameworks.flatMap(({ shape }) =>
    shape.rows.flatMap(({ ref, measures }) =>
      measures.map(({ sub }) => `${shape.framework}/${ref}/${sub}`),
    ),
  )
  const seen = new Set<string>()
  return files.flatMap(({ shape, file }) =>
    shape.rebases.flatMap(({ kpi, from }, index) => {
      const path = ['rebases', index]
      const key = `${kpi} ${from}`
      const isTwice = seen.has(key)
      seen.add(key)
      if (!known.includes(kpi)) {
        const near = nearest(kpi, known)
        const fix = near === undefined ? 'Write strategy/row/part.' : `Write \`${near}\`.`
        return [
          issueAtPath(file, [...path, 'kpi'], 'catalogue-rebase', `there is no KPI ${kpi}`, fix),
        ]
      }
      if (!isDay(from)) {
        const fix = 'Write year, month and day, such as 2026-03-31.'
        return [issueAtPath(file, [...path, 'from'], 'catalogue-date', `${from} is no day`, fix)]
      }
      if (!isTwice) return []
      const message = `the limits of ${kpi} start anew on ${from} already`
      return [issueAtPath(file, path, 'catalogue-rebase', message, 'Leave one of the two out.')]
    }),
  )
}
