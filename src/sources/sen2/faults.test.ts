import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lines, readText } from '../test-reading.ts'
import { personOf, planOf, returnOf } from './test-return.ts'

const PLACE =
  '<PlacementDetail><URN>999001</URN><PlacementRank>1</PlacementRank><EntryDate>2020-09-01</EntryDate></PlacementDetail>'

async function told(xml: string): Promise<string[]> {
  return lines(await readText('r.xml', xml)).filter((line) => !line.includes(' note '))
}

async function rowsOf(xml: string): Promise<string[]> {
  return (await readText('r.xml', xml)).rows.map(({ dataset }) => dataset)
}

test('a person without a birth date is refused with everything below', async () => {
  const xml = returnOf(
    2026,
    `<Person><Sex>F</Sex><UPN>P999200015101</UPN>${planOf('', PLACE)}</Person>`,
  )
  assert.deepEqual(await rowsOf(xml), [])
  assert.deepEqual(await told(xml), [
    'r.xml:5: error sen2-missing-value (PersonBirthDate): PersonBirthDate is missing.',
    'r.xml:7: error sen2-parent-refused (NamedPlan): The person that this belongs to was refused.',
    'r.xml:8: error sen2-parent-refused (PlacementDetail): The person that this belongs to was refused.',
  ])
})

test('an impossible day refuses its own record alone', async () => {
  const active = `<ReviewMeeting>2025-02-30</ReviewMeeting>${PLACE}`
  const xml = returnOf(2026, personOf(planOf('<PB>0</PB>', active)))
  assert.deepEqual(await rowsOf(xml), ['persons', 'plans', 'placements'])
  assert.deepEqual(await told(xml), [
    'r.xml:8: error sen2-needed-value (ReviewMeeting): ReviewMeeting: There is no such day in the calendar.',
  ])
})

test('an impossible day of ceasing refuses the plan, which else would seem to go on', async () => {
  const xml = returnOf(2026, personOf(planOf('<CeaseDate>2025-06-31</CeaseDate>', PLACE)))
  assert.deepEqual(await rowsOf(xml), ['persons'])
  assert.deepEqual(await told(xml), [
    'r.xml:7: error sen2-needed-value (CeaseDate): CeaseDate: There is no such day in the calendar.',
    'r.xml:8: error sen2-parent-refused (PlacementDetail): The plan that this belongs to was refused.',
  ])
})

test('an unknown code that no row depends on is told and leaves the cell empty', async () => {
  const active = `${PLACE}<SENneed><SENtype>ASC</SENtype><SENtypeRank>1</SENtypeRank></SENneed>`
  const read = await readText('r.xml', returnOf(2026, personOf(planOf('', active))))
  assert.equal(read.rows[1]?.values['primary_need'], null)
  assert.deepEqual(
    lines(read)[0],
    'r.xml:8: warning sen2-unknown-code (SENtype): SENtype has no code "ASC". Did you mean ASD? It has SPLD, MLD, SLD, PMLD, SEMH, SLCN, HI, VI, MSI, PD and 3 more.',
  )
})

test('an unknown code that a row depends on is told as given, and the row stands', async () => {
  const request =
    '<Requests><ReceivedDate>2025-03-03</ReceivedDate><RequestOutcome>Q</RequestOutcome></Requests>'
  const read = await readText('r.xml', returnOf(2026, personOf(request)))
  assert.deepEqual(
    lines(read).filter((line) => !line.includes(' note ')),
    [
      'r.xml:5: warning sen2-unknown-code (RequestOutcome): RequestOutcome has no code "Q". It has Y, N, A, W, H.',
    ],
  )
  assert.deepEqual(
    read.rows.map(({ dataset, values, unknown }) => [dataset, values['request_outcome'], unknown]),
    [
      ['persons', undefined, undefined],
      ['requests', null, ['request_outcome']],
    ],
  )
})

