/**
 * What happens to Kingsmere, year by year: the whole story as data. Counts are for an authority of
 * 1,900 plans and grow in step with its size; shares are from 0 to 1; delays are in days.
 *
 * In 2022 the service loses staff while requests rise, decisions slip and annual reviews pile up. In
 * March 2023 the council signs a safety valve agreement; the backlog is cleared in 2023 and 2024, and
 * by 2025 the service does better than before. `docs/demo.md` names the published figures behind the
 * levels.
 */
export type YearStory = {
  /** Requests received in the calendar year. */
  readonly requests: number
  /** Share of requests refused, and withdrawn before a decision. */
  readonly refused: number
  readonly withdrawn: number
  /** Share of decisions whether to assess within six weeks. */
  readonly decidedInSixWeeks: number
  /** Share of assessments that end without a plan, and of these within sixteen weeks. */
  readonly noPlan: number
  readonly noPlanInSixteenWeeks: number
  /** Share of cases that reach their plan in twenty weeks, by the year in which it would be due. */
  readonly planInTwentyWeeks: number
  /** Mean further delay of those that do not. */
  readonly planDelay: number
  /** Share of reviews held in time; mean lateness of the rest. */
  readonly reviewInTime: number
  readonly reviewDelay: number
  /** Share of decisions within four weeks of the meeting; mean further delay; never made. */
  readonly reviewDecided: number
  readonly reviewDecisionDelay: number
  readonly reviewUndecided: number
  /** Share of amendment notices sent with the decision; of final plans within eight weeks after. */
  readonly draftWithDecision: number
  readonly finalInEightWeeks: number
  readonly officerAtReview: number
  /** Share of advice within six weeks, by body. */
  readonly healthAdvice: number
  readonly socialAdvice: number
  readonly otherAdvice: number
  /** Share of review papers sent two weeks before. */
  readonly reviewPapers: number
  /** Share of audits that find a document good or better. */
  readonly auditGood: number
  /** Complaints and disputes over a plan, per 100 plans. */
  readonly complaints: number
  readonly disputes: number
  /** Share of survey answers that are favourable. */
  readonly content: number
  /** Mean weeks from referral to the first contact: therapies, emotional health, autism pathway. */
  readonly therapyWeeks: number
  readonly emotionalWeeks: number
  readonly autismWeeks: number
  /** Moves to independent schools, as a multiple of the usual; shares of leavers brought back. */
  readonly independent: number
  readonly broughtBack: number
}

const steady: YearStory = {
  requests: 228,
  refused: 0.21,
  withdrawn: 0.016,
  decidedInSixWeeks: 0.86,
  noPlan: 0.055,
  noPlanInSixteenWeeks: 0.48,
  planInTwentyWeeks: 0.62,
  planDelay: 45,
  reviewInTime: 0.8,
  reviewDelay: 60,
  reviewDecided: 0.5,
  reviewDecisionDelay: 30,
  reviewUndecided: 0.02,
  draftWithDecision: 0.45,
  finalInEightWeeks: 0.6,
  officerAtReview: 0.38,
  healthAdvice: 0.66,
  socialAdvice: 0.7,
  otherAdvice: 0.75,
  reviewPapers: 0.5,
  auditGood: 0.52,
  complaints: 2.2,
  disputes: 2.4,
  content: 0.62,
  therapyWeeks: 14,
  emotionalWeeks: 5,
  autismWeeks: 30,
  independent: 1,
  broughtBack: 0,
}

const slipping: YearStory = {
  ...steady,
  requests: 264,
  refused: 0.22,
  decidedInSixWeeks: 0.83,
  planInTwentyWeeks: 0.63,
  reviewInTime: 0.75,
  reviewDelay: 70,
  reviewDecided: 0.46,
  officerAtReview: 0.36,
  healthAdvice: 0.6,
  socialAdvice: 0.66,
  complaints: 2.6,
  disputes: 2.9,
  content: 0.58,
  therapyWeeks: 16,
  autismWeeks: 36,
  independent: 1.7,
  broughtBack: 0,
}

