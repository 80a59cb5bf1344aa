import { checkIdentities, type IdentityCheck, readRun } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'

/** Whether what must add up does; nothing before the first import. */
export type IdentitiesReader = (state: BoardState | undefined) => Promise<readonly IdentityCheck[]>

/** A reader that tries the identities once for each run of the figures. */
export function createIdentitiesReader({ database, catalogue }: Services): IdentitiesReader {
  let kept: { readonly key: string; readonly checks: Promise<readonly IdentityCheck[]> } | undefined
  return async (state) => {
    if (!state) return []
    const run = await readRun(database, state.authority)
    const key = `${state.authority} ${state.asAt} ${run?.fingerprint ?? ''}`
    if (kept?.key === key) return await kept.checks
    const checks = checkIdentities({ database, catalogue, ...state })
    kept = { key, checks }
    checks.catch(() => {
      kept = undefined
    })
    return await checks
  }
}
