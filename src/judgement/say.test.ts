import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayJudgement, type SentenceParts } from './say.ts'

const PARTS: SentenceParts = {
  name: 'New plans within 20 weeks',
  display: '41.3%',
  size: '33 of 80',
  fewCases: false,
  period: 'in January to March 2024',
  reason: '',
  target: '90% or more',
  course: { status: 'off-course', why: 'the target is not met', expected: null },
  process: {
    word: 'worsening',
    why: 'seven or more figures in a row are below the average',
    series: null,
    noIcons: '',
  },
}

it('says figure, size, period, target and trend', () => {
  assert.equal(
    sayJudgement(PARTS),
    'New plans within 20 weeks: 41.3% (33 of 80) in January to March 2024. Worsening: seven or more figures in a row are below the average. Off course for the target of 90% or more: the target is not met.',
  )
})

it('says only the trend where no target is set', () => {
  const parts: SentenceParts = {
    ...PARTS,
    target: null,
    course: { status: null, why: 'the strategy sets no target', expected: null },
  }
  assert.equal(
    sayJudgement(parts),
    'New plans within 20 weeks: 41.3% (33 of 80) in January to March 2024. Worsening: seven or more figures in a row are below the average.',
  )
})

it('says why there is no figure, and never zero', () => {
  const parts: SentenceParts = { ...PARTS, display: null, reason: 'no plans were supplied' }
  assert.equal(
    sayJudgement(parts),
    'New plans within 20 weeks cannot be shown for January to March 2024: no plans were supplied.',
  )
})

it('says what is expected by the day of the target, and that few cases are few', () => {
  const parts: SentenceParts = {
    ...PARTS,
    size: '3 of 8',
    fewCases: true,
    target: '90% or more by 31 December 2024',
    process: { word: 'steady', why: 'it stays within its usual range', series: null, noIcons: '' },
    course: {
      status: 'off-course',
      why: 'it is behind the way from the baseline to 31 December 2024',
      expected: {
        status: 'not-met',
        due: '2024-12-31',
        value: null,
        why: 'not even the best of its usual range meets the target',
      },
    },
  }
  assert.equal(
    sayJudgement(parts),
    'New plans within 20 weeks: 41.3% (3 of 8; few cases) in January to March 2024. Steady: it stays within its usual range. Off course for the target of 90% or more by 31 December 2024: it is behind the way from the baseline to 31 December 2024; not expected to reach it by 31 December 2024 unless the process changes.',
  )
})
