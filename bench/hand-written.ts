import { readFileSync } from 'node:fs'
import { periodHolding } from '../src/core/index.ts'
import type { Database, SqlRow } from '../src/database/index.ts'
import { MEASURED_SET, type MeasuredFigure, months } from './measured-set.ts'

const FILE = new URL('peers/hand-written.sql', import.meta.url)

const MONTH = `cast(date_trunc('month', $1) as date)`
const BAND = `case when $1 between -1 and 4 then '0-4' when $1 between 5 and 10 then '5-10'
  when $1 between 11 and 15 then '11-15' when $1 between 16 and 18 then '16-18'
  when $1 between 19 and 25 then '19-25' else 'not-recorded' end`
const ACADEMIC_AGE = `(extract(year from $2) - case when extract(month from $2) < 9 then 1 else 0 end
  - extract(year from $1) - case when extract(month from $1) >= 9 then 1 else 0 end)`
const FINANCIAL_YEAR = `case when extract(month from $1) >= 4
  then concat(cast(extract(year from $1) as integer), '-', substr(cast(cast(extract(year from $1) as integer) + 1 as varchar), 3, 2))
  else concat(cast(extract(year from $1) as integer) - 1, '-', substr(cast(cast(extract(year from $1) as integer) as varchar), 3, 2)) end`

/** The queries by measure, ready to run. */
export function handWritten(asAt: string): ReadonlyMap<string, string> {
  const [first] = months(asAt)
  const last = months(asAt).at(-1)
  if (!first || !last) throw new Error('there are no months')
  const parts = readFileSync(FILE, 'utf8')
    .split(/^-- (?=[a-z0-9-]+$)/m)
    .slice(1)
  return new Map(
    parts.map((part) => {
      const [id = '', ...lines] = part.split('\n')
      const text = expand(lines.join('\n'))
        .replaceAll(':first', first.start)
        .replaceAll(':last', last.end)
      return [id, withMonths(text, first.start, last.start)] as const
    }),
  )
}

function expand(sql: string): string {
  return sql
    .replaceAll(/band_on\(([\w.]+), ([\w.]+)\)/g, BAND.replaceAll('$1', ACADEMIC_AGE))
    .replaceAll(/band\(([\w.]+)\)/g, BAND)
    .replaceAll(/month_of\(([\w.]+)\)/g, MONTH)
    .replaceAll(/financial_year_of\(([\w.]+)\)/g, FINANCIAL_YEAR)
    .replace(/;\s*$/, '')
}

function withMonths(sql: string, first: string, last: string): string {
  const list = `months as (
    select cast(g.m as date) as p_start, cast(g.m + interval '1 month' as date) - 1 as d
    from generate_series(timestamp '${first}', timestamp '${last}', interval '1 month') as g(m))`
  return /^\s*with /.test(sql)
    ? sql.replace(/^\s*with /, `with ${list},\n`)
    : `with ${list}\n${sql}`
}

/** Runs every query, one after the other. */
export async function runHandWritten(database: Database, asAt: string): Promise<MeasuredFigure[]> {
  const queries = handWritten(asAt)
  const figures: MeasuredFigure[] = []
  for (const [measure, breakdowns] of Object.entries(MEASURED_SET)) {
    const sql = queries.get(measure)
    if (sql === undefined) throw new Error(`hand-written.sql has no query for ${measure}`)
    const rows = await database.query(sql)
    for (const row of rows) figures.push(...figureOf(measure, breakdowns, row))
  }
  return figures
}

function figureOf(measure: string, breakdowns: readonly string[], row: SqlRow): MeasuredFigure[] {
  const { authority, month, value } = row
  if (value === null || value === undefined) return []
  const breakdown = breakdowns.find((name) => row[name] !== null) ?? null
  return [
    {
      authority: String(authority),
      measure,
      month: periodHolding('month', String(month)).end,
      breakdown,
      category: breakdown === null ? null : String(row[breakdown]),
      value: Number(value),
    },
  ]
}
