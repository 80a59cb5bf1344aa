import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readCatalogue } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { type XlsxCell, xlsxBytes } from '../../downloads/index.ts'
import { readSource } from '../index.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'sendboard-template-'))
after(() => {
  rmSync(FOLDER, { recursive: true })
})

type Rows = readonly (readonly XlsxCell[])[]
type Read = { readonly issues: readonly Issue[]; readonly persons: number }

/** Reads a book with a table on each sheet: persons, requests and active plans. */
async function read(
  persons: readonly (readonly [string, ...XlsxCell[]])[],
  plans: Rows,
): Promise<Read> {
  const path = join(FOLDER, 'return.xlsx')
  const ids = ['Person ID', 'Requests record ID']
  const requests = persons.map(([id]) => [id, `R${id}`, { day: '2023-03-01' }])
  const sheet = (name: string, columns: readonly string[], rows: Rows) => ({ name, columns, rows })
  const bytes = xlsxBytes([
    sheet(
      'Header Record',
      ['Collection Name', 'Year', 'Reference Date', 'Source Level', 'LA Number'],
      [['SEN2', '2025', { day: '2025-01-16' }, 'L', '998']],
    ),
    sheet('Person Records', ['Person ID', 'Surname', 'Date of Birth', 'Gender'], persons),
    sheet('Requests Records', [...ids, 'Date request was received'], requests),
    sheet(
      'Active Plans Records',
      [...ids, 'Annual Review meeting date', 'EHC plan review decisions date'],
      plans,
    ),
  ])
  writeFileSync(path, bytes)
  const issues: Issue[] = []
  let count = 0
  for await (const item of readSource(path, await readCatalogue())) {
    if (item.kind === 'row') count += item.row.dataset === 'persons' ? 1 : 0
    else if ('issue' in item) issues.push(item.issue)
  }
  return { issues, persons: count }
}

const person = (id: string): [string, ...XlsxCell[]] => [id, 'Invented', { day: '2012-05-01' }, 'M']
const plan = (id: string, met: string, decided: string): XlsxCell[] => [
  ...[id, `R${id}`],
  ...[{ day: met }, { day: decided }],
]

test('columns of review days that stand crossed are said once, and nothing is changed', async () => {
  const right = [plan('1', '2024-03-01', '2024-03-20'), plan('2', '2024-05-01', '2024-05-20')]
  const persons = [person('1'), person('2')]
  const codes = ({ issues }: Read) => issues.map(({ code }) => code)
  assert.ok(!codes(await read(persons, right)).includes('sen2-crossed-reviews'))
  const crossed = right.map(([id = null, request = null, met = null, decided = null]) => [
    ...[id, request],
    ...[decided, met],
  ])
  const { issues } = await read(persons, crossed)
  const said = issues.filter(({ code }) => code === 'sen2-crossed-reviews')
  assert.equal(said.length, 1)
  assert.match(said[0]?.message ?? '', /^Of 2 reviews with both days, 2 were decided before/)
})

test('a person ID that comes twice is said, and both rows are read', async () => {
  const { issues, persons } = await read([person('1'), person('1')], [])
  const said = issues.filter(({ code }) => code === 'sen2-key-twice')
  assert.ok(said.some(({ place }) => place?.file.includes('Person Records') && place.line === 3))
  assert.equal(persons, 2)
})
