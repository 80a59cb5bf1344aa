import { formatIssue, type Issue, type Severity } from '../core/index.ts'
import { print } from './terminal.ts'

const SORTS: readonly Severity[] = ['error', 'warning', 'note']

/** Prints every issue and, at the end, how many there are of each sort. */
export function printIssues(issues: readonly Issue[]): void {
  for (const issue of issues) print(`${formatIssue(issue)}\n`)
  if (issues.length > 0) print(`${countIssues(issues)}.`)
}

/**
 * `2 errors, 1 warning`.
 *
 * @param counts - How many there are of each code, where not all of them are at hand.
 */
export function countIssues(
  issues: readonly Issue[],
  counts?: Readonly<Record<string, number>>,
): string {
  const severities = new Map(issues.map(({ code, severity }) => [code, severity]))
  const held = Map.groupBy(issues, ({ code }) => code)
  const numberOf = (code: string): number => counts?.[code] ?? held.get(code)?.length ?? 0
  return SORTS.map((sort) => {
    const codes = [...severities].filter(([, severity]) => severity === sort)
    return { sort, count: codes.reduce((sum, [code]) => sum + numberOf(code), 0) }
  })
    .filter(({ count }) => count > 0)
    .map(({ sort, count }) => `${count.toLocaleString('en-GB')} ${sort}${count === 1 ? '' : 's'}`)
    .join(', ')
}
