import type { Database } from './types.ts'

/**
 * Runs statements that create tables, in a transaction, unless all of the tables are there: then
 * nothing waits for another process that is changing the records.
 *
 * @param sql - `create table if not exists records.files (…); …`
 */
export async function createOnce(database: Database, sql: string): Promise<void> {
  const wanted = [...sql.matchAll(/create table if not exists (\w+\.\w+)/g)].map(([, name]) => name)
  const rows = await database.query(
    `select concat(table_schema, '.', table_name) as name from information_schema.tables`,
  )
  const there = new Set(rows.map((row) => row['name']))
  if (wanted.every((name) => name !== undefined && there.has(name))) return
  await database.transaction(async () => {
    await database.execute(sql)
  })
}
