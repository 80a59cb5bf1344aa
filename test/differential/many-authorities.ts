import type { Catalogue } from '../../src/catalogue/index.ts'
import { createTables, type Database, refreshReadTables } from '../../src/database/index.ts'
import { computeFiguresOf, type Figure, type FigureAsk } from '../../src/figures/index.ts'
import type { Case } from './agreement.ts'
import { ELSEWHERE, HOME, type TextRow } from './records.ts'

/** A case as an authority of its own, and what SQL gives for it. */
export type AuthorityFigures = {
  readonly one: Case
  readonly authority: string
  readonly figures: readonly Figure[]
}

export type ManyAuthorities = {
  /**
   * Puts cases in side by side, each as an authority, and computes all in one run. Their rows have
   * the same ids, and what is elsewhere is the next authority: nothing of it may be counted.
   */
  readonly figures: (
    cases: readonly Case[],
    asksFor: (one: Case) => readonly FigureAsk[],
  ) => AsyncIterable<AuthorityFigures>
  readonly close: () => Promise<void>
}

/** Into an empty database one batch of cases after another is put; closed in the end. */
export async function openManyAuthorities(
  catalogue: Catalogue,
  database: Database,
): Promise<ManyAuthorities> {
  await createTables(database, catalogue)
  return {
    async *figures(cases, asksFor) {
      const placed = cases.map((one, n) => {
        const [authority, elsewhere] = [codeOf(n), codeOf((n + 1) % cases.length)]
        return { one: moved(one, authority, elsewhere), authority }
      })
      await putIn(database, catalogue, placed)
      const asks = placed.map(({ one, authority }) => ({
        source: {
          ...{ database, catalogue, authority, asAt: one.asAt },
          supplied: new Set(Object.keys(one.data)),
        },
        request: asksFor(one),
      }))
      const left = [...placed]
      for await (const figures of computeFiguresOf(asks, asks.length)) {
        const next = left.shift()
        if (next) yield { ...next, figures }
      }
    },
    close: async () => {
      await database.close()
    },
  }
}

function codeOf(n: number): string {
  return `X${String(n + 1).padStart(8, '0')}`
}

type Placed = { readonly one: Case; readonly authority: string }

/** The same records of another authority than HOME. */
function moved(one: Case, authority: string, elsewhere: string): Case {
  const codes = new Map([
    [HOME, authority],
    [ELSEWHERE, elsewhere],
  ])
  const moveRow = (row: TextRow): TextRow =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, codes.get(value ?? '') ?? value]),
    )
  const data = Object.entries(one.data).map(([name, rows]) => [name, rows.map(moveRow)] as const)
  return { ...one, data: Object.fromEntries(data) }
}

/** Takes the batch before out and puts this one in. */
async function putIn(
  database: Database,
  catalogue: Catalogue,
  placed: readonly Placed[],
): Promise<void> {
  const supplied = await emptied(database, 'supplied', ['authority', 'dataset', 'import_id'])
  for (const { name, fileColumns } of catalogue.datasets.values()) {
    const columns = ['authority', ...fileColumns, 'import_id', 'source_line']
    const writer = await emptied(database, name, columns)
    for (const { one, authority } of placed) {
      const rows = one.data[name]
      if (rows) supplied.write([authority, name, 0])
      for (const [index, row] of (rows ?? []).entries()) {
        writer.write([authority, ...fileColumns.map((column) => row[column] ?? null), 0, index + 2])
      }
    }
    await writer.close()
  }
  await supplied.close()
  await refreshReadTables(database, catalogue.schema)
}

async function emptied(database: Database, table: string, columns: readonly string[]) {
  await database.execute(`delete from records.${table}`)
  return await database.bulkWriter(`records.${table}`, columns)
}
