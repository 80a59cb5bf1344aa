import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Measure, readCatalogue } from '../catalogue/index.ts'
import { parseDecimal, type Rational, rational } from '../core/index.ts'
import { displayFigure, publicDisplay } from './display.ts'
import { ACHIEVED_LATE } from './milestone-late.ts'
import { figureOfRow } from './row-figure.ts'

const { measures } = await readCatalogue()

function measure(id: string): Measure {
  const found = measures.get(id)
  assert.ok(found, `${id} must be in the catalogue`)
  return found
}

function shown(id: string, value: Rational): string {
  const figure = { numerator: null, denominator: null, value, status: 'ok', reason: '' } as const
  return displayFigure(figure, measure(id))
}

function inPublic(id: string, numerator: number | null, denominator: number | null): string {
  const n = numerator === null ? null : rational(numerator)
  const d = denominator === null ? null : rational(denominator)
  const value = n && d ? rational(n.n * 100n, d.n) : n
  const figure = {
    numerator: n,
    denominator: d,
    value: value ?? rational(18),
    status: 'ok',
    reason: '',
  } as const
  return publicDisplay(figure, measure(id), measure(id).disclosure)
}

test('a percentage has one decimal, rounded half away from zero', () => {
  assert.equal(shown('change-in-active-plans-over-a-year', parseDecimal('-6.25')), '-6.3')
  assert.equal(shown('new-plans-within-20-weeks', rational(200, 3)), '66.7')
})

test('a rate has two decimals, whatever its unit, unless the measure says otherwise', () => {
  assert.equal(shown('complaints-per-100-plans', parseDecimal('12.5')), '12.50')
  assert.equal(shown('funding-gap-as-share-of-allocation', parseDecimal('6.534091')), '6.5')
})

test('pounds are whole with a sign before them, those for each head have pence', () => {
  assert.equal(shown('high-needs-spend', rational(1885000)), '£1,885,000')
  assert.equal(shown('savings-over-16', rational(-5000)), '-£5,000')
  assert.equal(shown('high-needs-spend-per-resident', parseDecimal('118.405')), '£118.41')
})

test('counts have commas, scores two decimals, weeks one', () => {
  assert.equal(shown('active-plans', rational(1234567)), '1,234,567')
  assert.equal(shown('progress-8-sen-support', parseDecimal('-0.25')), '-0.25')
  assert.equal(shown('early-years-therapy-median-wait', rational(18)), '18.0')
})

test('a milestone is yes, yes (late) or no, and no value is its status in words', () => {
  const none = { numerator: null, denominator: null, value: null, reason: '' }
  const late = { ...none, value: rational(1), status: 'ok', reason: ACHIEVED_LATE } as const

  assert.equal(shown('send-board-established', rational(1)), 'yes')
  assert.equal(shown('send-board-established', rational(0)), 'no')
  assert.equal(displayFigure(late, measure('send-board-established')), 'yes (late)')
  assert.equal(displayFigure({ ...none, status: 'no-cases' }, measure('active-plans')), 'no cases')
  assert.equal(
    displayFigure({ ...none, status: 'not-supplied' }, measure('active-plans')),
    'not supplied',
  )
})

test('the public sees no count of 1 to 5, but sees none and six', () => {
  assert.equal(inPublic('active-plans', 5, null), 'suppressed')
  assert.equal(inPublic('active-plans', 0, null), '0')
  assert.equal(inPublic('active-plans', 6, null), '6')
  assert.equal(inPublic('net-movers', -3, null), 'suppressed')
})

test('the public sees no share with a small part, whole or remainder', () => {
  assert.equal(inPublic('new-plans-within-20-weeks', 12, 15), 'suppressed')
  assert.equal(inPublic('new-plans-within-20-weeks', 3, 30), 'suppressed')
  assert.equal(inPublic('new-plans-within-20-weeks', 15, 30), '50.0')
  assert.equal(inPublic('new-plans-within-20-weeks', 30, 30), '100.0')
})

test('the public sees no median of a few values, and nothing that is not for publication', () => {
  assert.equal(inPublic('early-years-therapy-median-wait', null, 5), 'suppressed')
  assert.equal(inPublic('early-years-therapy-median-wait', null, 6), '18.0')
  assert.equal(inPublic('tier-2-seen-within-standard', 50, 100), 'not published')
})

test('a sound figure of a stand-in definition is provisional', () => {
  const figure = { status: 'ok', reason: '' } as const

  assert.equal(figureOfRow(figure, { provisional: true }).status, 'provisional')
  assert.equal(figureOfRow(figure, { provisional: false }).status, 'ok')
})
