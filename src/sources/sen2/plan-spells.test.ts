import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lines, readText } from '../test-reading.ts'
import { personOf, planOf, returnOf } from './test-return.ts'

const CEASED = '<CeaseDate>2024-05-10</CeaseDate><CeaseReason>6</CeaseReason>'
const PLACED = (entry: string) =>
  `<PlacementDetail><URN>980075</URN><PlacementRank>1</PlacementRank><EntryDate>${entry}</EntryDate></PlacementDetail>`
const FIRST = { start: '2016-02-29', number: 1 }
const SECOND = { start: '2016-02-29', number: 2 }

const plansOf = async (...plans: readonly string[]) => {
  const read = await readText('r.xml', returnOf(2025, personOf(plans.join(''))))
  return { ...read, plans: read.rows.filter(({ dataset }) => dataset === 'plans') }
}

test('a plan resumed after it ceased is the second spell, held from its first placement after that', async () => {
  const active = `<ReviewMeeting>2025-01-10</ReviewMeeting>${PLACED('2023-09-01')}${PLACED('2024-11-02')}`
  const read = await plansOf(planOf(CEASED, PLACED('2023-09-01')), planOf('', active))
  const [first, second] = read.plans
  assert.deepEqual(first?.spells, { plan_id: FIRST })
  assert.deepEqual(second?.values, {
    start_date: '2016-02-29',
    reopened_date: '2024-11-02',
    cease_date: null,
    cease_reason: null,
  })
  assert.deepEqual(second.made, {
    person_id: [],
    plan_id: ['plan', '2016-02-29'],
    reopened_from_plan_id: ['plan', '2016-02-29'],
  })
  assert.deepEqual(second.spells, { plan_id: SECOND, reopened_from_plan_id: FIRST })
  assert.deepEqual(second.weak, ['reopened_from_plan_id', 'reopened_date'])
  assert.deepEqual(
    read.rows.slice(-3).map(({ spells }) => spells),
    [
      { placement_id: SECOND, plan_id: SECOND },
      { placement_id: SECOND, plan_id: SECOND },
      { review_id: SECOND, plan_id: SECOND },
    ],
  )
  assert.match(lines(read).join('\n'), /note sen2-resumed-day \(StartDate\): 1 plan resumed/)
})

test('the spells are in the order of their days, whatever the order of the file', async () => {
  const { plans } = await plansOf(planOf('', ''), planOf(CEASED, ''))
  assert.deepEqual(
    plans.map(({ values, spells }) => [values['cease_date'], spells?.['plan_id']?.number]),
    [
      [null, 2],
      ['2024-05-10', 1],
    ],
  )
})

test('a plan that comes back from another authority is transferred in, not resumed', async () => {
  const moved = CEASED.replace('>6<', '>5<')
  const { plans } = await plansOf(
    planOf(moved, ''),
    planOf('', `<TransferLA>314</TransferLA>${PLACED('2024-12-01')}`),
  )
  assert.deepEqual(plans[1]?.values, {
    request_id: null,
    start_date: '2016-02-29',
    transfer_in_la: 'E09000021',
    transfer_in_date: '2024-12-01',
    cease_date: null,
    cease_reason: null,
  })
  assert.deepEqual(plans[1].spells, { plan_id: SECOND })
  assert.deepEqual(plans[1].weak, ['transfer_in_date'])
})

test('a plan that stands twice with the same days is one spell', async () => {
  const { plans } = await plansOf(planOf('', ''), planOf('', ''))
  assert.deepEqual(
    plans.map(({ spells }) => spells),
    [{ plan_id: FIRST }, { plan_id: FIRST }],
  )
})

test('a plan with another start date is another plan', async () => {
  const { plans } = await plansOf(
    planOf(CEASED, ''),
    planOf('', '').replace('2016-02-29', '2024-08-01'),
  )
  assert.deepEqual(plans[1]?.spells, { plan_id: { start: '2024-08-01', number: 1 } })
})
