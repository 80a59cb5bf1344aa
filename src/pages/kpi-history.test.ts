import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { readChanges } from '../figures/index.ts'
import { importPaths, undoImport } from '../records/index.ts'
import { openTestBoard, type TestBoard, THREE_REQUESTS } from './test-board.ts'

const KPI = '/strategies/kingston-2021/111/a'
const OTHER = '/strategies/kingston-2021/121/a'
const AUTHORITY = 'X00000999'
const personKey = 'a key for tests, of no use elsewhere'

let board: TestBoard

before(async () => {
  board = await openTestBoard({
    'extract.yaml': [`authority: ${AUTHORITY}`, 'extracted_on: 2023-06-30'],
    ...THREE_REQUESTS,
  })
  await board.services.refreshFigures()
})

after(async () => {
  await board.close()
})

/** Imports the requests with q2 decided on another day: issued on 1 May 2023 it was late. */
async function importDecidedOn(day: string): Promise<void> {
  const lines = THREE_REQUESTS['requests.csv'].map((line) =>
    line.startsWith('q2') ? line.replace('2023-05-01', day) : line,
  )
  const path = join(board.data, 'corrected.csv')
  writeFileSync(path, `${lines.join('\n')}\n`)
  const { database, catalogue } = board.services
  const { imports } = await importPaths({ database, catalogue, personKey }, [path], {
    authority: AUTHORITY,
    extractedOn: '2023-06-30',
  })
  assert.equal(imports[0]?.status, 'loaded')
  await board.services.refreshFigures()
}

async function changes() {
  const { database } = board.services
  return await readChanges({ database, authority: AUTHORITY }, 'new-plans-within-20-weeks', '')
}

it('says that nothing changed, and since when', async () => {
  const words = await board.words(KPI)
  assert.match(words, /No figure shown for this measure has changed since \d+ \w+ \d{4}/)
  assert.deepEqual(await changes(), [])
})

it('tells of each figure that an import changed, before, after, and the file that did it', async () => {
  await importDecidedOn('2023-03-20')
  // Late in May before: 1 of 2. In time in March now: 20 weeks from 1 November end on 21 March.
  const found = (await changes()).map(({ period, before, after, causes }) => ({
    ...{ from: period.start, to: period.end, causes },
    parts: [before.numerator?.n, before.denominator?.n, after.numerator?.n, after.denominator?.n],
  }))
  const causes = [{ kind: 'import', importId: 2, files: 'corrected.csv' }]
  const ofMonth = (start: string) => found.find(({ from, to }) => from === start && to < '2023-06')
  assert.deepEqual(ofMonth('2023-05-01')?.parts, [1n, 2n, 1n, 1n])
  assert.deepEqual(ofMonth('2023-03-01')?.parts, [0n, 0n, 1n, 1n])
  assert.equal(ofMonth('2023-04-01'), undefined)
  for (const change of found) assert.deepEqual(change.causes, causes)
  const words = await board.words(KPI)
  assert.match(words, /Changed by: Import 2: corrected\.csv \./)
  assert.match(words, /May 2023 50\.0% \(1 of 2\) 100\.0% \(1 of 1\)/)
  assert.match(words, /March 2023 no cases 100\.0% \(1 of 1\)/)
})

it('tells of nothing on the page of a measure that the import did not change', async () => {
  assert.match(await board.words(OTHER), /No figure shown for this measure has changed/)
})

it('tells that an import was undone, above what it had changed', async () => {
  const { database, catalogue } = board.services
  await undoImport({ database, catalogue, personKey }, 2)
  await board.services.refreshFigures()
  const [latest] = await changes()
  assert.deepEqual(latest?.causes, [{ kind: 'undo', importId: 2, files: 'corrected.csv' }])
  const words = await board.words(KPI)
  assert.match(words, /came out otherwise 2 times since/)
  assert.match(
    words,
    /Import 2 undone: corrected\.csv .*May 2023 100\.0% \(1 of 1\) 50\.0% \(1 of 2\).*Import 2: corrected\.csv .*May 2023 50\.0% \(1 of 2\) 100\.0%/,
  )
})

it('tells of nothing when the same figures are computed again', async () => {
  const before = (await changes()).length
  await board.services.database.execute(`update figures.runs set fingerprint = 'another'`)
  await board.services.refreshFigures()
  assert.equal((await changes()).length, before)
})

it('tells a change of definitions from one of records', async () => {
  const { database } = board.services
  // As though an earlier version had counted otherwise: 2 of 2.
  await database.execute(`
    update figures.cells set numerator = '2/1', value = '100/1'
      where measure = 'new-plans-within-20-weeks' and period_start = date '2023-05-01'
        and period_end = date '2023-05-31';
    update figures.inputs set fingerprint = 'another' where name = 'definitions';
    update figures.runs set fingerprint = 'another again', catalogue_version = 'older'`)
  await board.services.refreshFigures()
  const [latest] = await changes()
  assert.deepEqual(latest?.causes, [{ kind: 'definitions' }])
  assert.match(
    await board.words(KPI),
    /Changed by: Definitions or targets changed\..*May 2023 100\.0% \(2 of 2\) 50\.0% \(1 of 2\)/,
  )
})
