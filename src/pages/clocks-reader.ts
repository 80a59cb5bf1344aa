import { readRun } from '../figures/index.ts'
import { type ClockId, forecastMonthEnd, type MonthEnd } from '../judgement/index.ts'
import type { BoardState, Services } from '../services.ts'
import { clockIds } from './clocks-filter.ts'
import { type OpenCase, readOpenCases, readPlansInHand } from './read-clocks.ts'

/** The open cases of a board and how its month may end; no month end without its records. */
export type Clocks = {
  readonly cases: readonly OpenCase[]
  /** For a limit that cannot be told, the tables that were never supplied. */
  readonly missing: ReadonlyMap<ClockId, readonly string[]>
  readonly monthEnd: MonthEnd | null
}

/** Reads the open cases of a state. */
export type ClocksReader = (state: BoardState | undefined) => Promise<Clocks>

/** A reader that reads the cases once for each run of the figures: the same records, the same cases. */
export function createClocksReader(services: Services): ClocksReader {
  let kept: { readonly key: string; readonly clocks: Promise<Clocks> } | undefined
  return async (state) => {
    if (!state) return { cases: [], missing: new Map(), monthEnd: null }
    const run = await readRun(services.database, state.authority)
    const key = `${state.authority} ${state.asAt} ${run?.fingerprint ?? ''}`
    if (kept?.key === key) return await kept.clocks
    const clocks = readClocks(services, state)
    kept = { key, clocks }
    clocks.catch(() => (kept = undefined))
    return await clocks
  }
}

/**
 * Without a table its cases cannot be told from closed ones, so that none of them is listed and the
 * limit is said to be missing.
 */
async function readClocks({ database }: Services, state: BoardState): Promise<Clocks> {
  const source = { database, authority: state.authority, asAt: state.asAt }
  const missing = missingTables(state.supplied)
  const [cases, plans] = await Promise.all([readOpenCases(source), readPlansInHand(source)])
  return {
    cases: cases.filter(({ clock }) => !missing.has(clock)),
    missing,
    monthEnd: missing.has('final-plan') ? null : forecastMonthEnd(plans, state.asAt),
  }
}

function missingTables(supplied: ReadonlySet<string>): Clocks['missing'] {
  const entries = clockIds().map((id) => {
    return [id, TABLES_READ[id].filter((table) => !supplied.has(table))] as const
  })
  return new Map(entries.filter(([, tables]) => tables.length > 0))
}

const REQUESTS = ['persons', 'requests']
const REVIEWS = ['persons', 'plans', 'reviews']

/** What a limit needs: persons too, for a death ends a case. */
const TABLES_READ: Readonly<Record<ClockId, readonly string[]>> = {
  'decide-to-assess': REQUESTS,
  'say-no-plan': REQUESTS,
  'final-plan': REQUESTS,
  review: REVIEWS,
  'review-decision': REVIEWS,
  'proposed-changes': REVIEWS,
  'amended-plan': REVIEWS,
  'phase-transfer': REVIEWS,
}
