import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayJudgement, type SentenceParts } from './say.ts'

const PARTS: SentenceParts = {
  name: 'New plans within 20 weeks',
  display: '41.3%',
  size: '33 of 80',
  period: 'in January to March 2024',
  reason: '',
  target: '90% or more',
  course: { status: 'off-course', why: 'the target is not met' },
  process: {
    word: 'worsening',
    why: 'seven or more figures in a row are below the average',
    chart: null,
  },
}

it('says figure, size, period, target and trend', () => {
  assert.equal(
    sayJudgement(PARTS),
    'New plans within 20 weeks: 41.3% (33 of 80) in January to March 2024. Off course for the target of 90% or more: the target is not met; worsening: seven or more figures in a row are below the average.',
  )
})

it('says only the trend where no target is set', () => {
  const parts: SentenceParts = {
    ...PARTS,
    target: null,
    course: { status: null, why: 'the strategy sets no target' },
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
