import type { Kpi } from '../catalogue/index.ts'
import { lastPeriods, type Period, yearEarlier } from '../core/index.ts'
import { computeFigures, type Figure } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { type KpiFigures, NO_FIGURES } from './judged-kpi.ts'

export type KpiFiguresRead = KpiFigures

const NOTHING: KpiFiguresRead = NO_FIGURES
const memo = new Map<string, Promise<Figure[]>>()

export async function readKpiFigures(
  services: Pick<Services, 'database' | 'catalogue'>,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
): Promise<(kpi: Kpi) => KpiFiguresRead> {
  if (!state) return () => NOTHING
  const one = kpis.length === 1
  const ids = [
    ...new Map(kpis.flatMap((k) => (k.measure ? [[k.measure.id, k] as const] : []))).values(),
  ]
  const asks = ids.flatMap((kpi) => {
    const measure = kpi.measure!
    const [period] = lastPeriods(measure.period, state.asAt, 1) as [Period]
    return [
      { measure: measure.id, periods: [period, yearEarlier(period)], breakdowns: 'none' as const },
      { measure: measure.id, periods: stepsOf(kpi, state.asAt), breakdowns: 'none' as const },
      ...(one ? [{ measure: measure.id, periods: [period], breakdowns: 'own' as const }] : []),
    ]
  })
  const key = JSON.stringify(asks)
  const going = memo.get(key) ?? computeFigures({ ...services, ...state }, asks)
  memo.set(key, going)
  const figures = await going
  const by = Map.groupBy(figures, (f) => f.measure)
  return (kpi) => {
    const all = by.get(kpi.measure?.id ?? '')
    if (!all) return NOTHING
    const whole = all.filter((f) => f.breakdown === null)
    const n = stepsOf(kpi, state.asAt).length
    return {
      latest: whole[0] ?? null,
      yearEarlier: whole[1] ?? null,
      steps: whole.slice(2, 2 + n),
      breakdowns: all.filter((f) => f.breakdown !== null),
    }
  }
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
