import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkOf } from '../cell.ts'
import { builtIn, lines, type ReadAll, readPath, readText } from '../test-reading.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const RETURN = join(ROOT, 'test', 'files', 'sources', 'return-2026.xml')
const REFERENCE = join(ROOT, '..', 'shared', 'reference', 'sen2.md')

const ONE = { upn: 'P999200015101' }
const SPELL = { start: '2016-02-29', number: 1 }
const TWO = { upn: 'V999200021102' }

test('a return becomes persons, requests, plans, placements and reviews', async () => {
  const { rows, refused } = await readPath(RETURN)
  assert.equal(refused.length, 0)
  assert.deepEqual(
    rows.map(({ dataset, line }) => [dataset, line]),
    [
      ['persons', 10],
      ['plans', 23],
      ['placements', 37],
      ['placements', 41],
      ['reviews', 32],
      ['persons', 49],
      ['requests', 54],
      ['plans', 65],
      ['requests', 74],
    ],
  )
})

test('a person keeps no name or postcode, and an extended ethnicity becomes its main one', async () => {
  const read = await readPath(RETURN)
  assert.deepEqual(read.rows[0], {
    dataset: 'persons',
    line: 10,
    values: { birth_date: '2010-03-04', sex: 'F', ethnicity: 'WOTH', home_la: 'X00000999' },
    identity: ONE,
    made: { person_id: [] },
    weak: ['home_la'],
  })
  assert.doesNotMatch(JSON.stringify(read), /Marked|ZZ98/)
  assert.match(
    lines(read).join('\n'),
    /:15: note sen2-ethnicity-rolled-up \(Ethnicity\): 1 extended code counted/,
  )
})

test('a plan transferred in has no request, and a budget from the census day', async () => {
  const { rows } = await readPath(RETURN)
  assert.deepEqual(rows[1], {
    dataset: 'plans',
    line: 23,
    values: {
      request_id: null,
      start_date: '2016-02-29',
      transfer_in_la: 'E09000021',
      cease_date: null,
      cease_reason: null,
      primary_need: 'DS',
      organised_arrangement: 'Y',
      direct_payment: 'social_care',
      pb_agreed_date: '2026-01-15',
    },
    identity: ONE,
    made: { person_id: [], plan_id: ['plan', '2016-02-29'] },
    spells: { plan_id: SPELL },
    weak: ['pb_agreed_date'],
  })
})

test('a day of transfer that a return does not give is told', async () => {
  assert.match(
    lines(await readPath(RETURN)).join('\n'),
    /:23: note sen2-transfer-day \(TransferLA\): 1 plan transferred in, on a day that/,
  )
})

test('a placement is at a URN or UKPRN before a code, with wrong spellings and export days read', async () => {
  const { rows } = await readPath(RETURN)
  assert.deepEqual(rows[2], {
    dataset: 'placements',
    line: 37,
    values: {
      setting_id: '10099901',
      sen_setting: null,
      placement_rank: '1',
      entry_date: '2025-09-01',
      leaving_date: null,
      sen_unit_indicator: null,
      resourced_provision_indicator: null,
      residential: '39_to_52_weeks',
      work_based: 'supported_internship',
    },
    identity: ONE,
    made: {
      placement_id: ['placement', '2016-02-29', '10099901', '2025-09-01'],
      plan_id: ['plan', '2016-02-29'],
    },
    spells: { placement_id: SPELL, plan_id: SPELL },
  })
  assert.deepEqual(rows[3]?.values, {
    setting_id: null,
    sen_setting: 'NEET',
    placement_rank: '2',
    entry_date: '2025-07-01',
    leaving_date: '2025-08-31',
    sen_unit_indicator: null,
    resourced_provision_indicator: null,
    residential: 'none',
    work_based: 'none',
  })
})

test('the latest review is taken as annual unless something surer is known', async () => {
  const { rows } = await readPath(RETURN)
  assert.deepEqual(rows[4], {
    dataset: 'reviews',
    line: 32,
    values: {
      review_type: 'annual',
      meeting_date: '2025-12-01',
      decision: 'M',
      decision_date: '2025-12-20',
      draft_date: null,
    },
    identity: ONE,
    made: { review_id: ['review', '2016-02-29', '2025-12-01'], plan_id: ['plan', '2016-02-29'] },
    spells: { review_id: SPELL, plan_id: SPELL },
    weak: ['review_type'],
  })
})

