import assert from 'node:assert/strict'
import { it } from 'node:test'
import { checkSentence, type SentenceFacts } from './check-sentence.ts'

/** A percentage that should be high, falling below its average for seven months, far from its target. */
const FACTS: SentenceFacts = {
  wished: 1,
  process: {
    word: 'worsening',
    why: 'seven or more figures in a row are below the average',
    series: null,
    noIcons: '',
  },
  course: {
    status: 'off-course',
    why: 'the target is not met',
    expected: {
      status: 'not-met',
      due: '2026-12-31',
      value: 40,
      why: 'at its present pace it does not get there',
    },
  },
  reached: 'not-met',
  sinceYear: { change: 1, words: '40.0% a year earlier' },
  sinceStep: { change: -1, words: '42.0% in the step before' },
  series: [60, 61, 59, 60, 62, 58, 50, 49, 48, 47, 46, 45, 42, 41],
  names: ['Requests for assessment declined'],
}

function told(sentence: string, facts: SentenceFacts = FACTS): string[] {
  return checkSentence(sentence, facts).claims.map(
    ({ words, negated, support }) => `${negated ? 'not ' : ''}${words}: ${support}`,
  )
}

it('holds improved and worse against the control chart', () => {
  assert.deepEqual(told('Timeliness has improved.'), ['improved: unsupported'])
  assert.deepEqual(told('Timeliness got worse.'), ['got worse: supported'])
  assert.deepEqual(told('Timeliness has deteriorated'), ['deteriorated: supported'])
  assert.deepEqual(told('We are doing better.'), ['better: unsupported'])
})

it('turns a claim round where it is denied', () => {
  assert.deepEqual(told('Timeliness has not improved.'), ['not improved: supported'])
  assert.deepEqual(told('There is no improvement yet.'), ['not improvement: supported'])
  assert.deepEqual(told("It hasn't got any worse."), ['not worse: unsupported'])
  assert.deepEqual(told('It failed to improve.'), ['not improve: supported'])
})

it('ends a denial with its clause', () => {
  assert.deepEqual(told('The target was not met, but timeliness improved.'), [
    'not target was not met: supported',
    'improved: unsupported',
  ])
})

it('compares with the figure that the sentence names', () => {
  assert.deepEqual(told('It is better than a year ago.'), ['better than: supported'])
  assert.deepEqual(told('It rose since last month.'), ['rose: unsupported'])
  assert.deepEqual(told('It fell since last month; it is higher than a year earlier.'), [
    'fell: supported',
    'higher: supported',
  ])
})

it('holds stable and significant against the usual range', () => {
  assert.deepEqual(told('The figure is stable.'), ['stable: unsupported'])
  assert.deepEqual(told('The figure fell significantly.'), [
    'fell: supported',
    'significantly: supported',
  ])
  const steady = { ...FACTS, process: { ...FACTS.process, word: 'steady' as const } }
  assert.deepEqual(told('There is no significant change.', steady), [
    'no significant change: supported',
  ])
  assert.deepEqual(
    told('The fall is not significant.', steady).at(-1),
    'not significant: supported',
  )
})

it('holds on track, met and what is to come against the target', () => {
  assert.deepEqual(told('We are on track.'), ['on track: unsupported'])
  assert.deepEqual(told('We are not on track.'), ['not on track: supported'])
  assert.deepEqual(told('It is behind schedule and below the 90% target.'), [
    'behind schedule: supported',
    'below the 90% target: supported',
  ])
  assert.deepEqual(told('We will meet the target.'), ['will meet: unsupported'])
  const none = { ...FACTS, course: { status: null, why: 'no target is set', expected: null } }
  assert.deepEqual(told('We are on track.', none), ['on track: cannot-tell'])
})

it('calls a record what is beyond every other figure held', () => {
  assert.deepEqual(told('This is a record low.'), ['a record low: supported'])
  assert.deepEqual(told('This is the highest ever.'), ['the highest ever: unsupported'])
  assert.deepEqual(told('Our worst ever month.'), ['Our worst ever: supported'])
  const tied = { ...FACTS, series: [...FACTS.series, 41] }
  assert.deepEqual(told('This is a record low.', tied), ['a record low: unsupported'])
  assert.deepEqual(told('This is a record low.', { ...FACTS, series: [3, 2, 1] }), [
    'a record low: cannot-tell',
  ])
})

it('does not take wishes, programmes or the name of the KPI for claims', () => {
  assert.deepEqual(told('We want to improve; the improvement plan says how.'), [])
  assert.deepEqual(told('Requests for assessment declined: 20 of 80.'), [])
  assert.equal(checkSentence('41.3% in March.', FACTS).supported, true)
})

it('cannot tell a trend from too few figures, and then supports nothing', () => {
  const process = {
    word: 'too-few-points',
    why: 'only 5 figures are known',
    series: null,
    noIcons: '',
  } as const
  const facts = { ...FACTS, process }
  assert.deepEqual(told('It improved.', facts), ['improved: cannot-tell'])
  assert.deepEqual(told('It has not improved.', facts), ['not improved: cannot-tell'])
  assert.equal(checkSentence('It improved.', facts).supported, false)
})

it('supports better and worse of nothing that is wanted neither way', () => {
  const facts = { ...FACTS, wished: 0, process: { ...FACTS.process, word: 'falling' } } as const
  assert.deepEqual(told('It improved.', facts), ['improved: cannot-tell'])
  assert.deepEqual(told('It is falling.', facts), ['falling: supported'])
})
