import type { Catalogue, Measure } from '../catalogue/index.ts'
import type { Period } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import { computeFigures, type ParameterSetting } from '../figures/index.ts'

/** Stands for whichever authority is asked for. */
const AUTHORITY = '$1'

/**
 * The statements that compute a measure for a period, as they are sent to the database but for the
 * authority, which is `$1`. Nothing is run: the database they go to only writes them down.
 */
export async function sqlOf(
  catalogue: Catalogue,
  measure: Measure,
  settings: readonly ParameterSetting[],
  period: Period,
): Promise<readonly string[]> {
  const statements: string[] = []
  const source = {
    database: writesDown(statements),
    catalogue,
    authority: AUTHORITY,
    supplied: new Set(catalogue.datasets.keys()),
    asAt: period.end,
  }
  const ask = { measure: measure.id, settings, periods: [period], breakdowns: 'none' } as const
  await computeFigures(source, [ask])
  return statements
}

function writesDown(statements: string[]): Database {
  const nothing = async (): Promise<void> => {
    await Promise.resolve()
  }
  const noRows = () => {
    throw new Error('a definition is explained without writing rows')
  }
  return {
    engine: 'duckdb',
    query: async (sql) => {
      statements.push(sql.replaceAll(`'${AUTHORITY}'`, AUTHORITY))
      return await Promise.resolve([])
    },
    execute: nothing,
    stream: () => {
      throw new Error('a definition is explained without reading rows')
    },
    transaction: async (work) => await work(),
    snapshot: async (work) => await work(),
    bulkWriter: noRows,
    textLoader: noRows,
    changes: () => 0,
    close: nothing,
  }
}
