import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readAuthorities } from '../catalogue/index.ts'
import type { StagedPiece, StagedWhole } from './stage-rows.ts'
import { openStager, type StagerInput } from './stager.ts'
import { CATALOGUE, TEST_KEY } from './test-folder.ts'

const MANY_BYTES = 1e9
const ROWS = 20_000

/** Every seventh row is refused; every row has a number in two systems. */
function personsCsv(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const day = at % 7 === 0 ? '2012-02-30' : '2012-02-29'
    return `A${String(at)},B${String(at)},${day},X00000999\n`
  })
  return `person_id,uln,birth_date,home_la\n${rows.join('')}`
}

describe('a file read on a thread of its own', () => {
  let folder = ''
  let input: StagerInput
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sendboard-stager-'))
    await writeFile(join(folder, 'persons.csv'), personsCsv())
    const { datasets, schema, published } = CATALOGUE
    const authorities = await readAuthorities()
    const catalogue = { datasets, schema, published }
    const about = { authority: 'X00000999', authorities, mappings: [], links: [] } as const
    input = { catalogue, ...about, personKey: TEST_KEY }
  })
  after(async () => {
    await rm(folder, { recursive: true })
  })

  async function staged(
    largest: number,
    dataset = 'persons',
  ): Promise<{ readonly pieces: readonly StagedPiece[]; readonly whole: StagedWhole }> {
    const stager = await openStager(input, largest)
    const pieces: StagedPiece[] = []
    try {
      const path = join(folder, 'persons.csv')
      const file = { path, name: 'persons.csv', form: 'csv', datasets: [dataset] } as const
      const reading = stager.stage({ ...file, extractedOn: '2024-03-31', ended: new Map() })
      for (;;) {
        const { done, value } = await reading.next()
        if (done) return { pieces, whole: value }
        pieces.push(value)
      }
    } finally {
      await stager.close()
    }
  }

  it('gives the very same rows, issues and counts', async () => {
    const [here, there] = [await staged(0), await staged(MANY_BYTES)]
    assert.equal(there.pieces.length > 2, true)
    assert.deepEqual(there, here)
    const [table] = there.whole.tables
    // Of 20,000 rows from 0 on, those are refused whose number is 7 times 0, 1, … 2,857.
    assert.deepEqual([table?.read, table?.refused], [ROWS, 2858])
  })

  it('fails with what broke the thread', async () => {
    await assert.rejects(staged(MANY_BYTES, 'pupils'), /rows of a dataset; got pupils/)
  })
})
