import { type Framework, type Kpi, kpisOf } from '../catalogue/index.ts'
import type { DayText } from '../core/index.ts'
import { readRun } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import { readAim } from './aim.ts'
import { backlogWords } from './backlog-words.ts'
import { type Guard, guardKpis } from './guards.ts'
import { createIdentitiesReader } from './identities-reader.ts'
import { type FigureJudgement, type JudgedKpi, judgeKpi, type KpiFigures } from './judged-kpi.ts'
import { kpiHref, kpiLine } from './kpi-line.ts'
import { readBenchmarks, readDecisions } from './read-decisions.ts'
import { readKpiFigures, readKpiFiguresOn } from './read-figures.ts'
import { type QualityReader, readQuality } from './read-quality.ts'

/** Reads and judges KPIs. Without records every KPI is there, without figures. */
export type BoardReader = {
  /** Every KPI of a strategy, in its order; whole figures only. */
  readonly strategy: (
    state: BoardState | undefined,
    framework: Framework,
  ) => Promise<readonly JudgedKpi[]>
  /** The same as it stood on an earlier day, by the records as they are known now. */
  readonly strategyOn: (
    state: BoardState,
    framework: Framework,
    day: DayText,
  ) => Promise<readonly JudgedKpi[]>
  /** Some KPIs as they stood on an earlier day. */
  readonly kpisOn: (
    state: BoardState,
    kpis: readonly Kpi[],
    day: DayText,
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
  const earlier = new Map<string, Kept>()
  const identities = createIdentitiesReader(services)
  const once = keeper(services)
  const judge = async (
    state: BoardState | undefined,
    name: string,
    kpis: readonly Kpi[],
    wholeOnly: boolean,
  ): Promise<readonly JudgedKpi[]> => {
    const read = async () => {
      const quality = await readQuality(services, state, await identities(state), new Date())
      return await readJudged(services, state, kpis, { wholeOnly, quality })
    }
    return await once(state, { name, among: kept, read })
  }
  const judgeOn = async (
    state: BoardState,
    name: string,
    kpis: readonly Kpi[],
    day: DayText,
  ): Promise<readonly JudgedKpi[]> => {
    const read = async () => await readJudgedOn(services, state, kpis, day)
    const key = `${name} ${day}`
    const [oldest] = earlier.keys()
    if (!earlier.has(key) && earlier.size >= DAYS_KEPT) earlier.delete(oldest ?? '')
    return await once(state, { name: key, among: earlier, read })
  }
  return {
    strategy: async (state, framework) =>
      await judge(state, framework.id, kpisOf(services.catalogue, framework), true),
    strategyOn: async (state, framework, day) =>
      await judgeOn(state, framework.id, kpisOf(services.catalogue, framework), day),
    kpisOn: async (state, kpis, day) =>
      await judgeOn(state, kpis.map(({ address }) => address).join(' '), kpis, day),
    kpi: async (state, kpi) => {
      const [judged] = await judge(state, kpi.address, [kpi], false)
      if (!judged) throw new Error(`${kpi.address} was not judged`)
      return judged
    },
  }
}

/** Reads judgements once for each run of the figures and day. */
function keeper(services: Services) {
  return async (
    state: BoardState | undefined,
    { name, among, read }: { name: string; among: Map<string, Kept>; read: () => Kept['judged'] },
  ): Promise<readonly JudgedKpi[]> => {
    const run = state && (await readRun(services.database, state.authority))
    const day = new Date().toISOString().slice(0, 10)
    const key = `${state?.authority ?? ''} ${run?.fingerprint ?? ''} ${day}`
    const known = among.get(name)
    if (known?.key === key) return await known.judged
    const judged = read()
    among.set(name, { key, judged })
    judged.catch(() => among.delete(name))
    return await judged
  }
}

/** So many earlier days are kept, of all strategies together. */
const DAYS_KEPT = 8

/** Judgements, and of which figures. */
type Kept = { readonly key: string; readonly judged: Promise<readonly JudgedKpi[]> }

type How = { readonly wholeOnly: boolean; readonly quality: QualityReader }

async function readJudged(
  services: Services,
  state: BoardState | undefined,
  kpis: readonly Kpi[],
  { wholeOnly, quality }: How,
): Promise<readonly JudgedKpi[]> {
  const beside = guardKpis(services.catalogue, kpis)
  const figures = await readKpiFigures(services, state, [...kpis, ...beside.values()], wholeOnly)
  const judged = await judgeOf(services, state, figures)
  const besides = new Map([...beside].map(([id, kpi]) => [id, judged(kpi)]))
  const guards = new Map([...besides].map(([id, one]) => [id, guardOf(one)]))
  return kpis.map((kpi) => {
    const one = judged(kpi)
    return {
      ...one,
      quality: quality(kpi, one.figures.latest),
      guards: (kpi.measure?.guards ?? []).flatMap((id) => guards.get(id) ?? []),
      backlog: backlogWords(one, besides.get(kpi.measure?.backlog ?? '')),
    }
  })
}

/** Earlier judgements stand beside today's alone: without marks of quality and guards of their own. */
async function readJudgedOn(
  services: Services,
  state: BoardState,
  kpis: readonly Kpi[],
  day: DayText,
): Promise<readonly JudgedKpi[]> {
  const figures = await readKpiFiguresOn(services, state, kpis, day)
  const judged = await judgeOf(services, state, figures)
  return kpis.map((kpi) => ({ ...judged(kpi), quality: null, guards: [], backlog: '' }))
}

/** Judges by the aim in force on the day of each figure. */
async function judgeOf(
  services: Services,
  state: BoardState | undefined,
  figures: (kpi: Kpi) => KpiFigures,
): Promise<(kpi: Kpi) => FigureJudgement> {
  const [benchmarks, decisions] = state
    ? await Promise.all([
        readBenchmarks(services, state.authority),
        readDecisions(services, state.authority),
      ])
    : [[], []]
  return (kpi) => {
    const own = figures(kpi)
    const aim = readAim(kpi, own, { benchmarks, decisions })
    return judgeKpi(kpi, own, aim, services.catalogue.tolerance, services.catalogue.rebases)
  }
}

function guardOf(judged: FigureJudgement): Guard {
  const { address, name, display, size, reason, period, process, processWord, mark } = kpiLine({
    ...judged,
    quality: null,
    guards: [],
    backlog: '',
  })
  return {
    name,
    href: kpiHref(address),
    figure: reason === '' ? `${display}${size === '' ? '' : ` (${size})`}` : reason,
    known: reason === '',
    mark,
    period,
    process,
    processWord,
  }
}
