import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { formatIssue } from '../../src/core/index.ts'
import { type Database, openDuckDb } from '../../src/database/index.ts'
import { createRecordTables, importPaths, type ImportResult } from '../../src/records/index.ts'

const catalogue = await readCatalogue()
const folder = await mkdtemp(join(tmpdir(), 'sendboard-corrupted-'))
let database: Database
let sound = ''

const REVIEWS = 'review_id,plan_id,review_type,meeting_date,decision,decision_date'
const ROWS = Array.from(
  { length: 40 },
  (_, at) =>
    `V${String(at)},P1,annual,2024-03-${String((at % 28) + 1).padStart(2, '0')},M,2024-04-20`,
)
const CSV = [REVIEWS, ...ROWS, ''].join('\n')

const PERSON = `<Person><Surname>Größe</Surname><PersonBirthDate>2010-03-04</PersonBirthDate>
<Sex>F</Sex><Ethnicity>WBRI</Ethnicity><UPN>P999200015101</UPN>
<Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome>
<Assessment><AssessmentOutcome>H</AssessmentOutcome>
<NamedPlan><StartDate>2016-02-29</StartDate><PB>0</PB></NamedPlan></Assessment>
<ActivePlans><PlacementDetail><URN>980075</URN><PlacementRank>1</PlacementRank>
<EntryDate>2020-09-03</EntryDate></PlacementDetail></ActivePlans></Requests></Person>`
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year>
<ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source></Header>
<Persons>
${Array.from({ length: 25 }, () => PERSON).join('\n')}
</Persons></Message>
`

before(async () => {
  database = await openDuckDb(join(folder, 'sendboard.duckdb'))
  await createRecordTables(database, catalogue)
  const { imports } = await importFile('reviews.csv', CSV)
  assert.equal(imports[0]?.status, 'loaded')
  await importFile('return.xml', XML)
  sound = await hashOfRecords()
})
afterEach(async () => {
  assert.equal(await hashOfRecords(), sound)
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

async function importFile(name: string, bytes: string | Buffer): Promise<ImportResult> {
  const extract = join(folder, 'extract')
  await rm(extract, { recursive: true, force: true })
  await mkdir(extract)
  await writeFile(join(extract, name), bytes)
  const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
  const given = { authority: 'X00000999', extractedOn: '2026-03-31' }
  return await importPaths(services, [extract], given)
}

/** SHA-256 of every record of every table, and of every row that figures are read from. */
async function hashOfRecords(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of catalogue.datasets.keys())
    for (const schema of ['records', 'read']) {
      const rows = await database.query(`select * from ${schema}.${name} order by all`)
      hash.update(`${schema}.${name} ${JSON.stringify(rows)}\n`)
    }
  return hash.digest('hex')
}

/** The first thing that is said of a file which is refused. */
async function refusalOf(name: string, bytes: string | Buffer): Promise<string> {
  const { imports } = await importFile(name, bytes)
  assert.equal(imports[0]?.status, 'refused')
  const [first] = imports[0].issues.filter(({ severity }) => severity === 'error')
  return first ? formatIssue(first) : ''
}

test('a CSV file that breaks off is refused at its last line', async () => {
  assert.equal(
    await refusalOf('reviews.csv', CSV.slice(0, 300)),
    'reviews.csv:8: error source-truncated: The file breaks off in the row that begins on line 8.\n  Export or copy it again, whole.',
  )
})

test('a return that breaks off is refused at its last line', async () => {
  assert.equal(
    await refusalOf('return.xml', XML.slice(0, 900)),
    'return.xml:14: error source-truncated: The file ends before its elements do.\n  Export or copy it again, whole.',
  )
})

test('a CSV file in Windows-1252 is refused at the first letter that tells', async () => {
  const bytes = Buffer.from(CSV.replace('V3,P1', 'V3,Pé'), 'latin1')
  assert.match(
    await refusalOf('reviews.csv', bytes),
    /^reviews\.csv:5: error source-encoding: The file is not in UTF-8/,
  )
})

test('a CSV file in UTF-16 is refused', async () => {
  const bytes = Buffer.from(`\uFEFF${CSV}`, 'utf16le')
  assert.match(await refusalOf('reviews.csv', bytes), /reviews\.csv is in UTF-16, not UTF-8/)
})

test('a return in Windows-1252 is refused, whatever it says of itself', async () => {
  assert.match(
    await refusalOf('return.xml', Buffer.from(XML, 'latin1')),
    /^return\.xml:6: error source-encoding: The file is not in UTF-8/,
  )
})

test('a return that says it is in another encoding is refused', async () => {
  assert.match(
    await refusalOf('return.xml', XML.replace('UTF-8', 'ISO-8859-1')),
    /source-encoding: The XML declares an encoding other than UTF-8/,
  )
})

test('XML a million elements deep is refused at the depth that no return has', async () => {
  assert.match(
    await refusalOf('return.xml', `<Message>${'<a>'.repeat(1_000_000)}`),
    /^return\.xml:1.*: error source-too-deep: Elements lie more than 32 deep/,
  )
})

test('a CSV file with two columns swapped is refused, and the two are named', async () => {
  const swapped = CSV.replaceAll(/annual,([\d-]+)/g, '$1,annual')
  assert.equal(
    await refusalOf('reviews.csv', swapped),
    'reviews.csv:2: error source-column-wrong (review_type): In the first 40 rows every value under review_type is of the wrong sort.\n  Is review_type swapped with meeting_date? Each would fit the other’s name.',
  )
})

test('a return with two elements swapped is refused', async () => {
  const swapped = XML.replaceAll('<PlacementRank>1<', '<PlacementRank>2020-09-03<').replaceAll(
    '<EntryDate>2020-09-03<',
    '<EntryDate>1<',
  )
  assert.equal(
    await refusalOf('return.xml', swapped),
    'return.xml: error records-all-refused: All 25 rows of placements in return.xml are wrong.\n  Look at the first rows refused: what is wrong with them is wrong with all.',
  )
})

test('an empty file is refused', async () => {
  assert.match(await refusalOf('reviews.csv', ''), /source-empty: reviews\.csv is empty/)
})

test('a file of no table is refused, and told what tables there are', async () => {
  assert.match(
    await refusalOf('things.csv', 'a,b\n1,2\n'),
    /source-unknown-table: Neither its name nor its columns say which table this file holds/,
  )
})

test('a return of another authority than the one given is refused', async () => {
  const { imports, issues } = await importFile('return.xml', XML.replace('<LEA>999', '<LEA>314'))
  assert.deepEqual(imports, [])
  assert.deepEqual(issues.map(formatIssue), [
    'return.xml: error records-authority-conflict: return.xml is said to belong to E09000021 and to X00000999.\n  Check which is right: the file, its extract.yaml, or --authority.',
  ])
})
