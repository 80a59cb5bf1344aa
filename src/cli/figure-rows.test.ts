import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Kpi, kpisOf, readCatalogue } from '../catalogue/index.ts'
import { rational } from '../core/index.ts'
import { type Figure, figureOfRow } from '../figures/index.ts'
import { figureRow } from './figure-rows.ts'

const catalogue = await readCatalogue()
const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))

function rowOf(which: (kpi: Kpi) => boolean, reason: string) {
  const kpi = kpis.find(which)
  assert.ok(kpi?.measure)
  const figure: Figure = {
    ...{ authority: 'X00000999', measure: kpi.measure.id, variant: '', scenario: null },
    ...{ period: { start: '2023-01-01', end: '2023-12-31' }, breakdown: null, category: null },
    ...{ numerator: rational(1), denominator: null, value: rational(1), status: 'ok', reason },
    ...{ partial: false, ofWhole: false },
  }
  return figureRow(kpi, figureOfRow(figure, kpi.use))
}

test('a row of a stand-in definition is provisional, with the reason', () => {
  const row = rowOf(({ address }) => address === 'kingston-2021/64/a', '')
  assert.equal(row.status, 'provisional')
  assert.equal(row.reason, 'the definition is still to be confirmed')
})

test('a row of a milestone reached late says so', () => {
  const reason = 'it was achieved after the day it was due'
  const row = rowOf(({ measure }) => measure?.id === 'send-board-established', reason)
  assert.equal(row.display, 'yes (late)')
  assert.equal(row.reason, reason)
})
