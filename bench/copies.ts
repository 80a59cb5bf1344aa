import { readCatalogue } from '../src/catalogue/index.ts'
import { type Database, refreshReadTables } from '../src/database/index.ts'
import { openAt } from './records.ts'

/** The codes of the copies begin so; no authority of the demo has such a code. */
const PREFIX = 'X1000'

/**
 * Adds the first authority’s records under the codes of the copies number `from` + 1 to `to`.
 *
 * @param at - A DuckDB file, or the address of a PostgreSQL database.
 * @param without - Whether the first authority’s own records are then taken away.
 * @returns Rows read by imports, and plans then held.
 */
export async function addCopies(
  at: string,
  from: number,
  to: number,
  without = false,
): Promise<{ readonly rows: number; readonly plans: number }> {
  const { schema } = await readCatalogue()
  const database = await openAt(at)
  try {
    if (from < to)
      await database.transaction(async () => {
        for (const [table, columns] of await columnsByTable(database)) {
          await database.execute(copySql(table, columns, from, to))
          if (without)
            await database.execute(
              `delete from records.${table} where authority not like '${PREFIX}%'`,
            )
        }
        await refreshReadTables(database, schema)
      })
    const [row] = await database.query(
      `select (select sum(rows_read) from records.imports) as rows_read,
         (select count(*) from read.plans) as plans`,
    )
    return { rows: Number(row?.['rows_read']), plans: Number(row?.['plans']) }
  } finally {
    await database.close()
  }
}

/** The columns of each table of records that has an authority. */
async function columnsByTable(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.query(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'records' order by table_name, ordinal_position`,
  )
  const tables = Map.groupBy(rows, (row) => String(row['table_name']))
  const named = [...tables].map(
    ([table, all]) => [table, all.map((row) => String(row['column_name']))] as const,
  )
  return new Map(named.filter(([, columns]) => columns.includes('authority')))
}

function copySql(table: string, columns: readonly string[], from: number, to: number): string {
  const values = columns.map((name) =>
    name === 'authority' ? `concat('${PREFIX}', cast(1000 + g.n as varchar))` : `r.${name}`,
  )
  return `insert into records.${table} (${columns.join(', ')})
    select ${values.join(', ')}
    from records.${table} r cross join generate_series(${String(from + 1)}, ${String(to)}) as g(n)
    where r.authority not like '${PREFIX}%'`
}
