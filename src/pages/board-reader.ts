import { type Framework, type Kpi, kpisOf } from '../catalogue/index.ts'
import { readRun } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { readAim } from './aim.ts'
import { type Guard, guardKpis } from './guards.ts'
import { createIdentitiesReader } from './identities-reader.ts'
import { type FigureJudgement, type JudgedKpi, judgeKpi } from './judged-kpi.ts'
import { kpiHref, kpiLine } from './kpi-line.ts'
import { readBenchmarks, readDecisions } from './read-decisions.ts'
import { readKpiFigures } from './read-figures.ts'
import { type QualityReader, readQuality } from './read-quality.ts'

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
  const identities = createIdentitiesReader(services)
  const judge = async (
    state: BoardState | undefined,
    name: string,
    kpis: readonly Kpi[],
    wholeOnly: boolean,
  ): Promise<readonly JudgedKpi[]> => {
    const run = state && (await readRun(services.database, state.authority))
    const day = new Date().toISOString().slice(0, 10)
    const key = `${state?.authority ?? ''} ${run?.fingerprint ?? ''} ${day}`
    const known = kept.get(name)
    if (known?.key === key) return await known.judged
    const judged = (async () => {
      const quality = await readQuality(services, state, await identities(state), new Date())
      return await readJudged(services, state, kpis, { wholeOnly, quality })
    })()
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

type How = { readonly wholeOnly: boolean; readonly quality: QualityReader }

async function readJudged(
  services: Services,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
  { wholeOnly, quality }: How,
): Promise<readonly JudgedKpi[]> {
  const { catalogue } = services
  const beside = guardKpis(catalogue, kpis)
  const figures = await readKpiFigures(services, state, [...kpis, ...beside.values()], wholeOnly)
  const [benchmarks, decisions] = state
    ? await Promise.all([
        readBenchmarks(services, state.authority),
        readDecisions(services, state.authority),
      ])
    : [[], []]
  const judged = (kpi: Kpi): FigureJudgement => {
    const own = figures(kpi)
    const aim = readAim(kpi, own, { benchmarks, decisions })
    return judgeKpi(kpi, own, aim, catalogue.tolerance)
  }
  const guards = new Map([...beside].map(([id, kpi]) => [id, guardOf(judged(kpi))]))
  return kpis.map((kpi) => {
    const one = judged(kpi)
    return {
      ...one,
      quality: quality(kpi, one.figures.latest),
      guards: (kpi.measure?.guards ?? []).flatMap((id) => guards.get(id) ?? []),
    }
  })
}

function guardOf(judged: FigureJudgement): Guard {
  const { address, name, display, size, reason, period, process, processWord } = kpiLine({
    ...judged,
    quality: null,
    guards: [],
  })
  return {
    name,
    href: kpiHref(address),
    figure: reason === '' ? `${display}${size === '' ? '' : ` (${size})`}` : reason,
    known: reason === '',
    period,
    process,
    processWord,
  }
}
