import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { createTables, DatabaseError, insertRows, openDuckDb, refreshReadTables } from './index.ts'

const catalogue = await readCatalogue()
const CHANGE = { change_id: 'c1', status: 'made', service: 's', origin: 'other', description: 'd' }

describe('the tables of a database', () => {
  it('hold money and numbers exactly, and days as days', async () => {
    const database = await openDuckDb(':memory:')
    await createTables(database, catalogue)
    const rows = await database.query(
      `select table_schema, column_name, data_type from information_schema.columns
       where table_name = 'savings' and column_name in ('planned', 'authority', 'import_id')
         or table_name = 'results' and column_name = 'value'
         or table_name = 'plans' and column_name = 'held_until'
       order by table_schema, column_name`,
    )
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['read', 'authority', 'VARCHAR'],
        ['read', 'held_until', 'DATE'],
        ['read', 'import_id', 'INTEGER'],
        ['read', 'planned', 'DECIMAL(14,2)'],
        ['read', 'value', 'DECIMAL(18,6)'],
        ['records', 'authority', 'VARCHAR'],
        ['records', 'import_id', 'INTEGER'],
        ['records', 'planned', 'DECIMAL(14,2)'],
        ['records', 'value', 'DECIMAL(18,6)'],
      ],
    )
    await database.close()
  })

  it('may be asked for again, and lose nothing', async () => {
    const database = await openDuckDb(':memory:')
    await createTables(database, catalogue)
    await insertRows(database, catalogue, 'X00000999', 'changes', [CHANGE])
    await refreshReadTables(database, catalogue.schema)
    await createTables(database, catalogue)
    assert.deepEqual(await database.query('select change_id from read.changes'), [
      { change_id: 'c1' },
    ])
    await database.close()
  })

  it('gain the columns that a council adds, and its rows stay', async () => {
    const database = await openDuckDb(':memory:')
    await createTables(database, catalogue)
    await insertRows(database, catalogue, 'X00000999', 'changes', [CHANGE])
    await refreshReadTables(database, catalogue.schema)
    await createTables(database, withColumn('ward'))
    assert.deepEqual(await database.query('select change_id, ward from read.changes'), [
      { change_id: 'c1', ward: null },
    ])
    await database.close()
  })

  it('of a newer version are refused', async () => {
    const database = await openDuckDb(':memory:')
    await createTables(database, catalogue)
    await database.execute('insert into records.schema_version values (999)')
    await assert.rejects(
      createTables(database, catalogue),
      (error) => error instanceof DatabaseError && error.code === 'database-newer',
    )
    await database.close()
  })
})

/** The catalogue with one more column of changes, as a council's own folder may add. */
function withColumn(name: string): Pick<typeof catalogue, 'schema' | 'datasets'> {
  const changes = catalogue.datasets.get('changes')
  assert.ok(changes)
  const column = { name, type: 'text', mayBeEmpty: true, derived: false, label: name } as const
  const columns = new Map(changes.table.columns).set(name, column)
  const table = { ...changes.table, columns }
  const dataset = { ...changes, table, fileColumns: [...changes.fileColumns, name] }
  return {
    schema: { ...catalogue.schema, tables: new Map(catalogue.schema.tables).set('changes', table) },
    datasets: new Map(catalogue.datasets).set('changes', dataset),
  }
}
