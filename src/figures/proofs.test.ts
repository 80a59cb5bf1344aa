import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openDuckDb } from '../database/index.ts'
import { createFigureTables } from './cells-table.ts'
import { keepProof, readProofs } from './proofs.ts'

const NOW = new Date('2026-03-31T12:00:00Z')

it('keeps what a proof came to until the records or the definitions change', async () => {
  const database = await openDuckDb(':memory:')
  try {
    await createFigureTables(database)
    const run = async (id: number, fingerprint: string) => {
      await database.execute(
        `insert into figures.runs (id, authority, computed_at, as_at, fingerprint, catalogue_version)
         values ($1, 'X00000999', '', date '2026-03-31', $2, '')`,
        [id, fingerprint],
      )
    }
    const proved = { measures: ['a-b', 'c-d', 'a-b'], differing: ['c-d'] }
    await keepProof(database, 'X00000999', proved, NOW)
    assert.equal((await readProofs(database, 'X00000999')).size, 0)
    await run(1, 'first')
    await keepProof(database, 'X00000999', proved, NOW)
    const states = await readProofs(database, 'X00000999')
    assert.deepEqual(Object.fromEntries(states), { 'a-b': 'agrees', 'c-d': 'differs' })
    assert.equal((await readProofs(database, 'X00000998')).size, 0)
    await run(2, 'second')
    assert.equal((await readProofs(database, 'X00000999')).size, 0)
  } finally {
    await database.close()
  }
})
