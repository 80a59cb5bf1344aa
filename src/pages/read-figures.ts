import type { Kpi } from '../catalogue/index.ts'
import type { DayText, Period } from '../core/index.ts'
import {
  computeFigures,
  type Figure,
  type FigureAsk,
  figureOfRow,
  keptPeriods,
  type ParameterSetting,
  readCells,
  readSettings,
  variantOf,
} from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { type KpiFigures, NO_FIGURES } from './judged-kpi.ts'
import { fromFirstRecords, unlessBeforeRecords } from './series-start.ts'

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
  const measures = measuresOf(kpis)
  const [cells, settingsOf] = await Promise.all([
    readCells(source, { measures, wholeOnly }),
    readSettings(source),
  ])
  return figuresByKpi(cells, settingsOf, state.asAt)
}

/**
 * The whole figures of some KPIs as they stood on an earlier day, worked out from the records as they
 * are known now. Those that are kept are taken; the others are computed.
 *
 * @param day - Not after the day that the records go up to.
 */
export async function readKpiFiguresOn(
  services: Reads,
  state: BoardState,
  kpis: readonly Kpi[],
  day: DayText,
): Promise<(kpi: Kpi) => KpiFigures> {
  const source = { ...sourceOf(services, state), asAt: day }
  const [cells, settingsOf] = await Promise.all([
    readCells(source, { measures: measuresOf(kpis), wholeOnly: true }),
    readSettings(source),
  ])
  const kept = new Set(cells.map((cell) => `${cellKey(cell)} ${periodKey(cell.period)}`))
  const asks = new Map(
    kpis.flatMap((kpi): [string, FigureAsk][] => {
      const { measure } = kpi
      if (!measure) return []
      const settings = settingsOf(kpi)
      const key = cellKey({ measure: measure.id, variant: variantOf(measure, settings) })
      const { headline, yearEarlier, steps } = keptPeriods(measure, day)
      const wanted = new Map([headline, yearEarlier, ...steps].map((one) => [periodKey(one), one]))
      const periods = [...wanted]
        .filter(([text]) => !kept.has(`${key} ${text}`))
        .map(([, period]) => period)
      return periods.length === 0
        ? []
        : [[key, { measure: measure.id, settings, periods, breakdowns: 'none' }]]
    }),
  )
  const computed = await computeFigures(source, [...asks.values()])
  return figuresByKpi([...cells, ...computed], settingsOf, day)
}

function measuresOf(kpis: readonly Kpi[]): string[] {
  return [...new Set(kpis.flatMap(({ measure }) => measure?.id ?? []))]
}

function figuresByKpi(
  cells: readonly Figure[],
  settingsOf: (kpi: Kpi) => readonly ParameterSetting[],
  asAt: DayText,
): (kpi: Kpi) => KpiFigures {
  const byMeasure = Map.groupBy(cells, cellKey)
  return (kpi) => {
    const { measure } = kpi
    if (!measure) return NO_FIGURES
    const variant = variantOf(measure, settingsOf(kpi))
    return kpiFiguresOf(kpi, byMeasure.get(cellKey({ measure: measure.id, variant })) ?? [], asAt)
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

function cellKey({ measure, variant }: Pick<Figure, 'measure' | 'variant'>): string {
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
  const at = (period: Period) => whole.get(periodKey(period)) ?? null
  const steps = fromFirstRecords(
    kept.steps.flatMap((period) => at(period) ?? []),
    measure,
  )
  return {
    latest: at(kept.headline),
    yearEarlier: unlessBeforeRecords(at(kept.yearEarlier), steps, measure),
    steps,
    breakdowns: figures.filter(({ breakdown }) => breakdown !== null),
  }
}

function periodKey({ start, end }: Period): string {
  return `${start} ${end}`
}
