import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { KpiLine } from './kpi-line.ts'
import {
  EMPTY_FILTER,
  filterQuery,
  filterRows,
  filterWords,
  parseFilter,
} from './scorecard-filter.ts'

const LINE: KpiLine = {
  address: 'kingston-2021/111/a',
  href: '/strategies/kingston-2021/111/a',
  sub: 'a',
  name: 'New plans within 20 weeks',
  role: 'headline',
  display: '41.3%',
  size: '33 of 80',
  fewCases: false,
  provisional: false,
  period: '2024',
  earlier: '',
  sinceYear: null,
  reason: '',
  target: '90% or more',
  status: 'off-course',
  statusWord: 'off course',
  statusWhy: 'the target is not met',
  process: 'worsening',
  processWord: 'worsening',
  processWhy: 'seven figures in a row fall',
  icons: '',
  iconWords: '',
  spark: '',
  sentence: '',
  guards: [],
  mark: null,
  earlierMark: null,
  quality: 'good, 90',
  qualityLevel: 'good',
}
const ROW = {
  area: 'WS 5 : Assessment and Planning',
  owners: ['EHC plans'],
  words: '% of EHC Plans completed within the statutory timescale (20 weeks)',
  ref: '111',
  lines: [LINE, { ...LINE, sub: 'b', status: 'no-target' as const }],
}

it('shows everything without a wish', () => {
  assert.deepEqual(filterRows([ROW], EMPTY_FILTER), [ROW])
})

it('keeps only the lines of the status asked for', () => {
  const [row] = filterRows([ROW], { ...EMPTY_FILTER, status: 'off-course' })
  assert.deepEqual(row?.lines, [LINE])
})

it('drops a row of which no line matches', () => {
  assert.deepEqual(filterRows([ROW], { ...EMPTY_FILTER, status: 'met' }), [])
})

it('finds a row by its own words, whatever their case', () => {
  assert.equal(filterRows([ROW], { ...EMPTY_FILTER, words: 'STATUTORY' }).length, 1)
  assert.equal(filterRows([ROW], { ...EMPTY_FILTER, words: 'autism' }).length, 0)
})

it('finds a row by its owner', () => {
  assert.equal(filterRows([ROW], { ...EMPTY_FILTER, owner: 'EHC plans' }).length, 1)
  assert.equal(filterRows([ROW], { ...EMPTY_FILTER, owner: 'Finance' }).length, 0)
})

it('keeps the filter in the address', () => {
  const filter = parseFilter({ area: 'WS 5 : Assessment and Planning', status: 'met' })
  assert.equal(filterQuery(filter), '?area=WS+5+%3A+Assessment+and+Planning&status=met')
  assert.equal(filterQuery(EMPTY_FILTER), '')
})

it('says the filter in words for what is downloaded', () => {
  assert.equal(filterWords(parseFilter({ status: 'off-course' })), 'status off course')
})

it('takes a wish that it cannot read as none', () => {
  assert.deepEqual(parseFilter({ area: ['a', 'b'], status: { $ne: '' } }), EMPTY_FILTER)
})
