import type { Kpi } from '../catalogue/index.ts'
import { lastPeriods, type Period, yearEarlier } from '../core/index.ts'
import { computeFigures, type Figure } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { type KpiFigures, NO_FIGURES } from './judged-kpi.ts'

export type KpiFiguresRead = KpiFigures & { readonly yearEarlier: Figure | null }

const NOTHING: KpiFiguresRead = { ...NO_FIGURES, yearEarlier: null }

export async function readKpiFigures(
  services: Pick<Services, 'database' | 'catalogue'>,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
): Promise<(kpi: Kpi) => KpiFiguresRead> {
  if (!state) return () => NOTHING
  const found = new Map<string, KpiFiguresRead>()
  for (const kpi of kpis) {
    const { measure } = kpi
    if (!measure || found.has(measure.id)) continue
    const [period] = lastPeriods(measure.period, state.asAt, 1)
    if (!period) continue
    const steps = stepsOf(kpi, state.asAt)
    const figures = await computeFigures({ ...services, ...state }, [
      { measure: measure.id, periods: [period, yearEarlier(period)], breakdowns: 'none' },
      { measure: measure.id, periods: [period], breakdowns: 'own' },
      { measure: measure.id, periods: steps, breakdowns: 'none' },
    ]).catch(() => [])
    const whole = figures.filter(({ breakdown }) => breakdown === null)
    found.set(measure.id, {
      latest: whole[0] ?? null,
      yearEarlier: whole[1] ?? null,
      steps: whole.slice(3),
      breakdowns: figures.filter(({ breakdown }) => breakdown !== null),
    })
  }
  return (kpi) => found.get(kpi.measure?.id ?? '') ?? NOTHING
}

function stepsOf({ measure }: Kpi, asAt: string): Period[] {
  if (!measure) return []
  const { every, period } = measure
  if (every === 'month')
    return lastPeriods(
      period === 'point' ? 'point' : period === 'rolling-12m' ? period : 'month',
      asAt,
      36,
    )
  if (every === 'quarter')
    return lastPeriods('quarter', asAt, 24).map((one) =>
      period === 'point' ? { start: one.end, end: one.end } : one,
    )
  return lastPeriods(period === 'point' ? 'financial-year' : period, asAt, 6).map((one) =>
    period === 'point' ? { start: one.end, end: one.end } : one,
  )
}
