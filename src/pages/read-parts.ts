import type { Kpi } from '../catalogue/index.ts'
import { type Period, yearEarlier } from '../core/index.ts'
import { computeFigures, type Figure, figureOfRow, keptPeriods } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { readKpiSettings, sourceOf } from './read-figures.ts'

/** So many years before the latest figure are drawn of each category. */
const YEARS_BEFORE = 4

/**
 * A KPI's figures of the four years before its latest one, each over as long a period as that, whole
 * and by its breakdowns; oldest first. Computed from the records: only the latest is kept.
 */
export async function readEarlierParts(
  services: Services,
  state: BoardState | undefined,
  kpi: Kpi,
): Promise<readonly Figure[]> {
  const { measure, use } = kpi
  if (!state || !measure || measure.breakdowns.length === 0) return []
  const periods: Period[] = []
  for (let { headline } = keptPeriods(measure, state.asAt); periods.length < YEARS_BEFORE;) {
    headline = yearEarlier(headline)
    periods.unshift(headline)
  }
  const settings = await readKpiSettings(services, state, kpi)
  const figures = await computeFigures(sourceOf(services, state), [
    { measure: measure.id, settings, periods, breakdowns: 'own' },
  ])
  return figures.map((figure) => figureOfRow(figure, use))
}
