import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { rational } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import { fromFirstRecords, unlessBeforeRecords } from './series-start.ts'

const { measures } = await readCatalogue()
const measure = (id: string) => measures.get(id) ?? assert.fail()

function step(year: string, numerator: number, denominator: number | null): Figure {
  const value = rational(numerator)
  return {
    ...{ authority: 'X00000999', measure: '', variant: '', scenario: null, breakdown: null },
    ...{ category: null, status: 'ok', reason: '', partial: false, ofWhole: false, value },
    period: { start: `${year}-01-01`, end: `${year}-12-31` },
    numerator: value,
    denominator: denominator === null ? null : rational(denominator),
  }
}

const years = (steps: readonly Figure[]) => steps.map(({ period }) => period.start.slice(0, 4))

it('a count begins in the first year that has records, and keeps the zeros after it', () => {
  const steps = [step('2019', 0, null), step('2020', 3, null), step('2021', 0, null)]
  assert.deepEqual(years(fromFirstRecords(steps, measure('new-plans'))), ['2020', '2021'])
})

it('a share begins with its first cases, though none of them was in time', () => {
  const steps = [step('2019', 0, 0), step('2020', 0, 12), step('2021', 4, 10)]
  const share = measure('new-plans-within-20-weeks')
  assert.deepEqual(years(fromFirstRecords(steps, share)), ['2020', '2021'])
})

it('spend over residents begins with the first spend, however long residents are known', () => {
  const steps = [step('2019', 0, 50_000), step('2020', 900, 50_000)]
  const spend = measure('high-needs-spend-per-resident')
  assert.deepEqual(years(fromFirstRecords(steps, spend)), ['2020'])
})

it('a series of nothing but zeros is shown whole', () => {
  const steps = [step('2019', 0, null), step('2020', 0, null)]
  assert.deepEqual(years(fromFirstRecords(steps, measure('new-plans'))), ['2019', '2020'])
})

it('a year before the records is not known, though nothing was counted in it', () => {
  const steps = [step('2023', 4, null), step('2024', 2, null)]
  const measured = measure('new-plans')
  assert.equal(unlessBeforeRecords(step('2022', 0, null), steps, measured), null)
  // Within the records nothing is nothing; and what counts something is known.
  const nothing = step('2023', 0, null)
  assert.equal(unlessBeforeRecords(nothing, [nothing, ...steps.slice(1)], measured), nothing)
  const some = step('2022', 1, null)
  assert.equal(unlessBeforeRecords(some, steps, measured), some)
  assert.equal(unlessBeforeRecords(null, steps, measured), null)
  // Without any step there is nothing to tell it from.
  assert.equal(unlessBeforeRecords(nothing, [], measured), nothing)
})
