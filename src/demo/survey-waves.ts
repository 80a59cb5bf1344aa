import type { Mix } from './random.ts'

export type Respondent = 'child_young_person' | 'parent_carer' | 'professional' | 'setting'
export type PlanStatus = 'ehcp_new' | 'ehcp' | 'sen_support' | 'none' | 'unknown'

/** A survey that is sent out now and then, and how many answer for 1,900 plans. */
export type Wave = {
  readonly name: string
  readonly respondent: Respondent
  /** Month and last day of the answers; undefined: a form that goes out all year. */
  readonly month: number | undefined
  readonly answers: number
  readonly about: Mix<PlanStatus> | undefined
  /** Asked of everyone; then those asked only of families with a plan. */
  readonly questions: readonly string[]
  readonly planQuestions: readonly string[]
}

const FAMILIES: Mix<PlanStatus> = [
  ['ehcp', 50],
  ['ehcp_new', 12],
  ['sen_support', 31],
  ['none', 4],
  ['unknown', 3],
]

const PARENTS: Wave = {
  name: 'Annual SEND survey: parents and carers',
  respondent: 'parent_carer',
  month: 3,
  answers: 186,
  about: FAMILIES,
  questions: [
    'info_helps_assessment',
    'info_helps_planning',
    'support_accessible',
    'support_timely',
    'support_quality',
    'listened_to',
    'included_in_planning',
    'support_helps_progress',
    'knows_where_information',
    'understands_personal_budgets',
  ],
  planQuestions: [
    'plan_helps_progress',
    'plan_involvement',
    'plan_end_result',
    'review_engagement',
  ],
}

const YOUNG: Wave = {
  name: 'Annual SEND survey: children and young people',
  respondent: 'child_young_person',
  month: 11,
  answers: 98,
  about: FAMILIES,
  questions: [
    'info_understood',
    'support_right',
    'commissioned_quality',
    'listened_to',
    'included_in_planning',
    'support_helps_progress',
  ],
  planQuestions: ['plan_involvement', 'plan_helps_progress', 'review_engagement'],
}

const NEW_PLAN: Mix<PlanStatus> = [['ehcp_new', 1]]
const HELD_PLAN: Mix<PlanStatus> = [['ehcp', 1]]

/** All surveys of a year. Published local ones have 19 to 345 answers. */
export const WAVES: readonly Wave[] = [
  PARENTS,
  YOUNG,
  {
    ...PARENTS,
    name: 'Feedback after a new plan: parents and carers',
    month: undefined,
    answers: 52,
    about: NEW_PLAN,
    questions: ['info_helps_assessment', 'info_helps_planning'],
    planQuestions: ['plan_involvement', 'plan_end_result'],
  },
  {
    ...YOUNG,
    name: 'Feedback after a new plan: children and young people',
    month: undefined,
    answers: 26,
    about: NEW_PLAN,
    questions: ['info_understood'],
    planQuestions: ['plan_involvement', 'plan_helps_progress'],
  },
  {
    ...PARENTS,
    name: 'Feedback after an annual review: parents and carers',
    month: undefined,
    answers: 74,
    about: HELD_PLAN,
    questions: [],
    planQuestions: ['review_engagement', 'plan_helps_progress'],
  },
  {
    ...YOUNG,
    name: 'Feedback after an annual review: children and young people',
    month: undefined,
    answers: 38,
    about: HELD_PLAN,
    questions: [],
    planQuestions: ['review_engagement'],
  },
  {
    name: 'Survey of professionals',
    respondent: 'professional',
    month: 2,
    answers: 84,
    about: undefined,
    questions: ['understands_responsibilities', 'skilled_statutory'],
    planQuestions: [],
  },
  {
    name: 'Survey of schools and settings',
    respondent: 'setting',
    month: 1,
    answers: 47,
    about: undefined,
    questions: [
      'process_confidence',
      'plan_quality',
      'review_helps_access',
      'review_improves_outcomes',
    ],
    planQuestions: [],
  },
]

/** How much better or worse than the rest a question is answered. */
export const LEANING: Readonly<Record<string, number>> = {
  support_timely: -0.14,
  support_accessible: -0.05,
  support_quality: 0.05,
  knows_where_information: 0.06,
  understands_personal_budgets: -0.2,
  listened_to: 0.06,
  plan_end_result: 0.04,
  info_understood: 0.08,
  process_confidence: -0.04,
  understands_responsibilities: 0.12,
  skilled_statutory: 0.02,
}
/** Questions that are answered with yes, partly or no. */
export const YES_OR_NO: ReadonlySet<string> = new Set([
  'knows_where_information',
  'understands_personal_budgets',
  'info_understood',
  'support_right',
])
