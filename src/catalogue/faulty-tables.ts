import type { Issue } from '../core/index.ts'

/**
 * Issues in which a table that has a fault of its own is not said to be missing: mend its file first.
 *
 * @param faulty - The tables that could not be read, and the file of each.
 */
export function withFaultyTables(
  issues: readonly Issue[],
  faulty: ReadonlyMap<string, string>,
): readonly Issue[] {
  return issues.map((issue) => {
    const [, table = ''] = /^there is no table `?(\w+)`?$/.exec(issue.message) ?? []
    const file = faulty.get(table)
    if (file === undefined) return issue
    return {
      ...issue,
      message: `the table ${table} has a fault of its own`,
      fix: `Mend ${file} first.`,
    }
  })
}
