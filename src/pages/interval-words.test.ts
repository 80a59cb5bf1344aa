import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { rational } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { intervalWords } from './interval-words.ts'

const { measures } = await readCatalogue()

const figure = (numerator: number, denominator: number): Figure => ({
  authority: 'X00000999',
  measure: '',
  variant: '',
  period: { start: '2024-01-01', end: '2024-12-31' },
  partial: false,
  scenario: null,
  breakdown: null,
  category: null,
  numerator: rational(BigInt(numerator), 1n),
  denominator: rational(BigInt(denominator), 1n),
  value: rational(BigInt(100 * numerator), BigInt(denominator)),
  status: 'ok',
  reason: '',
  ofWhole: false,
})

it('gives a percentage of cases its Wilson interval', () => {
  // Newcombe (1998), table I: 81 of 263 is 0.2553 to 0.3662.
  const measure = measures.get('new-plans-within-20-weeks') ?? assert.fail()
  assert.equal(intervalWords(figure(81, 263), measure), '25.5% to 36.6% (Wilson)')
})

it('gives a rate its Byar interval', () => {
  // Of 10 events Byar's bounds are 4.79 and 18.39; per 100 of 1,000 a tenth of that.
  const measure = measures.get('suspension-rate-with-plan') ?? assert.fail()
  assert.equal(intervalWords(figure(10, 1000), measure), '0.48 to 1.84 (Byar)')
})

it('gives none where no cases are counted', () => {
  const measure = measures.get('spend-in-independent-sector') ?? assert.fail()
  const spend = { ...figure(1, 2), numerator: rational(25n, 2n) }
  assert.equal(intervalWords(spend, measure), '')
  assert.equal(intervalWords({ ...figure(1, 2), numerator: null }, measure), '')
})