test('an unknown setting, reason or outcome leaves the placement, the plan and the request', async () => {
  const place =
    '<PlacementDetail><SENsetting>HUB</SENsetting><PlacementRank>1</PlacementRank><EntryDate>2020-09-01</EntryDate></PlacementDetail>'
  const plan = planOf('<CeaseDate>2025-07-01</CeaseDate><CeaseReason>12</CeaseReason>', place)
  const read = await readText('r.xml', returnOf(2026, personOf(plan)))
  assert.deepEqual(
    read.rows.map(({ dataset, unknown }) => [dataset, unknown]),
    [
      ['persons', undefined],
      ['plans', ['cease_reason']],
      ['placements', ['sen_setting']],
    ],
  )
  assert.equal(read.refused.length, 0)
})

test('what might name somebody is not written out', async () => {
  const odd = '<Sex>Margaret</Sex><Alias>Rosalind</Alias><Old>AB1 2CD</Old><Area>AB12CD</Area>'
  const told = lines(await readText('r.xml', returnOf(2026, personOf('', odd))))
  assert.deepEqual(
    told.filter((line) => line.includes('value-kept') || line.includes('unknown-code')),
    [
      'r.xml:5: note sen2-value-kept (Alias): Alias holds a text of 8 letters, which goes into no table.',
      'r.xml:5: note sen2-value-kept (Old): Old holds a text of 7 characters, which goes into no table.',
      'r.xml:5: note sen2-value-kept (Area): Area holds a text of 6 characters, which goes into no table.',
      'r.xml:5: warning sen2-unknown-code (Sex): Sex has no code of 8 letters. It has M, F.',
    ],
  )
})

test('what an unknown element holds is kept with its line, whatever lies within it', async () => {
  const odd =
    '<Sex>F</Sex><Shoe>4</Shoe><Sex>M</Sex><Team><Code>B7</Code><Since>2024-09-01</Since></Team>'
  const xml = returnOf(2026, personOf('', odd)).replace('</Source>', '<Batch>17</Batch></Source>')
  const told = lines(await readText('r.xml', xml))
  assert.deepEqual(
    told.filter((line) => line.includes('value-kept') || line.includes('Batch')),
    [
      'r.xml:5: note sen2-value-kept (Shoe): Shoe holds "4", which goes into no table.',
      'r.xml:5: note sen2-value-kept (Sex): Sex holds "M", which goes into no table.',
      'r.xml:5: note sen2-value-kept (Team/Code): Team/Code holds "B7", which goes into no table.',
      'r.xml:5: note sen2-value-kept (Team/Since): Team/Since holds "2024-09-01", which goes into no table.',
      'r.xml: warning sen2-unknown-element (Batch): Batch, which is not known in the header, holds "17".',
    ],
  )
})

test('a request without a day of receipt is refused unless it is of the past', async () => {
  const request = '<Requests><RequestOutcome>A</RequestOutcome></Requests>'
  assert.deepEqual(await told(returnOf(2026, personOf(request))), [
    'r.xml:5: error sen2-missing-value (ReceivedDate): ReceivedDate is missing.',
  ])
})

test('an outcome of the past never stands above what an earlier return said', async () => {
  const request =
    '<Requests><ReceivedDate>2024-03-03</ReceivedDate><RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome></Assessment></Requests>'
  const { rows } = await readText('r.xml', returnOf(2026, personOf(request)))
  assert.deepEqual(rows[1]?.weak, ['request_outcome', 'exported', 'assessment_outcome'])
  assert.deepEqual(Object.keys(rows[1].values), [
    'received_date',
    'request_source',
    'request_outcome',
    'exported',
    'assessment_outcome',
  ])
})

test('a plan without a day of beginning is refused, and what hangs on it', async () => {
  const xml = returnOf(
    2026,
    personOf(`<Requests><RequestOutcome>H</RequestOutcome>
<ActivePlans>${PLACE}</ActivePlans></Requests>`),
  )
  assert.deepEqual(await told(xml), [
    'r.xml:6: error sen2-missing-value (StartDate): StartDate is missing.',
    'r.xml:6: error sen2-parent-refused (PlacementDetail): The plan that this belongs to was refused.',
  ])
})

