import { formatIssue, type Issue, type Severity } from '../core/index.ts'
import { print } from './terminal.ts'

/** Prints every issue and, at the end, how many there are of each sort. */
export function printIssues(issues: readonly Issue[]): void {
  for (const issue of issues) print(`${formatIssue(issue)}\n`)
  if (issues.length > 0) print(`${countIssues(issues)}.`)
}

/** `2 errors, 1 warning`. */
export function countIssues(issues: readonly Issue[]): string {
  const sorts: readonly Severity[] = ['error', 'warning', 'note']
  return sorts
    .map((sort) => ({ sort, count: issues.filter(({ severity }) => severity === sort).length }))
    .filter(({ count }) => count > 0)
    .map(({ sort, count }) => `${String(count)} ${sort}${count === 1 ? '' : 's'}`)
    .join(', ')
}
