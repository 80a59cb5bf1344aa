import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Result } from '../../core/index.ts'
import { recognise } from '../recognise.ts'
import { builtIn, lines, readPath, readText, refusal } from '../test-reading.ts'
import { textRows, xlsxBytes } from '../workbook/test-workbook.ts'
import { cellMap } from './map-cell.ts'
import { dayIn } from './days.ts'
import { parseMapping, readMappings } from './read-mapping.ts'
import type { Mapping } from './types.ts'

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples', 'mappings')

function sound<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result.issues))
  return result.value
}

async function examples(): Promise<readonly Mapping[]> {
  return sound(await readMappings([EXAMPLES], await builtIn()))
}

async function mappingOf(text: string): Promise<readonly Mapping[]> {
  return [sound(parseMapping(text, 'own.yaml', await builtIn()))]
}

/** Faults of a mapping file as `line:column message`. */
async function faultsOf(text: string): Promise<string[]> {
  const { issues } = parseMapping(text, 'own.yaml', await builtIn())
  return issues.map(
    ({ place, message }) => `${String(place?.line)}:${String(place?.column)} ${message}`,
  )
}

test('a list of plans feeds persons, plans and placements', async () => {
  const path = join(EXAMPLES, 'extracts', 'EHC_plan_list_2026-03.csv')
  const read = await readPath(path, { mappings: await examples() })
  const given = read.rows.map(({ dataset, line, values }) => [
    dataset,
    line,
    ...Object.values(values),
  ])
  assert.deepEqual(given, [
    ['persons', 2, '1001', '2012-05-04', 'F', 'E09000021'],
    ['persons', 3, '1002', '2009-11-12', 'M', 'E09000021'],
    ['plans', 2, 'EHC-1', '1001', '2022-09-01', null, null, 'ASD'],
    ['plans', 3, 'EHC-2', '1002', '2021-02-14', '2025-08-31', '5', 'SEMH'],
    ['plans', 4, 'EHC-3', '1002', '2026-01-15', null, null, 'SEMH'],
    ['placements', 2, 'EHC-1', 'EHC-1', '102576', '1', '2022-09-05'],
    ['placements', 4, 'EHC-3', 'EHC-3', '131671', '1', '2026-01-20'],
    ['placements', 5, 'EHC-4', 'EHC-4', '102576', '1', '2023-10-11'],
  ])
  const said = lines(read)
  assert.ok(said.some((line) => line.includes('note source-mapping-repeated (persons): 1 row')))
  const refused = read.refused.flatMap(({ issues }) => issues)
  assert.deepEqual(
    refused.map(({ place, message }) => `${String(place?.line)} ${message}`),
    [
      '5 “Date of Birth”: The cell is no day in the form dd/mm/yyyy.',
      '5 “Primary Need”: There is no code of 8 letters in this column.',
    ],
  )
})

test('a log of requests is recognised by its columns and leaves out other work', async () => {
  const path = join(EXAMPLES, 'extracts', 'workflow-export.csv')
  const mappings = await examples()
  const read = await readPath(path, { mappings })
  assert.deepEqual(
    read.rows.map(({ values }) => Object.values(values)),
    [
      [
        'R-1',
        '1001',
        '2025-03-03',
        'education_setting',
        'Y',
        '2025-04-10',
        'Y',
        '2025-07-15',
        'none',
      ],
      ['R-2', '1002', '2026-01-12', 'family', 'A', null, null, null, null],
    ],
  )
  assert.ok(
    lines(read).some((line) =>
      line.endsWith(
        'note source-mapping-skipped (requests): 1 row left out of this table, as the mapping asks.',
      ),
    ),
  )
  const found = sound(await recognise(path, await builtIn(), { mappings }))
  assert.deepEqual(found.datasets, ['requests'])
})

