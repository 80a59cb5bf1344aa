import type { Case } from './agreement.ts'
import type { TextRow } from './records.ts'

/**
 * Takes rows away from a failing case for as long as it still fails: whole tables, halves of them,
 * then single rows; and all but one period.
 */
export async function reduceCase(
  failing: Case,
  fails: (one: Case) => Promise<boolean>,
): Promise<Case> {
  let least = await onePeriod(failing, fails)
  for (const table of Object.keys(failing.data)) {
    least = await withFewerRows(least, table, fails)
  }
  return least
}

async function onePeriod(failing: Case, fails: (one: Case) => Promise<boolean>): Promise<Case> {
  for (const period of failing.periods) {
    const one = { ...failing, periods: [period] }
    if (await fails(one)) return one
  }
  return failing
}

async function withFewerRows(
  failing: Case,
  table: string,
  fails: (one: Case) => Promise<boolean>,
): Promise<Case> {
  let least = failing
  let size = Math.max(1, rowsIn(least, table).length)
  while (size >= 1) {
    for (let start = 0; start < rowsIn(least, table).length;) {
      const one = without(least, table, start, size)
      if (await fails(one)) least = one
      else start += size
    }
    size = Math.floor(size / 2)
  }
  return least
}

function rowsIn({ data }: Case, table: string): readonly TextRow[] {
  return data[table] ?? []
}

function without(one: Case, table: string, start: number, size: number): Case {
  const rows = rowsIn(one, table).toSpliced(start, size)
  return { ...one, data: { ...one.data, [table]: rows } }
}
