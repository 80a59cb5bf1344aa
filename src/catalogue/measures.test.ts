import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { findKpis, type Measure, readCatalogue } from './index.ts'

const CATALOGUE = join(import.meta.dirname, '../../../shared/reference/kpi-catalogue.csv')
const skip = existsSync(CATALOGUE) ? false : 'the KPI catalogue is not beside the project'
const catalogue = await readCatalogue()

type Row = Readonly<Record<string, string>>

function catalogueRows(): Row[] {
  const rows: unknown = parse(readFileSync(CATALOGUE, 'utf8'), { columns: true })
  return z.array(z.record(z.string(), z.string())).parse(rows)
}

const address = (row: Row): string =>
  `${row['framework'] ?? ''}/${row['ref'] ?? ''}/${row['sub'] ?? ''}`

function measureAt(row: Row): Measure {
  const [kpi] = findKpis(catalogue, address(row)).kpis
  return kpi?.measure ?? assert.fail(address(row))
}

/** The datasets that a measure and the measures in it read. */
function readsOf(measure: Measure): Set<string> {
  const others = measure.formula.measures.flatMap((id) => [
    ...readsOf(catalogue.measures.get(id) ?? assert.fail(id)),
  ])
  return new Set([...measure.formula.reads, ...others])
}

const EVERY: Row = {
  monthly: 'month',
  quarterly: 'quarter',
  termly: 'term',
  annual: 'year',
  once: 'once',
}

describe('the measures of the catalogue', () => {
  it('are 244, each with a formula that checks', () => {
    assert.equal(catalogue.measures.size, 244)
  })

  it('read no dataset that the KPI catalogue does not name', { skip }, () => {
    const extra = catalogueRows().flatMap((row) => {
      const named = (row['datasets'] ?? '').split(';')
      const more = [...readsOf(measureAt(row))].filter((dataset) => !named.includes(dataset))
      return more.length > 0 ? [`${address(row)} ${more.join()}`] : []
    })
    assert.deepEqual(extra, [])
  })

  it('have the unit, the period and the step that the KPI catalogue gives', { skip }, () => {
    const rows = catalogueRows()
    const given = (row: Row): string =>
      [address(row), row['unit'], row['period_type'], EVERY[row['frequency'] ?? '']].join(' ')
    const ours = (row: Row): string => {
      const { unit, period, every } = measureAt(row)
      return [address(row), unit, period, every].join(' ')
    }
    // One measure may serve two rows with different steps: the first one decides.
    const theirOwn = new Set([
      'tower-hamlets-2018/1.2/a',
      'tower-hamlets-2018/2.1/a',
      'tower-hamlets-2018/2.1/b',
      'tower-hamlets-2018/2.3/c',
    ])
    const own = rows.filter((row) => !theirOwn.has(address(row)))
    assert.deepEqual(own.map(ours), own.map(given))
  })

  it(
    'offer the breakdowns that the KPI catalogue lists, but two that cannot be worked out',
    { skip },
    () => {
      const lacking = catalogueRows().flatMap((row) => {
        const { breakdowns } = measureAt(row)
        const listed = (row['breakdowns'] ?? '').split(';').filter((name) => name !== '')
        return listed
          .filter((name) => !breakdowns.includes(name))
          .map((name) => `${address(row)} ${name}`)
      })
      assert.deepEqual(lacking, ['kingston-2021/37/a nc_year', 'kingston-2021/77/a work_based'])
    },
  )

  it('give the waiting standards as parameters', () => {
    const standards = [...catalogue.measures.values()].flatMap(({ id, parameters }) =>
      parameters
        .filter(({ name }) => name === 'standard')
        .map(({ value, unit }) => `${id}: ${value} ${unit ?? ''}`),
    )
    assert.deepEqual(standards.sort(), [
      'early-years-children-waiting-beyond-standard: 18 weeks',
      'early-years-therapy-within-standard: 18 weeks',
      'occupational-therapy-within-standard: 18 weeks',
      'physiotherapy-within-standard: 18 weeks',
      'speech-and-language-within-standard: 18 weeks',
      'tier-2-seen-within-standard: 4 weeks',
      'tier-3-seen-within-standard: 18 weeks',
    ])
  })

  it('wait 12 weeks for returns from alternative provision to settle', () => {
    const settling = [...catalogue.measures.values()].flatMap(({ id, settlesDays }) =>
      settlesDays === undefined ? [] : [`${id} ${String(settlesDays)}`],
    )
    assert.deepEqual(settling, [
      'returned-from-alternative-provision 84',
      'returned-from-alternative-provision-key-stage-2 84',
      'returned-from-alternative-provision-key-stage-3 84',
    ])
  })

  it('show one decimal where a rate is a share of a given number', () => {
    const decimals = [...catalogue.measures.values()].flatMap(({ id, kind, decimals: shown }) =>
      shown === undefined ? [] : [`${kind} ${id} ${String(shown)}`],
    )
    assert.deepEqual(decimals.sort(), [
      'rate annual-reports-with-finance-section 1',
      'rate early-years-gap-lowest-fifth 1',
      'rate funded-early-education-2-year-olds 1',
      'rate funded-early-education-3-year-olds 1',
      'rate funded-early-education-4-year-olds 1',
      'rate funding-gap-as-share-of-allocation 1',
      'rate progress-to-fe-places 1',
      'rate progress-to-special-school-places 1',
    ])
  })

  it('keep their formula as written', () => {
    const measure = catalogue.measures.get('new-plans-within-20-weeks')
    assert.deepEqual(measure?.text, {
      denominator:
        'count(requests[assessment_outcome = Y, assessment_outcome_date in P, week20_exception in (none, empty)])',
      numerator: 'denominator[assessment_outcome_date <= received_date + 20 weeks]',
    })
    assert.equal(
      measure.law,
      'SEND Regulations 2014 reg. 13(2), exceptions reg. 13(3) with 10(4)(a)-(d)',
    )
  })
})
