import type { Kpi } from '../catalogue/index.ts'
import type { DayText } from '../core/index.ts'
import type { FigureSource, ParameterSetting } from './types.ts'

/** A KPI as far as its settings depend on it. */
export type KpiUse = Pick<Kpi, 'framework' | 'row' | 'use'>

/**
 * The parameter values that replace a measure's own for each KPI: those of its row in the strategy,
 * and the standards set since (rows of `targets` of kind standard), each from its day on. A
 * supporting measure without standards of its own takes those of sub a, as 61/c does those of 61/a.
 *
 * @throws DatabaseError if the database fails.
 */
export async function readSettings(
  source: Pick<FigureSource, 'database' | 'authority'>,
): Promise<(kpi: KpiUse) => readonly ParameterSetting[]> {
  const rows = await source.database.query(
    `select framework, ref, sub, cast(value as varchar) as value,
       cast(applies_date as varchar) as applies
     from read.targets where authority = $1 and kind = 'standard' and value is not null
     order by framework, ref, sub, applies_date`,
    [source.authority],
  )
  return settingsFrom(
    rows.map((row) => ({
      framework: String(row['framework']),
      ref: String(row['ref']),
      sub: String(row['sub']),
      value: String(row['value']),
      applies: String(row['applies']),
    })),
  )
}

/** A standard set since a strategy was written; `value` is decimal text. */
export type StandardRow = {
  readonly framework: string
  readonly ref: string
  readonly sub: string
  readonly value: string
  readonly applies: DayText
}

/** The same as `readSettings` from standards that are at hand. */
export function settingsFrom(
  rows: readonly StandardRow[],
): (kpi: KpiUse) => readonly ParameterSetting[] {
  return (kpi) => [
    ...kpi.use.parameters.map(({ name, value }) => ({ name, value, from: null })),
    ...standardsOf(kpi, rows),
  ]
}

function standardsOf({ framework, row, use }: KpiUse, rows: readonly StandardRow[]) {
  const ofSub = (sub: string) =>
    rows.filter((one) => one.framework === framework.id && one.ref === row.ref && one.sub === sub)
  const own = ofSub(use.sub)
  const standing = own.length === 0 && use.role === 'supporting' ? ofSub('a') : own
  return standing.map((one) => ({
    name: 'standard',
    value: one.value,
    from: one.applies,
  }))
}
