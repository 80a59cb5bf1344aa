/** Why a figure of a return and the KPI beside it may differ, and how much of it that explains. */
export type PairCause = {
  readonly words: string
  /** Counts it, in the language of measures; D is the end of the year, or census day. */
  readonly formula?: string
  /** Or it is the sum of these figures of the return, less what the formula counts where there is one. */
  readonly figures?: readonly string[]
  /** 1: for each the return has one more than the KPI; -1: one less. */
  readonly sign?: 1 | -1
}

/** A figure that the Department derives from a return, and the KPI that should equal it. */
export type Pair = {
  /** Of the return, as `check-sen2` names it. */
  readonly figure: string
  readonly measure: string
  /** Of the authority, as published (catalogue/published), where it is. */
  readonly published?: string
  /** `census`: at census day; `year`: in the calendar year before it. */
  readonly at: 'census' | 'year'
  /** Of a percentage the two bases are compared. */
  readonly causes: readonly PairCause[]
}

const LATEST_ONLY: PairCause = {
  words:
    'a return has the latest review of each plan held on census day; the KPI every decision made in the year',
}
const OTHER_BASE: PairCause = {
  words:
    'the Department divides by the plans held on census day that began before the year; the KPI by the reviews that fell due in it',
}
const NO_DAY: PairCause = {
  words: 'a return does not say on which day a plan was transferred in: load plans.csv for the KPI',
}

/**
 * Which figures should agree, and the differences that the two definitions make.
 *
 * @see Department for Education, Education, health and care plans: methodology.
 */
export const PAIRS: readonly Pair[] = [
  {
    figure: 'plans-at-census',
    measure: 'active-plans',
    published: 'sen2-plans/ehcplans',
    at: 'census',
    causes: [
      {
        words:
          'ceased on census day itself, the last day of a plan for the return, the first without it for the KPI',
        formula: 'persons(plans[cease_date = D, held_from <= D])',
        sign: 1,
      },
    ],
  },
  {
    figure: 'new-plans',
    measure: 'new-plans',
    published: 'sen2-new-plans/new_ehc_plans',
    at: 'year',
    causes: [
      {
        words:
          'transferred in on a day that no file gives, so that the KPI takes them as made here',
        formula: 'count(plans[start_date in P, first_made_here, transfer_in_la present])',
        sign: -1,
      },
    ],
  },
  { figure: 'transferred-in', measure: 'plans-transferred-in', at: 'year', causes: [NO_DAY] },
  {
    figure: 'ceased',
    measure: 'plans-ceased',
    published: 'sen2-ceased/total_ceased',
    at: 'year',
    causes: [
      {
        words: 'transferred to another authority: ceased for the Department, a move for the KPI',
        formula: 'count(plans[held_until in P, transferred_out])',
        sign: 1,
      },
      {
        words: 'ceased and were resumed in the same year, which the KPI leaves out',
        formula:
          'count(plans[held_until in P, not transferred_out, has resumptions[reopened_date in P]])',
        sign: 1,
      },
      {
        words: 'ended with a death that no cease date tells, which the KPI counts',
        formula: 'count(plans[held_until in P, cease_date empty])',
        sign: -1,
      },
    ],
  },
  {
    figure: 'ceased-5',
    measure: 'plans-transferred-out',
    at: 'year',
    causes: [
      {
        words: 'transferred out and resumed in the same year, which the KPI leaves out',
        formula:
          'count(plans[held_until in P, transferred_out, has resumptions[reopened_date in P]])',
        sign: 1,
      },
    ],
  },
  {
    figure: 'refused-to-assess',
    measure: 'requests-declined-of-all-received',
    published: 'sen2-requests/request_not_assess_pc',
    at: 'year',
    causes: [],
  },
  {
    figure: 'not-issued',
    measure: 'assessments-ending-with-no-plan',
    at: 'year',
    causes: [
      {
        words:
          'not decided yet or withdrawn: in the base of the Department, not in that of the KPI',
        figures: ['assessments-A', 'assessments-W'],
        sign: 1,
      },
      {
        words:
          'ended, of a request whose day of receipt the return does not give, so that it loads none',
        figures: ['assessments-without-request'],
        formula:
          'count(requests[assessment_outcome_date in P, assessment_outcome in (Y, N), request_outcome_date < P.start])',
        sign: 1,
      },
    ],
  },
  {
    figure: 'six-weeks',
    measure: 'decisions-to-assess-within-6-weeks',
    published: 'sen2-requests/request_outcome_six_weeks_pc',
    at: 'year',
    causes: [
      {
        words: 'received in the year and decided after it',
        formula:
          'count(requests[received_date in P, request_outcome in (Y, N), request_outcome_date > P.end])',
        sign: 1,
      },
      {
        words: 'decided in the year and received before it',
        formula:
          'count(requests[request_outcome_date in P, request_outcome in (Y, N), received_date < P.start])',
        sign: -1,
      },
      {
        words:
          'with an exception, which a return does not tell for this limit and the KPI leaves out',
        formula:
          'count(requests[request_outcome_date in P, request_outcome in (Y, N), week6_exception present, week6_exception <> none])',
        sign: 1,
      },
    ],
  },
  {
    figure: 'sixteen-weeks',
    measure: 'refusals-to-issue-within-16-weeks',
    published: 'sen2-assessments/outcome_decision_within_time_pc',
    at: 'year',
    causes: [
      {
        words:
          'agreed to before the year: the return gives such a request no day, so that the Department leaves it out',
        formula:
          'count(requests[assessment_outcome_date in P, assessment_outcome = N, request_outcome_date < P.start])',
        sign: -1,
      },
      {
        words:
          'with an exception, which a return does not tell for this limit and the KPI leaves out',
        formula:
          'count(requests[assessment_outcome_date in P, assessment_outcome = N, week16_exception present, week16_exception <> none])',
        sign: 1,
      },
    ],
  },
  {
    figure: 'twenty-weeks-including',
    measure: 'new-plans-within-20-weeks-with-exceptions',
    published: 'sen2-20-weeks/pc_plans_issued_within_20_weeks',
    at: 'year',
    causes: [
      {
        words:
          'agreed to before the year: the return gives such a request no day, so that the Department leaves it out',
        formula:
          'count(requests[assessment_outcome_date in P, assessment_outcome = Y, request_outcome_date < P.start])',
        sign: -1,
      },
      {
        words: 'of a challenged decision, which the Department leaves out',
        figures: ['challenged-including'],
        sign: -1,
      },
    ],
  },
  {
    figure: 'twenty-weeks-excluding',
    measure: 'new-plans-within-20-weeks',
    published: 'sen2-20-weeks/pc_plans_issued_20_weeks_ex',
    at: 'year',
    causes: [
      {
        words:
          'agreed to before the year: the return gives such a request no day, so that the Department leaves it out',
        formula:
          'count(requests[assessment_outcome_date in P, assessment_outcome = Y, week20_exception in (none, empty), request_outcome_date < P.start])',
        sign: -1,
      },
      {
        words: 'of a challenged decision, which the Department leaves out',
        figures: ['challenged-excluding'],
        sign: -1,
      },
    ],
  },
  {
    figure: 'reviewed',
    measure: 'reviews-held-within-12-months',
    at: 'year',
    causes: [OTHER_BASE],
  },
  {
    figure: 'review-decided',
    measure: 'review-decisions-within-4-weeks',
    published: 'sen2-reviews/pc_decsion_4weeks',
    at: 'year',
    causes: [LATEST_ONLY],
  },
]
