import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { type Database, openDuckDb, openPostgresql } from '../../src/database/index.ts'
import { createFigureTables } from '../../src/figures/index.ts'
import { createRecordTables } from '../../src/records/index.ts'
import {
  exportRecords,
  hashRecords,
  restoreRecords,
  TransferError,
} from '../../src/transfer/index.ts'
import { newFolder, type Ran, ROOT, sendboard } from '../cli/sendboard.ts'
import { writeSmallExtract } from '../cli/small-extract.ts'
import { startServer } from '../postgresql/server.ts'

const folder = newFolder()
const at = (name: string) => join(folder, name)
const data = at('data')
const catalogue = await readCatalogue()
const server = await startServer()
let copies = 0

before(async () => {
  writeSmallExtract(at('extract'))
  await sendboard(['import', at('extract'), '--data', data])
  for (const name of ['sound', 'sound.zip']) {
    const { code, err } = await sendboard(['export', at(name), '--data', data])
    assert.equal(code, 0, err)
    assert.match(err, /holds personal data.*Only you can read it.*person.key/)
  }
})

after(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

async function restored(database: Database, path: string): Promise<string> {
  try {
    await restoreRecords({ database, catalogue }, path)
    return 'restored'
  } catch (error) {
    assert.ok(error instanceof TransferError, String(error))
    return `${error.code}: ${error.message}`
  } finally {
    await database.close()
  }
}

const SCHEMAS =
  "select schema_name from information_schema.schemata where schema_name in ('records', 'read', 'figures')"

/** A copy of the export, changed; and what a restore of it says, the same on both engines. */
async function refusalOf(change: (copy: string) => void, of = 'sound'): Promise<string> {
  copies += 1
  const copy = at(`copy-${String(copies)}${of.endsWith('.zip') ? '.zip' : ''}`)
  cpSync(at(of), copy, { recursive: true })
  change(copy)
  const url = await server.newDatabase()
  const onServer = await restored(await openPostgresql(url), copy)
  assert.deepEqual(await server.administer(SCHEMAS, url), [])
  const file = at(`refused-${String(copies)}.duckdb`)
  assert.equal(await restored(await openDuckDb(file), copy), onServer)
  const database = await openDuckDb(file)
  assert.deepEqual(await database.query(SCHEMAS), [])
  await database.close()
  return onServer.replaceAll(copy, 'COPY')
}

const edit = (name: string, from: string, to: string) => (copy: string) => {
  const text = readFileSync(join(copy, name), 'utf8')
  assert.ok(text.includes(from))
  writeFileSync(join(copy, name), text.replace(from, to))
}

describe('an export is refused, and nothing of it stays,', () => {
  it('where a value was changed', async () => {
    const said = await refusalOf(edit('records/plans.jsonl', '2020-01-01', '2020-01-02'))
    assert.equal(
      said,
      'transfer-altered: records/plans.jsonl of COPY does not have its SHA-256: it was altered or not copied whole. Copy or export it again',
    )
  })

  it('where a day is none', async () => {
    const said = await refusalOf(edit('records/plans.jsonl', '2020-01-01', '2020-02-30'))
    assert.match(said, /line 2 of records\/plans.jsonl of COPY is not as it was written/)
  })

  it('where the columns were changed about', async () => {
    const said = await refusalOf(edit('records/plans.jsonl', '"plan_id"', '"plan_no"'))
    assert.match(said, /line 1 of records\/plans.jsonl of COPY is not as it was written/)
  })

  it('where a row was added', async () => {
    const said = await refusalOf((copy) => {
      appendFileSync(join(copy, 'records/plans.jsonl'), '["X00000999"]\n')
    })
    assert.match(said, /records\/plans.jsonl of COPY is longer than it was/)
  })

  it('where a file was cut off', async () => {
    const said = await refusalOf((copy) => {
      truncateSync(join(copy, 'records/reviews.jsonl'), 200)
    })
    assert.match(said, /records\/reviews.jsonl of COPY is shorter than it was/)
  })

  it('where a file is missing', async () => {
    const said = await refusalOf((copy) => {
      rmSync(join(copy, 'records/reviews.jsonl'))
    })
    assert.match(said, /records\/reviews.jsonl is missing from COPY/)
  })

  it('where the manifest leaves out a table', async () => {
    const said = await refusalOf(edit('manifest.json', '"records.plans"', '"records.plan"'))
    assert.match(said, /manifest.json of COPY does not add up/)
  })

  it('where there is no manifest, as after a copy that was broken off', async () => {
    const said = await refusalOf((copy) => {
      rmSync(join(copy, 'manifest.json'))
    })
    assert.match(said, /COPY is no export of Sendboard: it has no manifest.json/)
  })

  it('where a newer Sendboard made it', async () => {
    const newer = edit('manifest.json', '"schema": 1', '"schema": 2')
    const said = await refusalOf((copy) => {
      newer(copy)
      edit('manifest.json', '"sendboard": "0.1.0"', '"sendboard": "9.0.0"')(copy)
    })
    assert.match(
      said,
      /COPY was made by Sendboard 9\.0\.0, which is newer than this one \(0\.1\.0\)/,
    )
  })

  it('where a column is of another type than by the definitions here', async () => {
    const columns = '"name": "start_date",\n     "type": "'
    const said = await refusalOf(edit('manifest.json', `${columns}date`, `${columns}varchar`))
    assert.match(
      said,
      /the column start_date of records.exclusions is of another type.*--catalogue/,
    )
  })

  it('where a .zip file was cut off, or a byte of it changed', async () => {
    const cut = await refusalOf((copy) => {
      truncateSync(copy, 1000)
    }, 'sound.zip')
    assert.match(cut, /COPY is neither the folder nor the whole .zip file of an export/)
    const changed = await refusalOf((copy) => {
      const bytes = readFileSync(copy)
      bytes.fill(0xff, 100, 104)
      writeFileSync(copy, bytes)
    }, 'sound.zip')
    assert.match(changed, /COPY.*altered or not copied whole/)
  })
})

test('a database that holds anything is left as it is', async () => {
  const hash = async () => (await sendboard(['hash', '--data', data])).out
  const before = await hash()
  const { code, err } = await sendboard(['restore', at('sound'), '--data', data])
  assert.equal(code, 1)
  assert.match(err, /holds records already.*empty one only/)
  assert.equal(await hash(), before)
})

test('where a restore into a new folder is refused, no file is left in it', async () => {
  const { code, err } = await sendboard(['restore', at('extract'), '--data', at('new')])
  assert.equal(code, 1)
  assert.match(err, /extract is no export of Sendboard/)
  assert.deepEqual(readdirSync(at('new')), [])
})

test('a database in which the tables are made but nothing was imported is empty', async () => {
  const url = await server.newDatabase()
  const database = await openPostgresql(url)
  await createRecordTables(database, catalogue)
  await createFigureTables(database)
  assert.equal(await restored(database, at('sound')), 'restored')
  assert.match(await restored(await openPostgresql(url), at('sound')), /^transfer-not-empty/)
})

test('columns and tables of definitions that are not at hand are kept', async () => {
  const first = await openDuckDb(':memory:')
  await restoreRecords({ database: first, catalogue }, at('sound'))
  await first.execute(
    `alter table records.plans add column "Own_team" varchar; update records.plans set "Own_team" = 'North';
     create table records.own_visits (authority varchar not null, cost numeric(14,2), visited date,
       import_id integer, ended_by integer, stay bigint);
     insert into records.own_visits values ('X00000999', 12.5, date '2024-02-29', 1, null, 9007199254740991)`,
  )
  const own = await hashRecords(first)
  await exportRecords({ database: first, catalogue }, at('own'))
  await first.close()
  const database = await openPostgresql(await server.newDatabase())
  await restoreRecords({ database, catalogue }, at('own'))
  assert.deepEqual(await hashRecords(database), own)
  assert.deepEqual(await database.query('select "Own_team" from records.plans'), [
    { Own_team: 'North' },
  ])
  await database.close()
})

test('any text comes back as it was', async () => {
  const words = [
    '',
    ' ',
    'null',
    '"',
    '\\N',
    'a\tb\nc\rd',
    '\u2028\u2029\u0085',
    'é e\u0301',
    '😀',
    'a\ufeff',
  ]
  const first = await openDuckDb(':memory:')
  await restoreRecords({ database: first, catalogue }, at('sound'))
  const writer = await first.bulkWriter('records.aliases', [
    'authority',
    'dataset',
    'alias',
    'id',
    'import_id',
  ])
  for (const word of words) writer.write(['X00000999', 'plans', word, word, 1])
  await writer.close()
  await exportRecords({ database: first, catalogue }, at('words'))
  await first.close()
  const database = await openPostgresql(await server.newDatabase())
  await restoreRecords({ database, catalogue }, at('words'))
  const rows = await database.query("select id from records.aliases where dataset = 'plans'")
  assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(words))
  await exportRecords({ database, catalogue }, at('words-back'))
  await database.close()
  const bytes = (name: string) => readFileSync(at(name), 'utf8')
  assert.equal(bytes('words-back/records/aliases.jsonl'), bytes('words/records/aliases.jsonl'))
})

