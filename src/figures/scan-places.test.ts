import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, addMonths } from '../core/index.ts'
import { openDuckDb } from '../database/index.ts'
import { placesOfDays, placesOfYears } from './scan-places.ts'

const OPERATORS = ['<', '<=', '>', '>='] as const

const monthEnds = Array.from({ length: 30 }, (_, n) => addDays(addMonths('2022-05-01', n), -1))
const DAYS: Readonly<Record<string, readonly [readonly string[], number]>> = {
  'one day': [['2024-02-29'], 0],
  'month ends': [monthEnds, 0],
  'first days of months': [monthEnds.map((end) => addDays(end, 1)), 0],
  'month ends and a day in between, out of order': [['2023-11-14', ...monthEnds, '2022-04-30'], 0],
  'two odd days of one month': [[...monthEnds, '2023-11-14', '2023-11-15'], 0],
  'odd days before and after all': [['2021-12-05', ...monthEnds, '2025-06-11'], 0],
  '20 weeks before month ends': [monthEnds.map((end) => addDays(end, -140)), 140],
  '10 days after month ends': [monthEnds.map((end) => addDays(end, 10)), -10],
  '3 months before month ends': [monthEnds.map((end) => addMonths(end, -3)), 0],
  'every 11 days': [Array.from({ length: 40 }, (_, n) => addDays('2023-01-03', 11 * n)), 0],
}

/** Every day of six years that hold all the days asked with, and none. */
const ROWS = `(select cast(date '2020-06-01' + cast(n as integer) as date) as x from range(2200) days(n)
  union all select cast(null as date))`

for (const [name, [days, shift]] of Object.entries(DAYS)) {
  void test(`a row is compared by its number as by its day: ${name}`, async () => {
    const database = await openDuckDb(':memory:')
    try {
      for (const operator of OPERATORS) {
        const { sql, places } = placesOfDays('x', operator, days, shift)
        const is = operator.startsWith('<') ? '<=' : '>'
        const wrong = days.map(
          (day, n) =>
            `count(*) filter (where (place ${is} ${String(places[n])}) is distinct from coalesce(x ${operator} date '${day}', false))`,
        )
        const [row] = await database.query(
          `select ${wrong.join(' + ')} as wrong, count(distinct place) as places from (select x, ${sql} as place from ${ROWS})`,
        )
        assert.equal(row?.['wrong'], 0n, operator)
        assert.ok(
          Number(row['places']) <= new Set(days).size + 33,
          'rows far from all days are alike',
        )
      }
    } finally {
      await database.close()
    }
  })
}

void test('a row is compared by its number as by its year', async () => {
  const years = ['2023-24', '2021-22', '2022-23', '2021-22']
  const database = await openDuckDb(':memory:')
  try {
    for (const operator of OPERATORS) {
      const { sql, places } = placesOfYears('x', operator, years)
      const is = operator.startsWith('<') ? '<=' : '>'
      for (const [n, year] of years.entries()) {
        const [row] = await database.query(
          `select count(*) as wrong from (values ('2020-21'), ('2021-22'), ('2022-23'), ('2023-24'), ('2024-25'), (null)) years(x)
           where (${sql} ${is} ${String(places[n])}) is distinct from coalesce(x ${operator} '${year}', false)`,
        )
        assert.equal(row?.['wrong'], 0n, `${operator} ${year}`)
      }
    }
  } finally {
    await database.close()
  }
})
