/** Pairs of columns by dataset: the first day cannot come after the second. */
export const DATE_ORDERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  persons: [['birth_date', 'death_date']],
  requests: [
    ['received_date', 'request_outcome_date'],
    ['received_date', 'assessment_outcome_date'],
    ['request_outcome_date', 'assessment_outcome_date'],
  ],
  advice: [
    ['requested_date', 'received_date'],
    ['received_date', 'circulated_date'],
  ],
  plans: [
    ['start_date', 'transfer_in_date'],
    ['start_date', 'reopened_date'],
    ['start_date', 'cease_date'],
    ['transfer_in_date', 'cease_date'],
    ['reopened_date', 'cease_date'],
    ['pb_agreed_date', 'pb_end_date'],
    ['jap_agreed_date', 'jap_end_date'],
  ],
  placements: [['entry_date', 'leaving_date']],
  reviews: [
    ['meeting_date', 'decision_date'],
    ['meeting_date', 'draft_date'],
    ['meeting_date', 'final_date'],
    ['draft_date', 'final_date'],
  ],
  disputes: [['received_date', 'closed_date']],
  exclusions: [['start_date', 'overturned_date']],
  referrals: [
    ['referral_date', 'first_contact_date'],
    ['referral_date', 'intervention_start_date'],
    ['referral_date', 'outcome_date'],
    ['referral_date', 'closed_date'],
    ['first_contact_date', 'last_contact_date'],
  ],
  involvements: [['start_date', 'end_date']],
  charter: [
    ['in_scope_from', 'in_scope_to'],
    ['committed_date', 'withdrawn_date'],
  ],
  commissioning: [['effective_date', 'end_date']],
}

type Values = Readonly<Record<string, string | null>>

/** The pairs of a row that stand in the wrong order. */
export type DateOrderCheck = (values: Values) => readonly (readonly [string, string])[]

const NONE: readonly (readonly [string, string])[] = []

/** The check of the rows of a dataset. */
export function dateOrderCheck(dataset: string): DateOrderCheck {
  const pairs = DATE_ORDERS[dataset]
  if (!pairs) return () => NONE
  const isWrong =
    (values: Values) =>
    ([first, second]: readonly [string, string]) => {
      const [earlier, later] = [values[first] ?? null, values[second] ?? null]
      return earlier !== null && later !== null && earlier > later
    }
  return (values) => (pairs.some(isWrong(values)) ? pairs.filter(isWrong(values)) : NONE)
}
