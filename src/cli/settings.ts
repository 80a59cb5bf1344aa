import type { Kpi } from '../catalogue/index.ts'
import type { FigureSource, ParameterSetting } from '../figures/index.ts'

/**
 * The parameter values that replace a measure's own for a KPI: those of its row in the strategy,
 * and the standards that the board has set since, each from its day on.
 */
export async function settingsOf(
  source: FigureSource,
): Promise<(kpi: Kpi) => readonly ParameterSetting[]> {
  const rows = await source.database.query(
    `select framework, ref, sub, cast(value as varchar) as value, cast(applies_date as varchar) as applies
     from read.targets where authority = $1 and kind = 'standard' and value is not null
     order by framework, ref, sub, applies_date`,
    [source.authority],
  )
  return ({ framework, row, use }) => [
    ...use.parameters.map(({ name, value }) => ({ name, value, from: null })),
    ...rows
      .filter(
        (standard) =>
          standard['framework'] === framework.id &&
          standard['ref'] === row.ref &&
          standard['sub'] === use.sub,
      )
      .map((standard) => ({
        name: 'standard',
        value: String(standard['value']),
        from: String(standard['applies']),
      })),
  ]
}
