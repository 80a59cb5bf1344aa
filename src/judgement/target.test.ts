import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecimal, type Rational, rational } from '../core/index.ts'
import { benchmarksOn } from './benchmarks.ts'
import { judgeTarget, reachedTarget, type TargetRule } from './target.ts'

function reached(
  rule: Partial<TargetRule> & { readonly comparator: string },
  value: Rational | null,
  facts: { yearEarlier?: Rational; benchmarks?: ReadonlyMap<string, Rational> } = {},
): string {
  return reachedTarget(
    { areas: [], ...rule },
    { yearEarlier: null, benchmarks: new Map(), value, ...facts },
  ).status
}

test('a figure is held to the number before it is rounded', () => {
  const justUnder = parseDecimal('89.96')

  assert.equal(reached({ comparator: 'gte', value: '90' }, justUnder), 'not-met')
  assert.equal(reached({ comparator: 'gte', value: '90' }, rational(90)), 'met')
  assert.equal(reached({ comparator: 'gt', value: '90' }, rational(90)), 'not-met')
  assert.equal(reached({ comparator: 'lte', value: '90' }, justUnder), 'met')
  assert.equal(reached({ comparator: 'lt', value: '90' }, rational(90)), 'not-met')
  assert.equal(reached({ comparator: 'eq', value: '0.5' }, rational(1, 2)), 'met')
})

test('a range has both its ends in', () => {
  const rule = { comparator: 'within', value: '5', upper: '10' }

  assert.equal(reached(rule, rational(10)), 'met')
  assert.equal(reached(rule, rational(101, 10)), 'not-met')
})

test('the same as a year earlier is neither an increase nor a decrease', () => {
  const earlier = { yearEarlier: rational(100000) }

  assert.equal(reached({ comparator: 'increase' }, rational(100000), earlier), 'not-met')
  assert.equal(reached({ comparator: 'decrease' }, rational(100000), earlier), 'not-met')
  assert.equal(reached({ comparator: 'decrease' }, rational(99999), earlier), 'met')
  assert.equal(reached({ comparator: 'increase' }, rational(1)), 'unknown')
})

test('a figure is held to every area named, and to none that is missing', () => {
  const rule = { comparator: 'above-benchmark', areas: ['england', 'london'] }
  const both = new Map([
    ['england', rational(40)],
    ['london', rational(45)],
  ])

  assert.equal(reached(rule, rational(46), { benchmarks: both }), 'met')
  assert.equal(reached(rule, rational(45), { benchmarks: both }), 'not-met')
  assert.equal(
    reached({ ...rule, comparator: 'at-or-above-benchmark' }, rational(45), { benchmarks: both }),
    'met',
  )
  assert.equal(
    reached({ ...rule, comparator: 'below-benchmark' }, rational(39), { benchmarks: both }),
    'met',
  )
  assert.equal(
    reached(rule, rational(46), { benchmarks: new Map([['england', rational(40)]]) }),
    'unknown',
  )
})

test('no figure, or no number to reach, is unknown and never met or missed', () => {
  assert.equal(reached({ comparator: 'gte', value: '90' }, null), 'unknown')
  assert.equal(reached({ comparator: 'gte' }, rational(90)), 'unknown')
  assert.equal(reached({ comparator: 'unknown' }, rational(90)), 'unknown')
  assert.equal(reached({ comparator: 'none' }, rational(90)), 'none')
  assert.equal(reached({ comparator: 'achieved' }, rational(1)), 'met')
  assert.equal(reached({ comparator: 'achieved' }, rational(0)), 'not-met')
})

test('a figure is judged by the next target that is due', () => {
  const targets = [
    { comparator: 'gte', value: '50', date: '2020-12-31', areas: [] },
    { comparator: 'gte', value: '90', date: '2023-12-31', areas: [] },
  ]
  const facts = { value: rational(60), yearEarlier: null, benchmarks: [] }

  assert.equal(judgeTarget(targets, facts, '2020-12-31').status, 'met')
  assert.equal(judgeTarget(targets, facts, '2021-01-01').status, 'not-met')
})

test('a benchmark is the newest of the twelve months to the day, the last published of a date', () => {
  const rows = [
    { area: 'england', asAt: '2019-08-31', publishedOn: '2020-06-01', value: rational(1) },
    { area: 'england', asAt: '2020-08-31', publishedOn: '2021-06-01', value: rational(3) },
    { area: 'england', asAt: '2020-08-31', publishedOn: '2020-12-01', value: rational(2) },
    { area: 'london', asAt: '2019-08-31', publishedOn: '2020-06-01', value: rational(9) },
    { area: 'england', asAt: '2021-08-31', publishedOn: '2022-06-01', value: rational(4) },
  ]

  assert.deepEqual([...benchmarksOn(rows, '2020-08-31')], [['england', rational(3)]])
})