test('what is written is one state, though others import meanwhile', async () => {
  const url = await server.newDatabase()
  const [database, other] = [await openPostgresql(url), await openPostgresql(url)]
  await restoreRecords({ database, catalogue }, at('sound'))
  const before = await hashRecords(database)
  const during = await database.snapshot(async () => {
    await database.query('select 1 as one from records.plans')
    await other.transaction(async () => {
      await other.execute('delete from records.reviews')
    })
    return await database.query('select count(*) as n from records.reviews')
  })
  assert.deepEqual(during, [{ n: 4n }])
  assert.notDeepEqual(await hashRecords(database), before)
  await database.close()
  await other.close()
})

test('the same records give the same bytes, and only their owner may read them', async () => {
  await sendboard(['export', at('again'), '--data', data])
  await sendboard(['export', at('again.zip'), '--data', data])
  const bytes = (name: string) => readFileSync(at(name))
  assert.deepEqual(bytes('again.zip'), bytes('sound.zip'))
  assert.deepEqual(bytes('again/manifest.json'), bytes('sound/manifest.json'))
  const mode = (name: string) => statSync(at(name)).mode & 0o777
  assert.deepEqual(
    ['sound', 'sound/records', 'sound/manifest.json', 'sound/records/plans.jsonl', 'sound.zip'].map(
      mode,
    ),
    [0o700, 0o700, 0o600, 0o600, 0o600],
  )
})

test('nothing is overwritten, and an empty folder may be there', async () => {
  const taken = await sendboard(['export', at('sound.zip'), '--data', data])
  assert.equal(taken.code, 1)
  assert.match(taken.err, /sound.zip is there already/)
  mkdirSync(at('made'))
  assert.equal((await sendboard(['export', at('made'), '--data', data])).code, 0)
})

test('an export that does not fit is not begun: nothing is left of it', () => {
  // Files of this process may have 4 blocks of 512 or 1024 bytes: the records of an import have more.
  const limited = (path: string): Ran => {
    const command = `ulimit -f 4; exec "$0" export "$1" --data "$2"`
    const ran = spawnSync('sh', ['-c', command, join(ROOT, 'bin/sendboard'), path, data])
    return { code: ran.status, out: String(ran.stdout), err: String(ran.stderr) }
  }
  const ran = limited(at('large'))
  assert.equal(ran.code, 1)
  assert.match(ran.err, /large is larger than a file may be here/)
  assert.equal(existsSync(at('large')), false)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('partial')),
    [],
  )
})
