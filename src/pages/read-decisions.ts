import type { SqlRow } from '../database/index.ts'
import { parseDecimal } from '../core/index.ts'
import type { Services } from '../services.ts'
import { areaName, type Benchmark, type BoardDecision } from './aim.ts'

type Reads = Pick<Services, 'database'>

/** Figures of other areas, as they were supplied for each KPI. */
export async function readBenchmarks(
  { database }: Reads,
  authority: string,
): Promise<readonly Benchmark[]> {
  const rows = await database.query(
    `select measure, area, as_at, cast(value as varchar) as value, source from read.reference
     where authority = $1 and series = 'benchmark' and value is not null
     order by measure, area, as_at, published_date`,
    [authority],
  )
  return rows.map((row) => ({
    kpi: text(row, 'measure'),
    area: text(row, 'area'),
    areaName: areaName(text(row, 'area')),
    asAt: text(row, 'as_at'),
    value: parseDecimal(text(row, 'value')),
    source: text(row, 'source'),
  }))
}

/** Targets and baselines that the board has set since the strategy was written. */
export async function readDecisions(
  { database }: Reads,
  authority: string,
): Promise<readonly BoardDecision[]> {
  const rows = await database.query(
    `select framework, ref, sub, kind, applies_date, comparator, cast(value as varchar) as value
     from read.targets where authority = $1 and kind in ('target', 'baseline')
     order by framework, ref, sub, kind, applies_date`,
    [authority],
  )
  return rows.map((row) => ({
    kpi: [text(row, 'framework'), text(row, 'ref'), text(row, 'sub')].join('/'),
    kind: row['kind'] === 'baseline' ? 'baseline' : 'target',
    applies: text(row, 'applies_date'),
    comparator: textOrNull(row, 'comparator'),
    value: textOrNull(row, 'value'),
  }))
}

function text(row: SqlRow, column: string): string {
  return String(row[column] ?? '')
}

function textOrNull(row: SqlRow, column: string): string | null {
  const value = row[column]
  return value === null || value === undefined ? null : String(value)
}
