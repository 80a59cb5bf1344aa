/** Which day the figures of a year describe. */
export type BenchmarkYear = 'calendar' | 'academic' | 'financial' | 'january' | 'winter'

type Area = 'england' | 'london' | 'outer-london' | 'statistical-neighbours'

/** A comparator, year by year, for one measure. */
export type Series = {
  readonly measure: string
  readonly year: BenchmarkYear
  readonly areas: readonly Area[]
  /** England from 2020 to 2025 (January: 2021 to 2026), near the publication. */
  readonly england: readonly number[]
  readonly near: string
}

/** The other areas over England. */
export const AGAINST_ENGLAND: Readonly<Record<Area, number>> = {
  england: 1,
  london: 1.04,
  'outer-london': 1.03,
  'statistical-neighbours': 1.02,
}

const ENGLAND: readonly Area[] = ['england']
const CAPITAL: readonly Area[] = ['england', 'london']
const ALL: readonly Area[] = ['england', 'london', 'statistical-neighbours']
const OUTER: readonly Area[] = ['england', 'outer-london']
const ALIKE: readonly Area[] = ['statistical-neighbours']
const ENGLAND_AND_ALIKE: readonly Area[] = ['england', 'statistical-neighbours']

const SEN2 = 'DfE, Education, health and care plans'
const SEN = 'DfE, Special educational needs in England'
const S251 = 'DfE, Section 251 outturn'
const NEET = 'DfE, Participation of 16 and 17 year olds (NCCIS)'
const EXCLUSIONS = 'DfE, Suspensions and permanent exclusions'
const EYFSP = 'DfE, Early years foundation stage profile'
const EARLY = 'DfE, Education provision: children under 5'
const HEALTH = 'OHID, Health visitor service delivery metrics'
const BY_19 = 'DfE, Level 2 and 3 attainment age 16 to 25'
const STAGES = 'DfE, Key stage performance by SEN'
const TRIBUNALS = 'MoJ, Tribunal statistics'

