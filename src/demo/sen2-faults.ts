import type { FaultMaker } from './faults.ts'

/** What may be spoilt in the return, and whether to do it now. */
export type Sen2Faults = {
  readonly wrongLetter: () => boolean
  readonly noOutcomeDate: () => boolean
  readonly earlyDecision: () => boolean
  readonly badDate: () => boolean
  readonly badNeed: () => boolean
}

/** At rates that leave one or two of each in a return of 1,900 plans. */
export function faultsFrom({ strike }: FaultMaker): Sen2Faults {
  return {
    wrongLetter: () => strike('wrong-check-letter', 0.02),
    noOutcomeDate: () => strike('missing-required-when', 0.012),
    earlyDecision: () => strike('decision-before-request', 0.01),
    badDate: () => strike('impossible-date', 0.0006),
    badNeed: () => strike('unknown-code', 0.0006),
  }
}