test('a request and its assessment are one row, to which the plan refers', async () => {
  const { rows } = await readPath(RETURN)
  assert.deepEqual(rows[6], {
    dataset: 'requests',
    line: 54,
    values: {
      received_date: '2025-01-06',
      request_source: 'health',
      request_outcome: 'Y',
      request_outcome_date: '2025-02-17',
      exported: 'Y',
      assessment_outcome: 'Y',
      assessment_outcome_date: '2025-06-30',
      week20_exception: 'unspecified',
    },
    identity: TWO,
    made: { person_id: [], request_id: ['request', '2025-01-06'] },
  })
  assert.deepEqual(rows[7], {
    dataset: 'plans',
    line: 65,
    values: {
      start_date: '2025-06-30',
      cease_date: '2025-11-30',
      cease_reason: '5',
      organised_arrangement: 'N',
      direct_payment: 'none',
    },
    identity: TWO,
    made: {
      person_id: [],
      plan_id: ['plan', '2025-06-30'],
      request_id: ['request', '2025-01-06'],
    },
    spells: { plan_id: { start: '2025-06-30', number: 1 } },
  })
})

test('every cell that a return gives is one that its table takes', async () => {
  const [{ rows }, { datasets }] = await Promise.all([readPath(RETURN), builtIn()])
  const cells = rows.flatMap(({ dataset, values }) =>
    Object.entries(values).map(([name, value]) => ({ dataset, name, value })),
  )
  const wrong = cells.filter(({ dataset, name, value }) => {
    const column = datasets.get(dataset)?.table.columns.get(name)
    return !column || checkOf(column, 10_000)(value ?? '') !== value
  })
  assert.deepEqual(wrong, [])
})

test('the same return gives the same rows, whatever the case of its elements', async () => {
  const text = readFileSync(RETURN, 'utf8')
  const shouted = text.replace(
    /<(\/?)(\w+)>/g,
    (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}>`,
  )
  const [plain, loud] = await Promise.all([readText('a.xml', text), readText('a.xml', shouted)])
  assert.deepEqual(loud.rows, plain.rows)
})

test('the invented return of the reference gives what is said of its three people', async (t) => {
  if (!existsSync(REFERENCE)) {
    t.skip('the shared reference is not beside the project')
    return
  }
  const read = await readText('invented.xml', exampleOf(readFileSync(REFERENCE, 'utf8')))
  assert.deepEqual(brief(read), [
    ['persons', 'R999202230013', '2018-05-02 F WBRI X00000999'],
    ['requests', 'R999202230013', '2025-03-03 education_setting Y 2025-04-10 N Y 2025-07-18 none'],
    ['plans', 'R999202230013', '2025-07-18 - - SLCN N none'],
    ['placements', 'R999202230013', '999001 - 1 2025-09-03 - N Y none none'],
    ['persons', 'J999201120007', '2014-11-20 M BAFR X00000999'],
    ['plans', 'J999201120007', '2019-06-14 - - ASD N none'],
    ['placements', 'J999201120007', '999002 - 1 2019-09-03 - N N none none'],
    ['reviews', 'J999201120007', 'phase_transfer 2025-10-06 A 2025-10-30 2025-10-30'],
    ['persons', 'sen2/X00000999/2026/001/3', '2021-08-09 M NOBT X00000999'],
    ['requests', 'sen2/X00000999/2026/001/3', '2025-05-12 family N 2025-06-20 N - - -'],
  ])
  assert.equal(read.refused.length, 0)
  assert.deepEqual(lines(read), [
    'invented.xml:129: warning sen2-person-without-number (UPNunknown): The person has neither UPN nor ULN (UN1).',
    'invented.xml:59: note sen2-unknown-setting-type (URN): 2 settings given by number; the return does not say of what type.',
    'invented.xml:81: note sen2-history (Requests): 1 request decided earlier, without a day of receipt.',
    'invented.xml:111: note sen2-second-need (SENneed): 1 plan with a second need, which is not loaded.',
    'invented.xml: note sen2-not-loaded: No table has a column for RYA, RequestMediation, RequestTribunal, AssessmentMediation, AssessmentTribunal, OtherMediation, OtherTribunal, PlanDetail.',
  ])
})

function exampleOf(reference: string): string {
  return /```xml\n(<\?xml[\s\S]*?)```/.exec(reference)?.[1] ?? ''
}

/** Dataset, the number that the person is known by, and the values in their order. */
function brief({ rows }: ReadAll): unknown[] {
  return rows.map(({ dataset, identity, values }) => [
    dataset,
    identity?.upn ?? identity?.own,
    Object.values(values)
      .map((value) => value ?? '-')
      .join(' '),
  ])
}
