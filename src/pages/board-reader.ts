import { type Framework, type Kpi, kpisOf } from '../catalogue/index.ts'
import { readRun } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { readAim } from './aim.ts'
import { type JudgedKpi, judgeKpi } from './judged-kpi.ts'
import { readBenchmarks, readDecisions } from './read-decisions.ts'
import { readKpiFigures } from './read-figures.ts'

/** Reads and judges KPIs. Without records every KPI is there, without figures. */
export type BoardReader = {
  /** Every KPI of a strategy, in its order; whole figures only. */
  readonly strategy: (
    state: BoardState | undefined,
    framework: Framework,
  ) => Promise<readonly JudgedKpi[]>
  /** One KPI, with its breakdowns. */
  readonly kpi: (state: BoardState | undefined, kpi: Kpi) => Promise<JudgedKpi>
}

/**
 * A reader that judges a strategy once for each run of the figures: the same run gives the same
 * judgements, so they are kept until there is another.
 */
export function createBoardReader(services: Services): BoardReader {
  const kept = new Map<
    string,
    { readonly key: string; readonly judged: Promise<readonly JudgedKpi[]> }
  >()
  return {
    strategy: async (state, framework) => {
      const run = state && (await readRun(services.database, state.authority))
      const key = `${state?.authority ?? ''} ${run?.fingerprint ?? ''}`
      const known = kept.get(framework.id)
      if (known?.key === key) return await known.judged
      const judged = readJudged(services, state, kpisOf(services.catalogue, framework), true)
      kept.set(framework.id, { key, judged })
      judged.catch(() => kept.delete(framework.id))
      return await judged
    },
    kpi: async (state, kpi) => {
      const [judged] = await readJudged(services, state, [kpi], false)
      if (!judged) throw new Error(`${kpi.address} was not judged`)
      return judged
    },
  }
}

async function readJudged(
  services: Services,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
  wholeOnly: boolean,
): Promise<readonly JudgedKpi[]> {
  const figures = await readKpiFigures(services, state, kpis, wholeOnly)
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
