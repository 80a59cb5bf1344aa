import assert from 'node:assert/strict'
import { it } from 'node:test'
import {
  afterReviewClock,
  changesPhase,
  type OpenRequest,
  type OpenReview,
  phaseTransferClock,
  requestClock,
  reviewClock,
} from './clocks.ts'

// 1 January 2024 + 42, 112 and 140 days: 12 February, 22 April and 20 May (a leap year).
const REQUEST: OpenRequest = {
  receivedOn: '2024-01-01',
  requestOutcome: 'A',
  assessmentOutcome: '',
  week6Exception: '',
  week16Exception: '',
  week20Exception: '',
}

it('gives an undecided request six weeks', () => {
  assert.deepEqual(requestClock(REQUEST, '2024-02-10'), {
    clock: 'decide-to-assess',
    startedOn: '2024-01-01',
    lastDay: '2024-02-12',
    daysLeft: 2,
    exception: '',
  })
})

it('keeps an undecided request on the six weeks after they have gone by', () => {
  assert.equal(requestClock(REQUEST, '2024-02-13').daysLeft, -1)
})

const ASSESSED: OpenRequest = { ...REQUEST, requestOutcome: 'Y', assessmentOutcome: 'A' }

it('holds an assessment to sixteen weeks up to their last day, then to twenty', () => {
  assert.equal(requestClock(ASSESSED, '2024-04-22').clock, 'say-no-plan')
  const next = requestClock(ASSESSED, '2024-04-23')
  assert.equal(next.clock, 'final-plan')
  assert.equal(next.lastDay, '2024-05-20')
})

it('holds an agreed plan to twenty weeks at once', () => {
  const agreed = { ...ASSESSED, assessmentOutcome: 'Y' }
  assert.equal(requestClock(agreed, '2024-02-20').clock, 'final-plan')
})

it('tells the exception to the limit that is next, and no other', () => {
  const excepted = { ...ASSESSED, week16Exception: 'none', week20Exception: 'school_closed' }
  assert.equal(requestClock(excepted, '2024-04-01').exception, '')
  assert.equal(requestClock(excepted, '2024-05-01').exception, 'school_closed')
})

it('counts the last day of a review as in time', () => {
  assert.equal(reviewClock('2023-05-02', '2024-05-01', '2024-05-01').daysLeft, 0)
})

// Meeting on 1 March 2024: + 28 is 29 March, + 84 is 24 May.
const REVIEW: OpenReview = {
  meetingOn: '2024-03-01',
  decision: '',
  decidedOn: null,
  draftOn: null,
  finalOn: null,
}

it('asks for a decision four weeks after the meeting', () => {
  const next = afterReviewClock(REVIEW, '2024-03-20')
  assert.equal(next?.clock, 'review-decision')
  assert.equal(next.lastDay, '2024-03-29')
})

it('asks for the proposed changes in the same four weeks', () => {
  const next = afterReviewClock({ ...REVIEW, decision: 'A', decidedOn: '2024-03-22' }, '2024-03-25')
  assert.equal(next?.clock, 'proposed-changes')
  assert.equal(next.lastDay, '2024-03-29')
})

it('asks for the final plan eight weeks after the changes, twelve after the meeting at most', () => {
  const drafted: OpenReview = { ...REVIEW, decision: 'A', decidedOn: '2024-03-22' }
  // 20 March + 56 days is 15 May; 1 April + 56 days is 27 May, which is later than 24 May.
  assert.equal(
    afterReviewClock({ ...drafted, draftOn: '2024-03-20' }, '2024-04-01')?.lastDay,
    '2024-05-15',
  )
  assert.equal(
    afterReviewClock({ ...drafted, draftOn: '2024-04-01' }, '2024-04-02')?.lastDay,
    '2024-05-24',
  )
})

it('asks for nothing after a decision to keep the plan, or once the plan is sent', () => {
  assert.equal(
    afterReviewClock({ ...REVIEW, decision: 'M', decidedOn: '2024-03-20' }, '2024-06-01'),
    undefined,
  )
  assert.equal(
    afterReviewClock(
      { ...REVIEW, decision: 'A', decidedOn: '2024-03-20', finalOn: '2024-05-01' },
      '2024-06-01',
    ),
    undefined,
  )
})

it('gives school moves to 15 February and moves to post-16 to 31 March', () => {
  assert.equal(phaseTransferClock(10, '2024-01-31').lastDay, '2024-02-15')
  assert.equal(phaseTransferClock(3, '2023-09-01').lastDay, '2024-02-15')
  assert.equal(phaseTransferClock(15, '2024-01-31').lastDay, '2024-03-31')
  assert.equal(phaseTransferClock(10, '2024-08-31').daysLeft, -198)
})

it('knows the years in which a child changes phase', () => {
  assert.deepEqual(
    [3, 4, 9, 10, 11, 14, 15, 16].filter((age) => changesPhase(age)),
    [3, 10, 15],
  )
})
