import { readRun } from '../figures/index.ts'
import { forecastMonthEnd, type MonthEnd } from '../judgement/index.ts'
import type { BoardState, Services } from '../services.ts'
import { type OpenCase, readOpenCases, readPlansInHand } from './read-clocks.ts'

/** The open cases of a board and how its month may end; no month end without records. */
export type Clocks = { readonly cases: readonly OpenCase[]; readonly monthEnd: MonthEnd | null }

/** Reads the open cases of a state. */
export type ClocksReader = (state: BoardState | undefined) => Promise<Clocks>

/** A reader that reads the cases once for each run of the figures: the same records, the same cases. */
export function createClocksReader(services: Services): ClocksReader {
  let kept: { readonly key: string; readonly clocks: Promise<Clocks> } | undefined
  return async (state) => {
    if (!state) return { cases: [], monthEnd: null }
    const run = await readRun(services.database, state.authority)
    const key = `${state.authority} ${state.asAt} ${run?.fingerprint ?? ''}`
    if (kept?.key === key) return await kept.clocks
    const clocks = readClocks(services, state)
    kept = { key, clocks }
    clocks.catch(() => (kept = undefined))
    return await clocks
  }
}

async function readClocks({ database }: Services, state: BoardState): Promise<Clocks> {
  const source = { database, authority: state.authority, asAt: state.asAt }
  const [cases, plans] = await Promise.all([readOpenCases(source), readPlansInHand(source)])
  return { cases, monthEnd: forecastMonthEnd(plans, state.asAt) }
}
