import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { rational, toFixed } from '../core/index.ts'
import { byarInterval, type Interval, wilsonInterval, Z_998 } from '../statistics/index.ts'
import { type AreaFigure, bandOf, groupFigure, quartilesOf, rankOf } from './index.ts'

// Held to figures that DfE published: Contains public sector information licensed under the Open
// Government Licence v3.0.
const FOLDER = join(import.meta.dirname, '../../../shared/real-data')
const absent = existsSync(FOLDER) ? false : 'the published files are not on this machine'

const Rows = z.array(z.record(z.string(), z.string()))

function rowsOf(path: string): Record<string, string>[] {
  const bytes = readFileSync(join(FOLDER, path))
  const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes
  return Rows.parse(parse(text, { columns: true, bom: true, relax_column_count: true }))
}

/** A number as LAIT prints it, its noise of binary fractions taken off; null for a symbol. */
function published(text: string | undefined): number | null {
  const value = Number(text ?? '-')
  return Number.isNaN(value) ? null : Number(value.toFixed(2))
}

/** The 153 authorities of today for one measure and year. */
function laitFigures(measure: string, year: string): AreaFigure[] {
  const neighbours = rowsOf('neighbours/statistical_neighbours_long.csv')
  const today = new Set(
    neighbours.filter((row) => row['model'] === '2025').map((row) => row['old_la_code'] ?? ''),
  )
  return rowsOf('lait/lait_sen_headline_long.csv')
    .filter((row) => row['measure_short'] === measure && row['year'] === year)
    .map((row) => ({
      area: String(Number(row['old_la_code'])),
      name: row['area'] ?? '',
      value: published(row['value']),
      year,
      definition: measure,
    }))
    .filter(({ area }) => today.has(area))
}

const six = ({ lower, upper }: Interval) => [lower.toFixed(6), upper.toFixed(6)]

test('the intervals of published rates equal the hand-worked ones', () => {
  assert.deepEqual(six(wilsonInterval(65, 100)), ['0.552544', '0.736358'])
  assert.deepEqual(six(wilsonInterval(65, 100, Z_998)), ['0.495495', '0.778354'])
  assert.deepEqual(six(wilsonInterval(0, 10)), ['0.000000', '0.277533'])
  // By hand: z squared is 9.549536, over 10 + 9.549536.
  assert.deepEqual(six(wilsonInterval(0, 10, Z_998)), ['0.000000', '0.488479'])
  assert.deepEqual(six(wilsonInterval(41, 80)), ['0.404933', '0.618921'])
  assert.deepEqual(six(wilsonInterval(29_895, 49_519)), ['0.599392', '0.608008'])
  assert.deepEqual(six(byarInterval(5)), ['1.611348', '11.668164'])
  assert.deepEqual(six(byarInterval(10)), ['4.787450', '18.391459'])
  assert.deepEqual(six(byarInterval(65)), ['50.163188', '82.849139'])
})

test('the 20-week quartiles of 2024 equal the hand-worked ones', { skip: absent }, () => {
  const figures = laitFigures('SEN_EHC_Excpt_20wks', '2024')
  assert.equal(figures.length, 153)
  const quartiles = quartilesOf(figures)
  // 151 figures: the places are 37.5, 75 and 112.5 of the figures in order.
  assert.ok(quartiles)
  assert.deepEqual(
    Object.values(quartiles).map((value) => value.toFixed(3)),
    ['3.200', '29.150', '52.300', '79.400', '100.000', '151.000'],
  )
  // January 2026 withdrew Lewisham's 94.8.
  const later = quartilesOf(
    figures.map((one) => (one.name === 'Lewisham' ? { ...one, value: null } : one)),
  )
  assert.deepEqual(
    later && [later.lower, later.median, later.upper].map((value) => value.toFixed(3)),
    ['29.025', '51.900', '79.250'],
  )
  const bandFor = (name: string) =>
    bandOf(figures.find((one) => one.name === name)?.value ?? NaN, quartiles, 'higher-better')
  assert.deepEqual(['Kingston upon Thames', 'Tower Hamlets', 'Durham'].map(bandFor), [
    'A',
    'C',
    'D',
  ])
})

test('ranks and ties of published figures equal the hand-worked ones', { skip: absent }, () => {
  const timely = laitFigures('SEN_EHC_Excpt_20wks', '2024')
  const appeals = laitFigures('SEN_AppealableDec', '2023')
  const place = (
    code: string,
    figures: AreaFigure[],
    polarity: 'higher-better' | 'lower-better',
  ) => {
    const rank = rankOf(code, figures, polarity, 'none')
    return [rank?.place, rank?.sharedWith, rank?.of]
  }
  assert.deepEqual(place('211', timely, 'higher-better'), [95, 0, 151])
  assert.deepEqual(place('314', timely, 'higher-better'), [19, 0, 151])
  // Eight authorities printed an appeal rate of 2.4.
  assert.deepEqual(place('314', appeals, 'lower-better'), [87, 7, 153])
  assert.deepEqual(place('211', appeals, 'lower-better'), [17, 1, 153])
  assert.deepEqual(place('806', appeals, 'lower-better'), [8, 4, 153])
})

test(
  'the figure of ten neighbours is their plain mean where only rates are printed',
  { skip: absent },
  () => {
    const codes = ['204', '206', '316', '352', '202', '309', '213', '210', '330', '304']
    const figures = laitFigures('SEN_EHC_Excpt_20wks', '2024').filter(({ area }) =>
      codes.includes(area),
    )
    // By hand: 43.3 + 79.5 + 57.6 + 76.8 + 96.6 + 84.2 + 100 + 36 + 26.7 + 89.3 = 690.
    const group = groupFigure(figures, 100)
    assert.deepEqual(
      [group?.value.toFixed(6), group?.present, group?.how],
      ['69.000000', 10, 'mean'],
    )
  },
)

const PARTS = [
  ['pc_plans_issued_within_20_weeks', 'plans_issued_within_20_weeks', 'plans_issued_den'],
  ['PC_plans_issued_20_weeks_ex', 'plans_issued_20_weeks_ex', 'plans_issued_den_ex'],
] as const

type Printed = {
  readonly place: string
  readonly ours: string
  readonly theirs: string
}

function printedShares(rows: readonly Record<string, string>[]): Printed[] {
  return rows.flatMap((row) =>
    PARTS.flatMap(([share, numerator, denominator]) => {
      const theirs = row[share] ?? ''
      if (!/^[\d.]+$/.test(theirs)) return []
      const size = Number(row[denominator])
      const count = Number(row[numerator])
      const ours = size > 0 ? toFixed(rational(BigInt(100 * count), BigInt(size)), 1) : 'no cases'
      const place = `${row['la_name'] ?? ''} ${row['breakdown'] ?? ''} ${String(count)}/${String(size)} ${theirs}`
      return [{ place, ours, theirs: Number(theirs).toFixed(1) }]
    }),
  )
}

test(
  'every published 20-week share follows from its counts but the two known ones',
  { skip: absent },
  () => {
    const printed = printedShares(rowsOf('sen2-2025/full/timeliness_20_week.csv.gz'))
    // All that the release of June 2025 prints; 223 more are x.
    assert.equal(printed.length, 24_199)
    assert.deepEqual(
      printed.filter(({ ours, theirs }) => ours !== theirs).map(({ place }) => place),
      [
        'Birmingham age 8 23/80 28.7',
        'Hertfordshire White - Any other White background 41/80 51.2',
      ],
    )
  },
)
