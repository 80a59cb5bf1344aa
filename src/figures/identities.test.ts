import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BUILT_IN, type Catalogue, readCatalogue } from '../catalogue/index.ts'
import { createTables, insertRows, openDuckDb, refreshReadTables } from '../database/index.ts'
import { checkIdentities, type IdentityCheck } from './identities.ts'

const HOME = 'X00000999'
const builtIn = await readCatalogue()

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>

async function checksOf(
  rows: Rows,
  asAt: string,
  catalogue: Catalogue = builtIn,
): Promise<readonly IdentityCheck[]> {
  const database = await openDuckDb(':memory:')
  try {
    await createTables(database, catalogue)
    for (const [name, list] of Object.entries(rows)) {
      await insertRows(database, catalogue, HOME, name, list)
    }
    await refreshReadTables(database, catalogue.schema)
    const supplied = new Set(Object.keys(rows))
    return await checkIdentities({ database, catalogue, authority: HOME, supplied, asAt })
  } finally {
    await database.close()
  }
}

/** The statements of one identity. */
function told(checks: readonly IdentityCheck[], identity: string): readonly string[] {
  return checks.filter((one) => one.identity === identity).map(({ statement }) => statement)
}

const PERSONS = ['A', 'B', 'C'].map((id) => ({
  ...{ person_id: id, birth_date: '2010-05-01', home_la: HOME },
}))
const SOUND_PLANS = [
  { plan_id: 'p1', person_id: 'A', start_date: '2019-01-01' },
  { plan_id: 'p2', person_id: 'B', start_date: '2023-05-01' },
  {
    ...{ plan_id: 'p3', person_id: 'C', start_date: '2018-01-01' },
    ...{ transfer_in_date: '2023-06-01', cease_date: '2024-03-31', cease_reason: '2' },
  },
]

test('Plans held at the end are those at the start with what came and went', async () => {
  const checks = await checksOf(
    { persons: PERSONS, plans: SOUND_PLANS, placements: [] },
    '2024-03-31',
  )

  assert.equal(
    told(checks, 'plans-held')[0],
    'Plans held, April 2023 to March 2024: 2 held at the end, and 1 held on the day before it ' +
      'began, plus 1 made, plus 1 transferred in, plus 0 resumed, less 1 ceased, less 0 ' +
      'transferred out make 2: it adds up.',
  )
  const broken = checks.filter(({ outcome }) => outcome === 'broken')
  assert.deepEqual(broken, [])
})

test('A second plan of one person is told as the cause, with how much it explains', async () => {
  const second = { plan_id: 'p4', person_id: 'B', start_date: '2024-02-01' }
  const rows = { persons: PERSONS, plans: [...SOUND_PLANS, second], placements: [] }
  const [year] = told(await checksOf(rows, '2024-03-31'), 'plans-held')

  assert.equal(
    year,
    'Plans held, April 2023 to March 2024: 2 held at the end, but 1 held on the day before it ' +
      'began, plus 2 made, plus 1 transferred in, plus 0 resumed, less 1 ceased, less 0 ' +
      'transferred out make 3: 1 less than can be explained. People are counted at both ends and ' +
      'plans in between, so a second plan of one person at the same time is made and ends but is ' +
      'not held: 1 less for that.',
  )
})

test('A plan that ends before it begins does not add up, and what is not counted is guessed at', async () => {
  const odd = {
    ...{ plan_id: 'p4', person_id: 'A', start_date: '2023-07-01' },
    ...{ cease_date: '2022-07-01', cease_reason: '9' },
  }
  const rows = { persons: PERSONS, plans: [odd], placements: [] }
  const [year] = told(await checksOf(rows, '2024-03-31'), 'plans-held')

  assert.equal(
    year,
    'Plans held, April 2023 to March 2024: 0 held at the end, but 0 held on the day before it ' +
      'began, plus 1 made, plus 0 transferred in, plus 0 resumed, less 0 ceased, less 0 ' +
      'transferred out make 1: 1 less than can be explained. It may be a plan that ends before it ' +
      'begins, that is resumed without its earlier spell, or of which a row was refused when it ' +
      'was imported.',
  )
})

