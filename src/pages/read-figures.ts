import type { Kpi } from '../catalogue/index.ts'
import type { Period } from '../core/index.ts'
import {
  type Figure,
  figureOfRow,
  keptPeriods,
  type ParameterSetting,
  readCells,
  readSettings,
  variantOf,
} from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { type KpiFigures, NO_FIGURES } from './judged-kpi.ts'
import { fromFirstRecords } from './series-start.ts'

type Reads = Pick<Services, 'database' | 'catalogue'>

/**
 * The kept figures of some KPIs. Nothing is computed here.
 *
 * @param wholeOnly - Without breakdowns.
 * @returns The figures of each KPI; none without records, or where its definition is to come.
 */
export async function readKpiFigures(
  services: Reads,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
  wholeOnly: boolean,
): Promise<(kpi: Kpi) => KpiFigures> {
  if (!state) return () => NO_FIGURES
  const source = sourceOf(services, state)
  const measures = [...new Set(kpis.flatMap(({ measure }) => measure?.id ?? []))]
  const [cells, settingsOf] = await Promise.all([
    readCells(source, { measures, wholeOnly }),
    readSettings(source),
  ])
  const byMeasure = Map.groupBy(cells, cellKey)
  return (kpi) => {
    const { measure } = kpi
    if (!measure) return NO_FIGURES
    const variant = variantOf(measure, settingsOf(kpi))
    return kpiFiguresOf(kpi, byMeasure.get(`${measure.id} ${variant}`) ?? [], state.asAt)
  }
}

/** What figures are computed from. */
export function sourceOf({ database, catalogue }: Reads, state: BoardState) {
  const { authority, supplied, asAt } = state
  return { database, catalogue, authority, supplied, asAt }
}

/** The parameter values that a KPI's row and the board set. */
export async function readKpiSettings(
  services: Reads,
  state: BoardState,
  kpi: Kpi,
): Promise<readonly ParameterSetting[]> {
  const settingsOf = await readSettings(sourceOf(services, state))
  return settingsOf(kpi)
}

function cellKey({ measure, variant }: Figure): string {
  return `${measure} ${variant}`
}

function kpiFiguresOf({ measure, use }: Kpi, cells: readonly Figure[], asAt: string): KpiFigures {
  if (!measure) return NO_FIGURES
  const kept = keptPeriods(measure, asAt)
  const figures = cells.map((figure) => figureOfRow(figure, use))
  const whole = new Map(
    figures
      .filter(({ breakdown }) => breakdown === null)
      .map((one) => [periodKey(one.period), one]),
  )
  return {
    latest: whole.get(periodKey(kept.headline)) ?? null,
    yearEarlier: whole.get(periodKey(kept.yearEarlier)) ?? null,
    steps: fromFirstRecords(
      kept.steps.flatMap((period) => whole.get(periodKey(period)) ?? []),
      measure,
    ),
    breakdowns: figures.filter(({ breakdown }) => breakdown !== null),
  }
}

function periodKey({ start, end }: Period): string {
  return `${start} ${end}`
}