test('a list of reviews comes from text and from a spreadsheet alike', async () => {
  const path = join(EXAMPLES, 'extracts', 'annual reviews 2026.csv')
  const mappings = await examples()
  const fromText = await readPath(path, { mappings })
  const rows = [
    ['Reviews held by the team'],
    ['Ref', 'EHCP', 'Meeting Held', 'LA There?', 'Outcome', 'Decision Sent'],
    ['V-1', 'EHC-1', '12 Sep 25', 'Yes', 'Keep', '2 Oct 25'],
    ['V-2', 'EHC-3'],
    ['V-3', 'EHC-4', '03 Nov 25', 'no', 'Change', '20 Nov 25'],
  ]
  const bytes = Buffer.from(xlsxBytes({ sheets: [{ name: 'Reviews', rows: textRows(rows) }] }))
  const fromSheet = await readText('Annual reviews March.xlsx', bytes, { mappings })
  const expected = [
    ['V-1', 'EHC-1', 'annual', '2025-09-12', 'Y', 'M', '2025-10-02'],
    ['V-3', 'EHC-4', 'annual', '2025-11-03', 'N', 'A', '2025-11-20'],
  ]
  assert.deepEqual(
    fromText.rows.map(({ values }) => Object.values(values)),
    expected,
  )
  assert.deepEqual(
    fromSheet.rows.map(({ values }) => Object.values(values)),
    expected,
  )
  assert.deepEqual(
    fromSheet.rows.map(({ line }) => line),
    [3, 5],
  )
})

test('a published table of residents gives a row for each band of ages, and none for a symbol', async () => {
  const path = join(EXAMPLES, 'extracts', 'population_by_age.csv')
  const read = await readPath(path, { mappings: await examples() })
  assert.deepEqual(
    read.rows.map(({ line, values }) =>
      [line, values['as_at'], values['age_from'], values['age_to'], values['value']].join(' '),
    ),
    [
      ...['2 2019-06-30 0 4 1000', '3 2020-06-30 0 4 1010'],
      ...['2 2019-06-30 5 10 1200', '3 2020-06-30 5 10 1190'],
      ...['2 2019-06-30 11 15 900', '3 2020-06-30 11 15 910'],
      ...['2 2019-06-30 16 19 800'],
      ...['2 2019-06-30 20 25 1100', '3 2020-06-30 20 25 1120'],
    ],
  )
  assert.deepEqual(read.refused, [])
})

const REVIEWS = `
days: dd/mm/yyyy
numbers: with-commas
tables:
  - table: reviews
    columns:
      review_id: Ref
      plan_id: Plan
      review_type: { always: annual }
      meeting_date: Held on
`

test('a renamed column refuses the extract and says what it may be called now', async () => {
  const mappings = await mappingOf(`file: reviews*${REVIEWS}`)
  const read = await readText('reviews.csv', 'Ref,Plan,Held om,Room\nV1,P1,01/03/2024,5\n', {
    mappings,
  })
  const found = refusal(read)
  assert.equal(found?.code, 'source-mapping-changed')
  assert.equal(
    found.message,
    'The extract has changed: it lacks Held on, which own.yaml uses. New in it: Held om, Room.',
  )
  assert.match(found.fix ?? '', /Is “Held om” the new name of “Held on”\?/)
})

test('a new column is said and not loaded', async () => {
  const mappings = await mappingOf(REVIEWS)
  const read = await readText('x.csv', 'Ref,Plan,Held on,Room\nV1,P1,01/03/2024,5\n', { mappings })
  assert.equal(read.rows[0]?.values['meeting_date'], '2024-03-01')
  assert.ok(
    lines(read).includes(
      'x.csv:1: warning source-layout-changed: The extract has changed: new columns, not loaded: Room.',
    ),
  )
})

test('the match of headings and columns is shown', async () => {
  const mappings = await mappingOf(REVIEWS)
  const read = await readText('x.csv', 'Ref,Plan,Held on\nV1,P1,01/03/2024\n', { mappings })
  assert.ok(
    lines(read).includes(
      'x.csv:1: note source-mapping-used: Read by own.yaml. reviews: review_id ← Ref; plan_id ← Plan; review_type ← always the same; meeting_date ← Held on.',
    ),
  )
})

