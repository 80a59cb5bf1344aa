import { type DayText, parseDecimal, type Rational } from '../core/index.ts'
import type { SqlRow } from '../database/index.ts'
import { everyPart, quoted } from '../formula/index.ts'
import {
  asksOf,
  figureKey,
  frameworksAsked,
  type JudgingFacts,
  judgingsOf,
  type KpiJudging,
  KPIS,
  type KpiRow,
  kpiRow,
} from './kpi-judgings.ts'
import type { Need } from './scan-plan.ts'
import { readTable, type TableSql } from './scan-sql.ts'
import { readSettings } from './settings.ts'
import type { Figure, FigureRequest, FigureSource } from './types.ts'

const COLUMNS = ['framework', 'ref', 'sub', 'area', 'role', 'judged_on', 'result'] as const

/** What is asked of `computeFiguresOf`, which calls this. */
type Compute = (
  asks: readonly { readonly source: FigureSource; readonly request: FigureRequest }[],
) => AsyncIterable<readonly Figure[]>

/**
 * Where the rows of each table are read from: `read.<table>`, but for the KPIs that `needs` ask about,
 * which are judged now, for each authority, on the days that they are asked for.
 *
 *     (select * from (values ('X00000999', 'hillside-2026', '1', 'a', 'Waiting less', 'headline',
 *       date '2026-03-31', 'met'), …) as made (authority, framework, …))
 *
 * @throws DatabaseError if the database fails.
 */
export async function tablesFor(
  sources: readonly FigureSource[],
  needs: Iterable<Need>,
  compute: Compute,
): Promise<TableSql> {
  const asked = [...needs].filter(({ compiled }) => compiled.table === KPIS)
  if (asked.length === 0) return readTable
  const judged = await Promise.all(sources.map((source) => judgingsFor(source, asked)))
  const rows: string[] = []
  let place = 0
  const asks = judged.map(({ source, judgings }) => ({ source, request: asksOf(judgings) }))
  for await (const figures of compute(asks)) {
    const one = judged[place++]
    if (one) rows.push(...(await rowsFor(one, figures)))
  }
  if (rows.length === 0) return readTable
  const made = `(select * from (values ${rows.join(', ')}) as made (authority, ${COLUMNS.join(', ')}))`
  return (table) => (table === KPIS ? made : readTable(table))
}

type Judged = { readonly source: FigureSource; readonly judgings: readonly KpiJudging[] }

async function judgingsFor(source: FigureSource, asked: readonly Need[]): Promise<Judged> {
  const { catalogue } = source
  const frameworks = asked.flatMap(({ compiled }) =>
    frameworksAsked(compiled.aggregate.rows.conditions.flatMap(everyPart), catalogue.frameworks),
  )
  const days = asked.map(({ context }) => context.day)
  const settingsOf = await readSettings(source)
  return { source, judgings: judgingsOf(catalogue, [...new Set(frameworks)], days, settingsOf) }
}

/** The rows of one authority, in SQL. */
async function rowsFor(
  { source, judgings }: Judged,
  figures: readonly Figure[],
): Promise<readonly string[]> {
  const values = new Map<string, Rational | null>(
    figures.map((one) => [figureKey(one.measure, one.variant, one.period), one.value]),
  )
  const facts = await readFacts(source)
  return judgings.map((judging) => rowSql(kpiRow(judging, values, facts), source.authority))
}

function rowSql(row: KpiRow, authority: string): string {
  const values = COLUMNS.map((name) =>
    name === 'judged_on' ? `date ${quoted(row[name])}` : quoted(row[name]),
  )
  return `(${[quoted(authority), ...values].join(', ')})`
}

async function readFacts({ database, authority }: FigureSource): Promise<JudgingFacts> {
  const decisions = await database.query(
    `select framework, ref, sub, cast(applies_date as varchar) as applies, comparator,
       cast(value as varchar) as value
     from read.targets where authority = $1 and kind = 'target'`,
    [authority],
  )
  const benchmarks = await database.query(
    `select measure, area, cast(as_at as varchar) as as_at, cast(value as varchar) as value,
       cast(published_date as varchar) as published
     from read.reference where authority = $1 and series = 'benchmark' and value is not null`,
    [authority],
  )
  return {
    decisions: decisions.map((row) => ({
      kpi: [row['framework'], row['ref'], row['sub']].map(String).join('/'),
      applies: String(row['applies']),
      comparator: textOf(row, 'comparator'),
      value: textOf(row, 'value'),
    })),
    benchmarks: benchmarks.map((row) => ({
      kpi: String(row['measure']),
      area: String(row['area']),
      asAt: dayOf(row, 'as_at'),
      publishedOn: textOf(row, 'published') ?? '',
      value: parseDecimal(String(row['value'])),
    })),
  }
}

function textOf(row: SqlRow, name: string): string | null {
  const value = row[name] ?? null
  return value === null ? null : String(value)
}

function dayOf(row: SqlRow, name: string): DayText {
  return String(row[name])
}
