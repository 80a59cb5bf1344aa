import { type Framework, type Kpi, kpisOf } from '../catalogue/index.ts'
import type { BoardState, Services } from '../services.ts'
import { readAim } from './aim.ts'
import { type JudgedKpi, judgeKpi } from './judged-kpi.ts'
import { readBenchmarks, readDecisions } from './read-decisions.ts'
import { readKpiFigures } from './read-figures.ts'

/** Reads and judges the KPIs of a strategy, or some of them. Without records every KPI is there, without figures. */
export async function readJudged(
  services: Services,
  state: BoardState | undefined,
  framework: Framework,
  wanted: (kpi: Kpi) => boolean = () => true,
): Promise<readonly JudgedKpi[]> {
  const kpis = kpisOf(services.catalogue, framework).filter(wanted)
  const figures = await readKpiFigures(services, state, kpis, kpis.length > 1)
  const [benchmarks, decisions] = state
    ? await Promise.all([
        readBenchmarks(services, state.authority),
        readDecisions(services, state.authority),
      ])
    : [[], []]
  return kpis.map((kpi) => {
    const own = figures(kpi)
    return judgeKpi(kpi, own, readAim(kpi, own, { benchmarks, decisions }))
  })
}