test('a heading that a mapping uses may not stand twice', async () => {
  const mappings = await mappingOf(REVIEWS)
  const read = await readText('x.csv', 'Ref,Plan,Held on,REF\nV1,P1,01/03/2024,V2\n', { mappings })
  assert.equal(refusal(read)?.code, 'source-column-twice')
})

test('a row with too many cells is refused for each table it would feed', async () => {
  const mappings = await mappingOf(REVIEWS)
  const read = await readText('x.csv', 'Ref,Plan,Held on\nV1,P1,01/03/2024,9\n', { mappings })
  assert.deepEqual(
    read.refused.map(({ issues }) => issues[0]?.code),
    ['source-ragged'],
  )
})

test('a file that no mapping describes is read as before', async () => {
  const mappings = await mappingOf(`file: reviews*${REVIEWS}`)
  const own = 'change_id,made_date,status,service,origin,description\n'
  const read = await readText('changes.csv', own, { mappings })
  assert.equal(refusal(read), undefined)
})

test('all faults of a mapping file come at once, each with its line and column', async () => {
  const text = `days: dd/mm/yy
tables:
  - table: reviews
    colums: {}
    columns:
      review_id: [Ref]
`
  assert.deepEqual(await faultsOf(text), [
    '1:7 days: Invalid option: expected one of "yyyy-mm-dd"|"dd/mm/yyyy"|"mm/dd/yyyy"|"dd-mm-yyyy"|"dd.mm.yyyy"|"dd mmm yyyy"|"dd-mmm-yyyy"|"dd mmm yy"|"dd-mmm-yy"|"yyyymmdd".',
    '6:18 This is neither a heading nor `from:` (with `codes:`) nor `always:`.',
    '4:5 A mapping has no key colums here.',
  ])
  const wrong = `tables:
  - table: revews
    columns: {}
  - table: plans
    columns:
      plan_id: Plan
      person_id: Person
      start_date: { always: yesterday }
      primary_ned: Need
      primary_need: { from: Need, codes: { Autism: AUT } }
  - table: persons
    columns: { person_id: Person }
`
  assert.deepEqual(await faultsOf(wrong), [
    '2:12 There is no table revews.',
    '8:29 start_date does not take yesterday. The cell is not a day.',
    '9:7 The table plans has no column primary_ned.',
    '10:52 primary_need does not take AUT. There is no code of 3 letters in this column.',
    '12:5 The table persons cannot do without birth_date, home_la.',
  ])
  assert.match((await faultsOf('tables: [\n')).join(), /^2:1 This is not YAML/)
})

test('days are read in the form that a mapping gives and in no other', () => {
  assert.equal(dayIn('dd/mm/yyyy', '1/3/2024', false), '2024-03-01')
  assert.equal(dayIn('dd/mm/yyyy', '03/13/2024', false), undefined)
  assert.equal(dayIn('mm/dd/yyyy', '03/13/2024', false), '2024-03-13')
  assert.equal(dayIn('dd mmm yy', '02 September 99', false), '1999-09-02')
  assert.equal(dayIn('dd-mmm-yyyy', '29-Feb-2023', false), undefined)
  assert.equal(dayIn('yyyymmdd', '20240301', false), '2024-03-01')
  assert.equal(dayIn('dd.mm.yyyy', '01.03.2024 10:30', true), '2024-03-01')
  assert.equal(dayIn('dd.mm.yyyy', '01.03.2024 10:30', false), undefined)
})

test('commas between thousands are taken out where a mapping says so, others left to be refused', async () => {
  const [mapping] = await mappingOf(REVIEWS)
  assert.ok(mapping)
  const column = (await builtIn()).datasets.get('ledger')?.table.columns.get('amount')
  const map = cellMap(mapping, { from: 'Amount', always: undefined, codes: new Map() }, column)
  assert.deepEqual(['£1,250.00', '-12,345', '£90', '12,50', '1250.5'].map(map), [
    '1250.00',
    '-12345',
    '90',
    '12,50',
    '1250.5',
  ])
})
