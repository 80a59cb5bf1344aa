import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openDuckDb } from '../../src/database/index.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const HEAD = 'line_id,financial_year,period,scenario,block,spend_class,provision,age_band,amount\n'
const ROW = ',2024-25,1,actual,high_needs,direct,special_independent,under_16,12.50\n'

/** Large enough to be read on a thread of its own, and for a second or two. */
const LINES = 300_000

describe('Ctrl-C during an import', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sendboard-interrupt-'))
    const rows = Array.from({ length: LINES }, (_, at) => `L${String(at)}${ROW}`)
    await writeFile(join(folder, 'ledger.csv'), HEAD + rows.join(''))
  })
  after(async () => {
    await rm(folder, { recursive: true })
  })

  it('ends the process with a plain word and leaves nothing behind', async () => {
    const data = join(folder, 'data')
    const about = ['--authority', 'X00000999', '--extracted', '2026-03-31', '--data', data]
    const child = spawn(process.execPath, [MAIN, 'import', join(folder, 'ledger.csv'), ...about], {
      stdio: 'pipe',
    })
    let [said, printed] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('Reading') && text.includes('Reading')) child.kill('SIGINT')
      said += text
    })
    await once(child, 'close')
    assert.equal(child.exitCode, 1)
    assert.match(said, /Reading ledger\.csv \(1 of 1\)[^]*interrupted: nothing was imported\n$/)
    assert.equal(printed, '')

    assert.deepEqual((await readdir(data)).toSorted(), ['person.key', 'sendboard.duckdb'])
    const database = await openDuckDb(join(data, 'sendboard.duckdb'))
    const rows = await database.query(
      `select (select count(*) from records.ledger) + (select count(*) from records.imports) +
         (select count(*) from records.files) + (select count(*) from records.import_issues) as n,
         (select count(*) from information_schema.tables where table_schema = 'staging') as staged`,
    )
    assert.deepEqual(rows, [{ n: 0n, staged: 0n }])
    await database.close()
  })
})