const transfer = (id: string, block: string, amount: string) => ({
  ...{ line_id: id, financial_year: '2023-24', kind: 'block_transfer', block, amount },
  ...{ status: 'confirmed', decided_date: '2023-04-01' },
})

test('A block transfer of two different amounts is broken by the penny', async () => {
  const rows = {
    funding: [transfer('1', 'high_needs', '500000.00'), transfer('2', 'schools', '-499999.99')],
  }

  assert.equal(
    told(await checksOf(rows, '2024-03-31'), 'block-transfers')[0],
    'Transfers between funding blocks, April 2023 to March 2024: £500,000 transferred into high ' +
      'needs, but £499,999.99 given up by the other blocks: £0.01 more than can be explained. It ' +
      'may be a transfer with only one of its two lines, with two lines of different amounts or ' +
      'years, or with one line still planned.',
  )
})

test('High needs spending of a class that is neither direct nor central is found', async () => {
  const line = {
    ...{ line_id: '1', financial_year: '2023-24', period: '3', scenario: 'actual' },
    ...{ as_at: '2024-03-31', block: 'high_needs', spend_class: 'other', amount: '120.00' },
  }
  const checks = await checksOf({ ledger: [line] }, '2024-03-31')

  const actual = told(checks, 'high-needs-spend-by-class').filter((one) => one.includes('(actual)'))
  assert.equal(
    actual[0],
    'High needs spend, April 2023 to March 2024 (actual): £120 spent in all, but £0 spent ' +
      'directly, plus £0 spent centrally make £0: £120 more than can be explained. Lines of the ' +
      'high needs block of a class that is neither direct nor central: £120 more for that.',
  )
})

test('What was never supplied is said, and is no sum that adds up', async () => {
  const checks = await checksOf({ persons: PERSONS }, '2024-03-31')

  assert.equal(
    told(checks, 'savings-by-segment')[0],
    'Savings achieved, April 2023 to March 2024: not checked, because savings was not supplied.',
  )
  assert.deepEqual([...new Set(checks.map(({ outcome }) => outcome))], ['not-checked'])
})

test('The year under way is tried for the budget and the forecast, not for what is not yet spent', async () => {
  const checks = await checksOf({ ledger: [], funding: [] }, '2024-02-29')
  const current = checks.filter(
    ({ identity, period }) => identity === 'high-needs-balance' && period.end > '2024-02-29',
  )

  assert.deepEqual(
    current.map(({ scenario, outcome }) => `${String(scenario)} ${outcome}`),
    ['budget adds-up', 'forecast adds-up'],
  )
})

const OWN = `identities:
  - id: reviews-by-outcome
    name: Reviews held
    unit: reviews
    periods: [calendar-year]
    whole: { formula: 'count(reviews[meeting_date in P])', words: held }
    parts:
      - { plus: 'count(reviews[meeting_date in P, decision present])', words: decided }
      - { plus: 'count(reviews[meeting_date in P, decision empty])', words: not decided yet }
`

test('A council adds an identity of its own in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'identities-'))
  writeFileSync(join(folder, 'ours.yaml'), OWN)
  const catalogue = await readCatalogue([BUILT_IN, folder])
  rmSync(folder, { recursive: true })
  const review = {
    review_id: 'r1',
    plan_id: 'p1',
    review_type: 'annual',
    meeting_date: '2023-05-01',
  }

  assert.deepEqual(catalogue.issues, [])
  assert.equal(
    told(await checksOf({ reviews: [review] }, '2024-03-31', catalogue), 'reviews-by-outcome')[0],
    'Reviews held, 2023: 1 held, and 0 decided, plus 1 not decided yet make 1: it adds up.',
  )
})
