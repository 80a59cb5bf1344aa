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
 * A reader that judges a strategy, or a KPI, once for each run of the figures: the same run gives the
 * same judgements, so they are kept until there is another.
 */
export function createBoardReader(services: Services): BoardReader {
  const kept = new Map<string, Kept>()
  const judge = async (
    state: BoardState | undefined,
    name: string,
    kpis: readonly Kpi[],
    wholeOnly: boolean,
  ): Promise<readonly JudgedKpi[]> => {
    const run = state && (await readRun(services.database, state.authority))
    const key = `${state?.authority ?? ''} ${run?.fingerprint ?? ''}`
    const known = kept.get(name)
    if (known?.key === key) return await known.judged
    const judged = readJudged(services, state, kpis, wholeOnly)
    kept.set(name, { key, judged })
    judged.catch(() => kept.delete(name))
    return await judged
  }
  return {
    strategy: async (state, framework) =>
      await judge(state, framework.id, kpisOf(services.catalogue, framework), true),
    kpi: async (state, kpi) => {
      const [judged] = await judge(state, kpi.address, [kpi], false)
      if (!judged) throw new Error(`${kpi.address} was not judged`)
      return judged
    },
  }
}

/** Judgements, and of which figures. */
type Kept = { readonly key: string; readonly judged: Promise<readonly JudgedKpi[]> }

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
    return judgeKpi(
      kpi,
      own,
      readAim(kpi, own, { benchmarks, decisions }),
      services.catalogue.tolerance,
    )
  })
}
