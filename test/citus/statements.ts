import { readCatalogue } from '../../src/catalogue/index.ts'
import { createTables, type Database, openDuckDb } from '../../src/database/index.ts'
import { cellAsks, computeFiguresOf } from '../../src/figures/index.ts'

/**
 * Every statement that reads figures: all measures of the catalogue, those of both strategies with the
 * periods that pages show, whole and by all their breakdowns, for two authorities at once.
 */
export async function figureStatements(): Promise<readonly string[]> {
  const catalogue = await readCatalogue()
  const database = await openDuckDb(':memory:')
  try {
    await createTables(database, catalogue)
    const statements: string[] = []
    const heard: Database = {
      ...database,
      query: async (sql, parameters) => {
        statements.push(sql)
        return await database.query(sql, parameters)
      },
    }
    const asAt = '2024-03-31'
    const supplied = new Set(catalogue.datasets.keys())
    const asks = ['X00000998', 'X00000999'].map((authority) => {
      const source = { database: heard, catalogue, authority, supplied, asAt }
      return { source, request: cellAsks(source, () => []) }
    })
    for await (const figures of computeFiguresOf(asks)) if (figures.length === 0) break
    return statements.filter((sql) => sql.includes('read.'))
  } finally {
    await database.close()
  }
}
