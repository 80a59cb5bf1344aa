import assert from 'node:assert/strict'
import { it } from 'node:test'
import { forecastMonthEnd, type PlanInHand } from './month-end.ts'

// As at 10 May 2024; the pace is that of 10 February to 10 May. A case received 140 days before a
// last day: 11 May from 23 December, 31 May from 12 January, 1 June from 13 January.
const AS_AT = '2024-05-10'
const DUE: readonly PlanInHand[] = [
  { receivedOn: '2023-12-23', finishedOn: null },
  { receivedOn: '2024-01-12', finishedOn: null },
]
const NEXT_MONTH: PlanInHand = { receivedOn: '2024-01-13', finishedOn: null }
const DONE_IN_TIME: PlanInHand = { receivedOn: '2023-12-15', finishedOn: '2024-05-03' }

it('counts what is finished and what is due in the rest of the month', () => {
  const { month, finished, finishedInTime, due } = forecastMonthEnd(
    [...DUE, NEXT_MONTH, DONE_IN_TIME],
    AS_AT,
  )
  assert.deepEqual(
    { month, finished, finishedInTime, due },
    { month: { start: '2024-05-01', end: '2024-05-31' }, finished: 1, finishedInTime: 1, due: 2 },
  )
})

it('forecasts at the pace of the last thirteen weeks, with late cases going on', () => {
  // In the window one last day in time (3 May) and one missed: received 1 November, last day 20
  // March, finished 20 April. Pace 1/2, one late in 91 days, 21 days left.
  const late: PlanInHand = { receivedOn: '2023-11-01', finishedOn: '2024-04-20' }
  const forecast = forecastMonthEnd([...DUE, DONE_IN_TIME, late], AS_AT)
  const lateToCome = 21 / 91
  assert.equal(forecast.pace, 0.5)
  assert.equal(forecast.finishedLate, 1)
  assert.equal(forecast.best, 3 / (3 + lateToCome))
  assert.equal(forecast.atPace, 2 / (2 + lateToCome))
})

it('turns to the next month when the records end with one', () => {
  const { month, finished } = forecastMonthEnd([DONE_IN_TIME], '2024-05-31')
  assert.deepEqual(month, { start: '2024-06-01', end: '2024-06-30' })
  assert.equal(finished, 0)
})

it('forecasts nothing from nothing', () => {
  const { best, atPace, pace } = forecastMonthEnd([], AS_AT)
  assert.deepEqual({ best, atPace, pace }, { best: null, atPace: null, pace: null })
})