const failing: YearStory = {
  ...steady,
  requests: 302,
  refused: 0.23,
  decidedInSixWeeks: 0.58,
  noPlanInSixteenWeeks: 0.2,
  planInTwentyWeeks: 0.22,
  planDelay: 80,
  reviewInTime: 0.5,
  reviewDelay: 115,
  reviewDecided: 0.24,
  reviewDecisionDelay: 70,
  reviewUndecided: 0.05,
  draftWithDecision: 0.22,
  finalInEightWeeks: 0.36,
  officerAtReview: 0.24,
  healthAdvice: 0.42,
  socialAdvice: 0.48,
  otherAdvice: 0.5,
  reviewPapers: 0.32,
  auditGood: 0.38,
  complaints: 5.4,
  disputes: 4.1,
  content: 0.44,
  therapyWeeks: 21,
  emotionalWeeks: 8,
  autismWeeks: 46,
  independent: 2.4,
  broughtBack: 0,
}

const mending: YearStory = {
  ...steady,
  requests: 334,
  refused: 0.25,
  decidedInSixWeeks: 0.78,
  noPlanInSixteenWeeks: 0.34,
  planInTwentyWeeks: 0.52,
  planDelay: 60,
  reviewInTime: 0.62,
  reviewDelay: 85,
  reviewDecided: 0.36,
  reviewDecisionDelay: 45,
  reviewUndecided: 0.03,
  draftWithDecision: 0.38,
  finalInEightWeeks: 0.48,
  officerAtReview: 0.33,
  healthAdvice: 0.55,
  socialAdvice: 0.6,
  otherAdvice: 0.64,
  reviewPapers: 0.44,
  auditGood: 0.5,
  complaints: 4.3,
  disputes: 4.4,
  content: 0.51,
  therapyWeeks: 20,
  emotionalWeeks: 7,
  autismWeeks: 44,
  independent: 1.3,
  broughtBack: 0.05,
}

const better: YearStory = {
  ...steady,
  requests: 364,
  refused: 0.25,
  decidedInSixWeeks: 0.88,
  planInTwentyWeeks: 0.68,
  planDelay: 45,
  reviewInTime: 0.76,
  reviewDelay: 60,
  reviewDecided: 0.52,
  draftWithDecision: 0.55,
  finalInEightWeeks: 0.64,
  officerAtReview: 0.45,
  healthAdvice: 0.7,
  socialAdvice: 0.74,
  otherAdvice: 0.78,
  reviewPapers: 0.58,
  auditGood: 0.63,
  complaints: 3.1,
  disputes: 4.2,
  content: 0.6,
  therapyWeeks: 17,
  emotionalWeeks: 5.5,
  autismWeeks: 38,
  independent: 0.6,
  broughtBack: 0.3,
}

const recovered: YearStory = {
  ...better,
  requests: 392,
  decidedInSixWeeks: 0.93,
  noPlanInSixteenWeeks: 0.6,
  planInTwentyWeeks: 0.79,
  planDelay: 35,
  reviewInTime: 0.85,
  reviewDelay: 45,
  reviewDecided: 0.67,
  reviewUndecided: 0.01,
  draftWithDecision: 0.66,
  finalInEightWeeks: 0.74,
  officerAtReview: 0.56,
  healthAdvice: 0.8,
  socialAdvice: 0.83,
  otherAdvice: 0.85,
  reviewPapers: 0.7,
  auditGood: 0.74,
  complaints: 2.3,
  disputes: 3.9,
  content: 0.68,
  therapyWeeks: 14,
  emotionalWeeks: 4,
  autismWeeks: 33,
  independent: 0.4,
  broughtBack: 0.4,
}

const BY_YEAR: ReadonlyMap<number, YearStory> = new Map([
  [2020, steady],
  [2021, slipping],
  [2022, failing],
  [2023, mending],
  [2024, better],
  [2025, recovered],
])

/** The story of a calendar year: 2020 also stands for the years before, 2025 for those after. */
export function storyOf(year: number): YearStory {
  if (year <= 2020) return steady
  return BY_YEAR.get(year) ?? recovered
}

/** Requests by month, January first: schools ask before they close, and few in August. */
export const REQUESTS_BY_MONTH = [
  1, 1.05, 1.2, 0.85, 1.1, 1.25, 1.2, 0.4, 0.85, 1.1, 1.15, 0.85,
] as const

/** First and last day of the records, and the day of the extract. */
export const RECORDS_FROM = '2020-04-01'
export const EXTRACTED_ON = '2026-03-31'
/** Share of the final number of plans that were held on the first day. */
export const OPENING_SHARE = 0.545
/** Share of plans that move in from another authority, and out to one, in a year. */
export const MOVED_IN_A_YEAR = 0.021
export const MOVED_OUT_A_YEAR = 0.022
