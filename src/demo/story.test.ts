import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isDay } from '../core/index.ts'
import { dayOn, textOf } from './days.ts'
import { between, type CsvRow, daysApart, isIn, testDemo } from './test-demo.ts'

const { summary, rowsOf } = await testDemo()
const { truth } = summary

/** Share of rows that pass, in per cent to one place. */
function percent(rows: readonly CsvRow[], passes: (row: CsvRow) => boolean): number {
  return Math.round((1000 * rows.filter(passes).length) / rows.length) / 10
}

describe('the story of the demonstration', () => {
  function onTime(year: number): number {
    const issued = rowsOf('requests').filter(
      (row) =>
        row['assessment_outcome'] === 'Y' &&
        row['week20_exception'] === '' &&
        isIn(year, row['assessment_outcome_date']),
    )
    return percent(
      issued,
      (row) => daysApart(row['received_date'], row['assessment_outcome_date']) <= 140,
    )
  }

  it('is a fall in plans within twenty weeks in 2022 and a recovery by 2025', () => {
    between(onTime(2021), 52, 68, '2021')
    between(onTime(2022), 18, 34, '2022')
    between(onTime(2024), 52, 70, '2024')
    between(onTime(2025), 68, 84, '2025')
  })

  it('shows in decisions after reviews', () => {
    const decided = (year: number): number =>
      percent(
        rowsOf('reviews').filter(
          (row) => isDay(row['decision_date'] ?? '') && isIn(year, row['decision_date']),
        ),
        (row) => daysApart(row['meeting_date'], row['decision_date']) <= 28,
      )
    between(decided(2022), 22, 36, '2022')
    between(decided(2025), 60, 74, '2025')
  })

  it('shows in the advice of health, by the year in which it was due', () => {
    const onTimeAdvice = (year: number): number =>
      percent(
        rowsOf('advice').filter(
          (row) =>
            row['source'] === 'health' &&
            row['context'] === 'assessment' &&
            isIn(year, textOf(dayOn(row['requested_date'] ?? '') + 42)),
        ),
        (row) =>
          row['received_date'] !== '' &&
          daysApart(row['requested_date'], row['received_date']) <= 42,
      )
    between(onTimeAdvice(2022), 30, 54, '2022')
    between(onTimeAdvice(2025), 72, 90, '2025')
  })

  it('shows in complaints: more in 2022 than in the years around it', () => {
    const complaints = [2020, 2022, 2025].map(
      (year) =>
        rowsOf('disputes').filter(
          (row) => row['kind'] === 'complaint' && isIn(year, row['received_date']),
        ).length,
    )
    between(complaints[0] ?? 0, 10, 40, '2020')
    between(complaints[1] ?? 0, 50, 95, '2022')
    between(complaints[2] ?? 0, 25, 60, '2025')
  })

  it('shows in the share of high needs spent in the independent sector', () => {
    const sector = new Set([
      'mainstream_independent',
      'special_independent',
      'special_nonmaintained',
      'specialist_post16',
    ])
    const share = (year: string): number => {
      const lines = rowsOf('ledger').filter(
        (row) =>
          row['financial_year'] === year &&
          row['scenario'] === 'actual' &&
          row['block'] === 'high_needs',
      )
      const total = (rows: readonly CsvRow[]): number =>
        rows.reduce((sum, row) => sum + Number(row['amount']), 0)
      return (100 * total(lines.filter((row) => sector.has(row['provision'] ?? '')))) / total(lines)
    }
    between(share('2020-21'), 20, 28, '2020-21')
    between(share('2023-24'), 30, 38, '2023-24')
    between(share('2025-26'), 27, 33, '2025-26')
  })

  it('ends with a deficit that the safety valve and savings have all but closed', () => {
    const millions = ['2020-21', '2022-23', '2025-26'].map(
      (year) => Math.round((truth.money[year]?.inYear ?? 0) / 100_000) / 10,
    )
    between(millions[0] ?? 0, -1.3, -0.7, '2020-21')
    between(millions[1] ?? 0, -3.3, -2.3, '2022-23')
    between(millions[2] ?? 0, -0.9, -0.3, '2025-26')
    const after = truth.money['2025-26']?.cumulativeAfterSafetyValve ?? 0
    between(after, -1_800_000, -500_000, 'cumulative balance')
  })

  it('has its seasons: few requests in August, many before the summer holidays', () => {
    const inMonth = (month: string): number =>
      rowsOf('requests').filter((row) => row['received_date']?.includes(`-${month}-`) === true)
        .length
    between(inMonth('08') / inMonth('07'), 0.2, 0.55, 'August over July')
  })

  it('opens places for children in each September of the plan', () => {
    const opened = rowsOf('places').filter(
      (row) =>
        row['as_at'] === '2026-01-15' &&
        row['is_new'] === 'Y' &&
        row['status'] === 'open' &&
        row['age_band'] === 'under_16',
    )
    const years = new Set(opened.map((row) => row['opened_date']))
    assert.deepEqual([...years].toSorted(), [
      '2021-09-01',
      '2023-09-01',
      '2024-09-01',
      '2025-09-01',
    ])
  })
})