test('a placement that is nowhere, or of no rank, is refused', async () => {
  const nowhere =
    '<PlacementDetail><PlacementRank>first</PlacementRank><EntryDate>2020-09-01</EntryDate></PlacementDetail>'
  assert.deepEqual(await told(returnOf(2026, personOf(planOf('', nowhere)))), [
    'r.xml:8: error sen2-missing-value (URN): No URN, UKPRN or SENsetting says where the placement is.',
    'r.xml:8: error sen2-needed-value (PlacementRank): PlacementRank is not a rank.',
  ])
})

test('a flag or an authority that is none is told and left empty', async () => {
  const active = `<TransferLA>777</TransferLA>${PLACE}`
  assert.deepEqual(await told(returnOf(2026, personOf(planOf('<PB>maybe</PB>', active)))), [
    'r.xml:8: warning sen2-wrong-value (TransferLA): TransferLA is "777", which is not the code of an authority.',
    'r.xml:7: warning sen2-wrong-value (PB): PB is a text of 5 letters, neither 0 nor 1.',
  ])
})

test('elements unknown, of another year, out of place or doubled are told, each once', async () => {
  const odd = `<Sex>F</Sex><GenderCurrent>2</GenderCurrent><Shoe>4</Shoe><Shoe>5</Shoe><Sex>M</Sex>`
  assert.deepEqual(await told(returnOf(2026, personOf('', odd))), [
    'r.xml:5: warning sen2-unknown-element (GenderCurrent): 1 element GenderCurrent, which returns of 2026 do not have.',
    'r.xml:5: warning sen2-unknown-element (Shoe): 2 elements Shoe, which is not known in Person.',
    'r.xml:5: warning sen2-element-twice (Shoe): 1 element Shoe where one stands already.',
    'r.xml:5: warning sen2-element-twice (Sex): 1 element Sex where one stands already.',
  ])
})

test('a person without numbers is loaded, told, and known by the place in the file', async () => {
  const person =
    '<Person><PersonBirthDate>2022-01-01</PersonBirthDate><UPNunknown>UN10</UPNunknown></Person>'
  const read = await readText('r.xml', returnOf(2026, personOf(''), person))
  assert.deepEqual(read.rows[1]?.identity, { own: 'sen2/X00000999/2026/001/2' })
  assert.match(lines(read).join('\n'), /sen2-person-without-number .*\(UN10\)/)
})

test('a wrong check letter is told without the number', async () => {
  const xml = returnOf(2026, personOf('').replace('P9992', 'A9992'))
  assert.deepEqual(await told(xml), [
    'r.xml:5: warning source-pupil-number (UPN): UPN is not well formed, or its check character is wrong.',
  ])
})

test('a decision before the meeting and without an outcome is that of the review before', async () => {
  const active = `<ReviewMeeting>2025-12-01</ReviewMeeting><LastReview>2025-01-10</LastReview>${PLACE}`
  const read = await readText('r.xml', returnOf(2026, personOf(planOf('', active))))
  assert.equal(read.rows.at(-1)?.values['decision_date'], null)
  assert.match(lines(read)[0] ?? '', /warning sen2-review-order \(LastReview\)/)
})

test('a due date of a phase transfer makes the review one, and its final date is kept', async () => {
  const active = `<ReviewMeeting>2025-10-01</ReviewMeeting><PhaseTransferDueDate>2026-02-15</PhaseTransferDueDate><PhaseTransferFinalDate>2026-01-10</PhaseTransferFinalDate>`
  const { rows } = await readText('r.xml', returnOf(2026, personOf(planOf('', active))))
  assert.equal(rows.at(-1)?.values['review_type'], 'phase_transfer')
  assert.equal(rows.at(-1)?.values['final_date'], '2026-01-10')
  assert.equal(rows.at(-1)?.weak, undefined)
})
