/**
 * What happens in the schools and health services around the story of `story.ts`, by the year in which
 * the academic year begins. Rates of suspensions are per 100 pupils and year, shares are from 0 to 1.
 */
export type SchoolStory = {
  /** Suspensions and permanent exclusions: no SEN, SEN support, plan. */
  readonly suspensions: Readonly<Record<SenStatus, number>>
  readonly exclusions: Readonly<Record<SenStatus, number>>
  /** Share of sessions missed: SEN support, plan. */
  readonly absence: Readonly<Record<'K' | 'E', number>>
  /** Share of those often absent whose main reason is emotional health. */
  readonly emotional: number
  /** Share of 16 and 17 year olds who are NEET; not known. */
  readonly neet: Readonly<Record<SenStatus, number>>
  readonly notKnown: Readonly<Record<SenStatus, number>>
  /** Share of reviews of two-year-olds done by 30 months. */
  readonly twoYearReview: number
  /** Share of families with a social worker that use a children's centre. */
  readonly childrensCentre: number
  /** Share of spells in alternative provision that lead back; of inclusion cases kept in mainstream. */
  readonly reintegrated: number
  readonly remained: number
  /** Share of pupils with SEN interviewed about next steps in Year 11. */
  readonly interviewed: number
  /** Added to the chance of every expected standard. */
  readonly attainment: number
}

/** None, SEN support or a plan, as the census writes it. */
export type SenStatus = 'N' | 'K' | 'E'

const calm: SchoolStory = {
  suspensions: { N: 1.4, K: 5.6, E: 6.1 },
  exclusions: { N: 0.025, K: 0.14, E: 0.07 },
  absence: { K: 0.064, E: 0.092 },
  emotional: 0.2,
  neet: { N: 0.013, K: 0.036, E: 0.048 },
  notKnown: { N: 0.006, K: 0.013, E: 0.012 },
  twoYearReview: 0.84,
  childrensCentre: 0.52,
  reintegrated: 0.5,
  remained: 0.87,
  interviewed: 0.9,
  attainment: 0,
}

const BY_YEAR: ReadonlyMap<number, SchoolStory> = new Map([
  [2020, calm],
  [
    2021,
    {
      ...calm,
      suspensions: { N: 1.9, K: 8.4, E: 8.6 },
      exclusions: { N: 0.03, K: 0.2, E: 0.1 },
      absence: { K: 0.086, E: 0.112 },
      emotional: 0.25,
      twoYearReview: 0.77,
      childrensCentre: 0.45,
      reintegrated: 0.46,
      remained: 0.84,
      interviewed: 0.86,
      attainment: -0.02,
    },
  ],
  [
    2022,
    {
      ...calm,
      suspensions: { N: 2.4, K: 11.8, E: 11.9 },
      exclusions: { N: 0.05, K: 0.31, E: 0.15 },
      absence: { K: 0.097, E: 0.121 },
      emotional: 0.31,
      neet: { N: 0.015, K: 0.047, E: 0.068 },
      notKnown: { N: 0.008, K: 0.018, E: 0.019 },
      twoYearReview: 0.68,
      childrensCentre: 0.4,
      reintegrated: 0.37,
      remained: 0.77,
      interviewed: 0.74,
      attainment: -0.03,
    },
  ],
  [
    2023,
    {
      ...calm,
      suspensions: { N: 2.5, K: 12.1, E: 11.4 },
      exclusions: { N: 0.05, K: 0.3, E: 0.14 },
      absence: { K: 0.095, E: 0.119 },
      emotional: 0.31,
      neet: { N: 0.014, K: 0.042, E: 0.06 },
      notKnown: { N: 0.007, K: 0.016, E: 0.016 },
      twoYearReview: 0.75,
      childrensCentre: 0.47,
      reintegrated: 0.43,
      remained: 0.81,
      interviewed: 0.83,
      attainment: -0.01,
    },
  ],
  [
    2024,
    {
      ...calm,
      suspensions: { N: 2.2, K: 10.2, E: 9.6 },
      exclusions: { N: 0.04, K: 0.23, E: 0.11 },
      absence: { K: 0.089, E: 0.113 },
      emotional: 0.27,
      neet: { N: 0.012, K: 0.033, E: 0.042 },
      notKnown: { N: 0.006, K: 0.011, E: 0.01 },
      twoYearReview: 0.83,
      childrensCentre: 0.55,
      reintegrated: 0.52,
      remained: 0.86,
      interviewed: 0.91,
      attainment: 0.01,
    },
  ],
  [
    2025,
    {
      ...calm,
      suspensions: { N: 2, K: 9.1, E: 8.5 },
      exclusions: { N: 0.035, K: 0.19, E: 0.09 },
      absence: { K: 0.084, E: 0.108 },
      emotional: 0.24,
      neet: { N: 0.011, K: 0.03, E: 0.037 },
      notKnown: { N: 0.005, K: 0.009, E: 0.009 },
      twoYearReview: 0.87,
      childrensCentre: 0.6,
      reintegrated: 0.57,
      remained: 0.89,
      interviewed: 0.93,
      attainment: 0.02,
    },
  ],
])

/** The story of an academic year: 2020 also stands for the years before, 2025 for those after. */
export function schoolStoryOf(year: number): SchoolStory {
  return BY_YEAR.get(Math.min(Math.max(year, 2020), 2025)) ?? calm
}
