import type { Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import type { MeasureEntry } from './measures-build.ts'
import { issueAtPath } from './yaml-file.ts'

/** An issue for each guard or backlog that is no measure, or the measure itself. */
export function guardIssues(entries: readonly MeasureEntry[], known: readonly string[]): Issue[] {
  return entries.flatMap((entry) => [
    ...(entry.shape.guard ?? []).flatMap((id, at) => namedIssues(entry, id, ['guard', at], known)),
    ...(entry.shape.backlog === undefined
      ? []
      : namedIssues(entry, entry.shape.backlog, ['backlog'], known)),
  ])
}

function namedIssues(
  { shape, file, index }: MeasureEntry,
  id: string,
  key: readonly (string | number)[],
  known: readonly string[],
): Issue[] {
  const path = ['measures', index, ...key]
  if (id === shape.id) {
    const message = `${id} cannot guard itself`
    return [issueAtPath(file, path, 'catalogue-guard', message, 'Name another measure.')]
  }
  if (known.includes(id)) return []
  const near = nearest(id, known)
  const fix = near === undefined ? 'Write the id of a measure.' : `Write \`${near}\`.`
  return [issueAtPath(file, path, 'catalogue-guard', `there is no measure ${id}`, fix)]
}