/** Every comparator that the catalogue asks for. */
export const SERIES: readonly Series[] = [
  th('2.1/a', 'calendar', CAPITAL, [58, 60, 49, 50, 46, 47], SEN2),
  th('2.1/b', 'calendar', CAPITAL, [58, 60, 49, 50, 46, 47], SEN2),
  th('3.2/a', 'academic', CAPITAL, [13, 17, 21, 25, 24, 23], EXCLUSIONS),
  th('3.2/b', 'academic', CAPITAL, [12, 18, 24, 29, 27, 26], EXCLUSIONS),
  th('3.2/c', 'academic', CAPITAL, [0.08, 0.13, 0.19, 0.25, 0.25, 0.24], EXCLUSIONS),
  th('3.2/d', 'academic', CAPITAL, [0.15, 0.26, 0.37, 0.42, 0.4, 0.38], EXCLUSIONS),
  th('5.1/a', 'academic', CAPITAL, [66, 63.4, 65.6, 66.2, 66.8, 67], EYFSP),
  th('5.1/b', 'financial', CAPITAL, [82.9, 81.1, 79.6, 80.4, 81, 81.2], HEALTH),
  k('1/a', 'january', ALL, [430_700, 473_300, 517_000, 576_000, 638_700, 702_000], SEN2),
  k('2/a', 'january', ALL, [10.4, 9.9, 9.5, 11.4, 10.8, 9.9], SEN2),
  k('5/a', 'calendar', CAPITAL, [60_100, 62_200, 66_700, 84_400, 97_700, 101_000], SEN2),
  k('6/a', 'calendar', ENGLAND, [26_000, 29_000, 34_700, 39_400, 44_900, 47_000], SEN2),
  k('8/a', 'january', ALL, [2.4, 2.7, 2.9, 3.2, 3.6, 3.9], SEN2),
  k('8/b', 'january', ALL, [2.9, 3.2, 3.5, 3.9, 4.3, 4.7], SEN2),
  k('9/a', 'january', ALL, [11.1, 11.5, 11.9, 12.4, 12.9, 13.2], SEN),
  k('24/a', 'financial', ALL, [560, 610, 670, 740, 810, 860], S251),
  k('26/a', 'financial', ALIKE, [12_600, 13_100, 13_900, 14_800, 15_500, 16_000], S251),
  k('29/a', 'financial', ALIKE, [13_900, 14_500, 15_300, 16_300, 17_000, 17_500], S251),
  k('30/a', 'financial', ALIKE, [52_000, 54_300, 58_200, 62_900, 65_700, 67_100], S251),
  k('31/a', 'financial', ALIKE, [21_400, 22_100, 23_300, 24_800, 25_800, 26_500], S251),
  k('32/a', 'financial', ALIKE, [24_300, 25_100, 26_500, 28_200, 29_300, 30_100], S251),
  k('33/a', 'financial', ALIKE, [55_000, 57_300, 61_300, 66_300, 69_100, 70_600], S251),
  k('34/a', 'financial', ALIKE, [7_000, 7_250, 7_650, 8_150, 8_450, 8_700], S251),
  k('35/a', 'financial', ALIKE, [41_000, 42_900, 46_000, 49_700, 51_800, 53_000], S251),
  k('36/a', 'financial', ALIKE, [22_000, 22_700, 23_900, 25_500, 26_500, 27_200], S251),
  k('37/a', 'financial', ALIKE, [19_200, 19_800, 20_900, 22_200, 23_000, 23_700], S251),
  k('40/a', 'financial', ALIKE, [12_900, 13_500, 14_300, 15_200, 15_900, 16_400], S251),
  k('41/a', 'financial', ALIKE, [22.5, 23.4, 24.7, 26, 26.8, 27.1], S251),
  k('66/b', 'january', ENGLAND, [4.6, 4.2, 3.9, 3.4, 3.1, 3], SEN2),
  k('72/a', 'january', ENGLAND_AND_ALIKE, [6.1, 6.4, 6.8, 7.1, 7.3, 7.5], SEN2),
  k('73/a', 'january', ENGLAND_AND_ALIKE, [11.8, 12, 12.3, 12.5, 12.6, 12.8], SEN2),
  k('75/a', 'january', ENGLAND_AND_ALIKE, [5.9, 6.2, 6.5, 6.8, 7, 7.1], SEN2),
  k('81/a', 'academic', ALIKE, [66.4, 65.9, 65.1, 64.2, 64.8, 65], BY_19),
  k('81/b', 'academic', ALIKE, [36.4, 36, 35.3, 34.6, 35, 35.2], BY_19),
  k('82/a', 'academic', ALIKE, [36.9, 37.5, 37.1, 36.3, 36.6, 36.8], BY_19),
  k('82/b', 'academic', ALIKE, [14.6, 14.9, 14.5, 14.1, 14.3, 14.5], BY_19),
  k('83/a', 'winter', OUTER, [2.8, 2.6, 2.8, 3.1, 3, 2.9], NEET),
  k('83/b', 'winter', OUTER, [2.7, 2.1, 2.4, 2.3, 2.2, 2.1], NEET),
  k('83/c', 'winter', OUTER, [5.5, 4.7, 5.2, 5.4, 5.2, 5], NEET),
  k('84/a', 'financial', CAPITAL, [71.5, 74, 73.6, 78.4, 80.2, 81], HEALTH),
  k('84/b', 'financial', CAPITAL, [85.2, 87.1, 92.5, 93.6, 94, 94.2], HEALTH),
  k('86/a', 'academic', ALL, [68, 65.2, 67.2, 67.7, 68.3, 68.5], EYFSP),
  k('87/a', 'academic', ENGLAND, [42, 41, 40.5, 40.2, 40, 39.8], EYFSP),
  k('88/a', 'january', CAPITAL, [62, 72, 74, 75, 66, 68], EARLY),
  k('88/b', 'january', CAPITAL, [88, 91, 92, 93, 93, 93], EARLY),
  k('88/c', 'january', CAPITAL, [92, 94, 95, 96, 96, 96], EARLY),
  k('96/a', 'academic', CAPITAL, [43, 44, 45, 47, 48, 48], EXCLUSIONS),
  k('96/b', 'academic', CAPITAL, [43, 44, 45, 47, 48, 48], EXCLUSIONS),
  k('96/c', 'academic', CAPITAL, [45, 47, 49, 51, 52, 52], EXCLUSIONS),
  k('98/a', 'academic', OUTER, [33, 30, 31, 32, 33, 33], STAGES),
  k('98/b', 'academic', OUTER, [25, 21, 22, 23, 24, 24], STAGES),
  k('98/c', 'academic', OUTER, [36, 32, 34, 35, 36, 36], STAGES),
  k('98/d', 'academic', OUTER, [25, 21, 24, 26, 27, 27], STAGES),
  k('98/e', 'academic', OUTER, [-1, -1.2, -1.1, -1, -1, -1], STAGES),
  k('98/f', 'academic', OUTER, [-1.7, -2, -1.9, -1.8, -1.8, -1.8], STAGES),
  k('98/g', 'academic', OUTER, [-1, -1.3, -1.2, -1.1, -1.1, -1.1], STAGES),
  k('98/h', 'academic', OUTER, [36.7, 34.9, 33.3, 33.1, 33.3, 33.4], STAGES),
  k('98/i', 'academic', OUTER, [-0.43, -0.47, -0.45, -0.45, -0.45, -0.45], STAGES),
  k('99/a', 'january', ENGLAND_AND_ALIKE, [49, 49.5, 50.2, 51.3, 52.4, 53], SEN2),
  k('103/a', 'calendar', ALL, [22, 22, 21.9, 24.3, 25, 25.5], SEN2),
  k('103/b', 'calendar', CAPITAL, [21.6, 22.3, 21.9, 23.6, 24.5, 25], SEN2),
  k('104/a', 'calendar', ALL, [5.5, 5.6, 5.7, 5.6, 5.9, 6], SEN2),
  k('111/a', 'calendar', ALL, [58, 59.9, 49.2, 50.3, 46.4, 48], SEN2),
  k('111/b', 'calendar', ALL, [55.6, 57.9, 47.7, 48.8, 45.3, 47], SEN2),
  k('111/c', 'calendar', ENGLAND, [82, 83, 80, 79, 78, 79], SEN2),
  k('111/d', 'calendar', ENGLAND, [52, 50, 44, 41, 39, 40], SEN2),
  k('117/a', 'calendar', CAPITAL, [44, 44, 42, 41, 40.5, 42], SEN2),
  k('120/a', 'calendar', ENGLAND, [70, 70, 68, 67, 66.5, 68], SEN2),
  k('125/a', 'academic', ENGLAND, [4.5, 4, 3.6, 2, 1.6, 1.6], TRIBUNALS),
  k('126/a', 'academic', ENGLAND, [14, 13, 13, 12, 12, 12], TRIBUNALS),
  k('127/a', 'academic', ENGLAND, [32, 33, 34, 36, 37, 37], TRIBUNALS),
]

function k(
  at: string,
  year: BenchmarkYear,
  areas: readonly Area[],
  england: readonly number[],
  near: string,
): Series {
  return { measure: `kingston-2021/${at}`, year, areas, england, near }
}

function th(
  at: string,
  year: BenchmarkYear,
  areas: readonly Area[],
  england: readonly number[],
  near: string,
): Series {
  return { measure: `tower-hamlets-2018/${at}`, year, areas, england, near }
}
