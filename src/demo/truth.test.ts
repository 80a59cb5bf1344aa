import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type CsvRow, daysApart, isIn, testDemo } from './test-demo.ts'

const { folder, summary, rowsOf, keyed } = await testDemo()
const { truth } = summary

describe('what the demonstration meant', () => {
  /** Plans held on a day, each person once. */
  function heldOn(day: string): number {
    const persons = keyed('persons', 'person_id')
    const held = rowsOf('plans').filter((row) => {
      const { reopened_date, transfer_in_date, start_date, cease_date, person_id } = row
      const from = [reopened_date, transfer_in_date, start_date].find((text) => text !== '') ?? ''
      const death = persons.get(person_id ?? '')?.['death_date'] ?? ''
      const ends = [cease_date ?? '', death].filter((text) => text !== '')
      return from <= day && ends.every((end) => end > day)
    })
    return new Set(held.map((row) => row['person_id'])).size
  }

  it('stands in truth.json', () => {
    const text = readFileSync(join(folder, 'truth.json'), 'utf8')
    assert.deepEqual(JSON.parse(text), truth)
  })

  it('agrees with the rows on the plans held at each year end', () => {
    const counted = Object.keys(truth.plansHeld).map((day) => [day, heldOn(day)])
    assert.deepEqual(Object.fromEntries(counted), truth.plansHeld)
  })

  it('agrees with the rows on the plans first made in each year', () => {
    const plans = [...keyed('plans', 'plan_id').values()].filter(
      (row) => row['transfer_in_date'] === '' && row['reopened_from_plan_id'] === '',
    )
    const counted = Object.keys(truth.newPlans).map((year) => [
      year,
      plans.filter((row) => isIn(Number(year), row['start_date'])).length,
    ])
    assert.deepEqual(Object.fromEntries(counted), truth.newPlans)
  })

  it('agrees with the rows on twenty weeks, with and without exceptions', () => {
    const counted = Object.keys(truth.twentyWeeks).map((year) => {
      const issued = rowsOf('requests').filter(
        (row) =>
          row['assessment_outcome'] === 'Y' && isIn(Number(year), row['assessment_outcome_date']),
      )
      const inTime = issued.filter(
        (row) => daysApart(row['received_date'], row['assessment_outcome_date']) <= 140,
      )
      const isPlain = (row: CsvRow): boolean => row['week20_exception'] === ''
      return [
        year,
        {
          issued: issued.length,
          inTime: inTime.length,
          issuedWithoutException: issued.filter(isPlain).length,
          inTimeWithoutException: inTime.filter(isPlain).length,
        },
      ]
    })
    assert.deepEqual(Object.fromEntries(counted), truth.twentyWeeks)
  })

  it('closes each year: opening plans and all that came, less all that went', () => {
    const rests = Object.values(truth.flows).map(
      ({ opening, made, movedIn, resumed, ceased, movedOut, closing }) =>
        opening + made + movedIn + resumed - ceased - movedOut - closing,
    )
    assert.deepEqual(rests, [0, 0, 0, 0, 0, 0])
  })

  it('agrees with the rows on what high needs cost and had, to the penny', () => {
    const counted = Object.keys(truth.money).map((year) => {
      const spend = sum(
        rowsOf('ledger').filter(
          (row) =>
            row['financial_year'] === year &&
            row['scenario'] === 'actual' &&
            row['block'] === 'high_needs',
        ),
      )
      const allocation = sum(latestAllocations(year).filter((row) => row['block'] === 'high_needs'))
      const transfer = sum(funding(year, 'block_transfer', 'high_needs'))
      return [year, { allocation, transfer, spend, inYear: allocation + transfer - spend }]
    })
    const meant = Object.entries(truth.money).map(
      ([year, { allocation, transfer, spend, inYear }]) => [
        year,
        {
          allocation: penceOf(allocation),
          transfer: penceOf(transfer),
          spend: penceOf(spend),
          inYear: penceOf(inYear),
        },
      ],
    )
    assert.deepEqual(Object.fromEntries(counted), Object.fromEntries(meant))
  })

  it('agrees with the rows on the cumulative balance, before and after the safety valve', () => {
    const opening = sum(rowsOf('funding').filter((row) => row['kind'] === 'opening_balance'))
    let [before, valve] = [opening, 0]
    const counted = Object.keys(truth.money).map((year) => {
      const spend = sum(
        rowsOf('ledger').filter(
          (row) =>
            row['financial_year'] === year &&
            row['scenario'] === 'actual' &&
            row['block'] !== 'general_fund',
        ),
      )
      before += sum(latestAllocations(year)) + sum(funding(year, 'general_fund')) - spend
      valve += sum(funding(year, 'safety_valve'))
      return [before, before + valve]
    })
    const meant = Object.values(truth.money).map((money) => [
      penceOf(money.cumulativeBeforeSafetyValve),
      penceOf(money.cumulativeAfterSafetyValve),
    ])
    assert.deepEqual(counted, meant)
  })

  it('moves between blocks nothing that one gains and no other loses', () => {
    const transfers = rowsOf('funding').filter((row) => row['kind'] === 'block_transfer')
    assert.equal(sum(transfers), 0)
    assert.equal(transfers.length, 10)
  })

  function funding(year: string, kind: string, block?: string): readonly CsvRow[] {
    return rowsOf('funding').filter(
      (row) =>
        row['financial_year'] === year &&
        row['kind'] === kind &&
        (block === undefined || row['block'] === block),
    )
  }

  /** The confirmed allocation with the latest decision, for each block. */
  function latestAllocations(year: string): readonly CsvRow[] {
    const confirmed = funding(year, 'dsg_allocation')
      .filter((row) => row['status'] === 'confirmed')
      .toSorted((a, b) => ((a['decided_date'] ?? '') < (b['decided_date'] ?? '') ? -1 : 1))
    return [...new Map(confirmed.map((row) => [row['block'], row])).values()]
  }

  function penceOf(pounds: number): number {
    return Math.round(pounds * 100)
  }

  /** Sum of amounts in whole pence. */
  function sum(rows: readonly CsvRow[]): number {
    return rows.reduce((total, row) => total + penceOf(Number(row['amount'])), 0)
  }
})
