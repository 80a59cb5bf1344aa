import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Measure, readCatalogue } from '../catalogue/index.ts'
import { lastPeriods, rational } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { seriesOf } from './series-of.ts'

const { measures } = await readCatalogue()

function measure(id: string): Measure {
  const found = measures.get(id)
  if (!found) throw new Error(`there is no measure ${id}`)
  return found
}

type Parts = readonly (readonly [count: number, size: number] | null)[]

function steps(of: Measure, type: 'month' | 'rolling-12m' | 'point', parts: Parts): Figure[] {
  const periods = lastPeriods(type, '2026-03-31', parts.length)
  return periods.map((period, index) => {
    const pair = parts[index] ?? null
    const [count, size] = pair ?? [0, 0]
    return {
      ...{ authority: 'X00000001', measure: of.id, variant: '', period, partial: false },
      ...{
        scenario: null,
        breakdown: null,
        category: null,
        status: 'ok',
        reason: '',
        ofWhole: false,
      },
      numerator: rational(BigInt(count)),
      denominator: rational(BigInt(size)),
      value: pair === null ? null : rational(BigInt(100 * count), BigInt(size)),
    }
  })
}

test('a share of cases brings its counts, and none for a step without a figure', () => {
  const share = measure('new-plans-within-20-weeks')
  const series = seriesOf(share, steps(share, 'month', [[3, 4], null, [1, 2]]))
  assert.deepEqual(series, {
    nature: 'percentage',
    values: [75, null, 50],
    perYear: 12,
    numerators: [3, null, 1],
    denominators: [4, null, 2],
  })
})

test('what is there on a day, or in years that overlap, is mostly what was there before', () => {
  const stock = measure('active-plans')
  assert.equal(seriesOf(stock, steps(stock, 'point', [[3, 1]])).nature, 'stock')
  const share = measure('new-plans-within-20-weeks')
  const rolling = seriesOf(
    share,
    steps(share, 'rolling-12m', [
      [3, 4],
      [2, 4],
    ]),
  )
  assert.equal(rolling.nature, 'stock')
})

test('a share that no cases make up has no law of chance', () => {
  const share = measure('new-plans-within-20-weeks')
  assert.equal(
    seriesOf(
      share,
      steps(share, 'month', [
        [5, 4],
        [1, 2],
      ]),
    ).nature,
    'other',
  )
})
