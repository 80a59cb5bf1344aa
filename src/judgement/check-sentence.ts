import { type Claim, claimsIn, type ClaimKind } from './sentence-words.ts'
import type { Course, ProcessReading, Reached } from './types.ts'

/** How the latest figure compares with an earlier one, and that one in words. */
export type Comparison = {
  /** 1 above, -1 below, 0 equal. */
  readonly change: -1 | 0 | 1
  /** `62.0% a year earlier`. */
  readonly words: string
}

/** What the claims of a sentence are held against. */
export type SentenceFacts = {
  /** Which way is better: 1 upwards, -1 downwards, 0 neither. */
  readonly wished: -1 | 0 | 1
  readonly process: ProcessReading
  readonly course: Course
  readonly reached: Reached
  readonly sinceYear: Comparison | null
  readonly sinceStep: Comparison | null
  /** The figures of the trend, oldest first, the latest last; null for a step without one. */
  readonly series: readonly (number | null)[]
  /** Names in which claims are no claims, such as the KPI's own. */
  readonly names: readonly string[]
}

export type Support = 'supported' | 'unsupported' | 'cannot-tell'

/** A claim and what is behind it. */
export type CheckedClaim = {
  readonly words: string
  readonly kind: ClaimKind
  readonly negated: boolean
  readonly support: Support
  /** By what, as a sentence without its full stop. */
  readonly by: string
}

export type CheckedSentence = {
  /** Whether every claim is supported; true of a sentence that claims nothing. */
  readonly supported: boolean
  readonly claims: readonly CheckedClaim[]
}

/** Whether what was found bears a claim out: true, false, or null where it cannot be told. */
type Finding = { readonly holds: boolean | null; readonly by: string }

/**
 * Whether what a person wrote of a figure is borne out by the control chart, the target and the
 * earlier figures: the words improved, worse, rose, fell, stable, on track, met, record, significant
 * and their kin, with or without a `not`. Changes count only when they are more than ordinary ups and
 * downs, unless the sentence itself compares with a year or a step earlier.
 */
export function checkSentence(sentence: string, facts: SentenceFacts): CheckedSentence {
  const plain = facts.names
    .filter((name) => name !== '')
    .reduce((text, name) => text.replaceAll(name, ' '.repeat(name.length)), sentence)
  const claims = claimsIn(plain).map((claim) => checkedClaim(claim, facts))
  return { supported: claims.every(({ support }) => support === 'supported'), claims }
}

function checkedClaim(claim: Claim, facts: SentenceFacts): CheckedClaim {
  const { holds, by } = FINDINGS[claim.kind](facts, claim)
  const { words, kind, negated } = claim
  const support = holds === null ? 'cannot-tell' : holds !== negated ? 'supported' : 'unsupported'
  return { words, kind, negated, support, by }
}

const FINDINGS: Readonly<Record<ClaimKind, (facts: SentenceFacts, claim: Claim) => Finding>> = {
  improved: (facts, claim) => moved(facts, claim, facts.wished),
  worse: (facts, claim) => moved(facts, claim, opposite(facts.wished)),
  rose: (facts, claim) => moved(facts, claim, 1),
  fell: (facts, claim) => moved(facts, claim, -1),
  stable: ({ process }) => ({
    holds: process.word === 'too-few-points' ? null : process.word === 'steady',
    by: processBy(process),
  }),
  significant: ({ process }) => ({
    holds: process.word === 'too-few-points' ? null : process.word !== 'steady',
    by: processBy(process),
  }),
  'on-track': ({ course }) => ({
    holds: isTold(course) ? course.status === 'met' || course.status === 'on-course' : null,
    by: courseBy(course),
  }),
  'off-track': ({ course }) => ({
    holds: isTold(course) ? course.status === 'off-course' : null,
    by: courseBy(course),
  }),
  'will-meet': ({ course }) => {
    const { expected } = course
    if (!expected) return { holds: WILL[course.status ?? 'cannot-tell'], by: courseBy(course) }
    const holds = expected.status === 'cannot-tell' ? null : expected.status === 'met'
    return { holds, by: expected.why }
  },
  met: (facts) => reachedFinding(facts, 'met'),
  missed: (facts) => reachedFinding(facts, 'not-met'),
  highest: (facts) => extreme(facts, 1),
  lowest: (facts) => extreme(facts, -1),
  best: (facts) => extreme(facts, facts.wished),
  worst: (facts) => extreme(facts, opposite(facts.wished)),
  record: (facts) => {
    const [high, low] = [extreme(facts, 1), extreme(facts, -1)]
    return high.holds === true
      ? high
      : low.holds === true
        ? low
        : { ...high, by: `${high.by}; ${low.by}` }
  },
}

/** What is to come where the target has no day to come. */
const WILL = { met: true, 'off-course': false, 'on-course': null, 'cannot-tell': null } as const

function opposite(sign: -1 | 0 | 1): -1 | 0 | 1 {
  if (sign === 0) return 0
  return sign === 1 ? -1 : 1
}

function isTold({ status }: Course): boolean {
  return status !== null && status !== 'cannot-tell'
}

function processBy({ word, why }: ProcessReading): string {
  return word === 'too-few-points' ? `too few figures to tell: ${why}` : `${word}: ${why}`
}

function courseBy({ status, why }: Course): string {
  return status === null || status === 'cannot-tell' ? why : `${status.replace('-', ' ')}: ${why}`
}

function reachedFinding({ reached, course }: SentenceFacts, wanted: Reached): Finding {
  const isKnown = reached === 'met' || reached === 'not-met'
  const by = isKnown ? `the target is ${reached === 'met' ? 'met' : 'not met'}` : course.why
  return { holds: isKnown ? reached === wanted : null, by }
}

/** Whether it went the way `sign`: since what the sentence names, else by the control chart. */
function moved(facts: SentenceFacts, { since }: Claim, sign: -1 | 0 | 1): Finding {
  if (sign === 0) return { holds: null, by: 'neither more nor less of it is better' }
  if (since !== null) {
    const earlier = since === 'year' ? facts.sinceYear : facts.sinceStep
    if (!earlier) return { holds: null, by: 'there is no earlier figure to compare with' }
    return { holds: earlier.change === sign, by: `it was ${earlier.words}` }
  }
  const { process } = facts
  const by = processBy(process)
  if (process.word === 'too-few-points') return { holds: null, by }
  return { holds: processSign(process, facts.wished) === sign, by }
}

/** Which way the process moves; 0 while it is steady or only one figure stands out. */
function processSign({ word }: ProcessReading, wished: -1 | 0 | 1): -1 | 0 | 1 {
  switch (word) {
    case 'improving':
      return wished
    case 'worsening':
      return opposite(wished)
    case 'rising':
      return 1
    case 'falling':
      return -1
    default:
      return 0
  }
}

/** The fewest figures of which one may be called a record. */
const LEAST_FOR_RECORD = 12

function extreme({ series }: SentenceFacts, sign: -1 | 0 | 1): Finding {
  if (sign === 0) return { holds: null, by: 'neither more nor less of it is better' }
  const known = series.filter((value) => value !== null)
  const latest = series.at(-1) ?? null
  if (latest === null || known.length < LEAST_FOR_RECORD) {
    return { holds: null, by: `only ${String(known.length)} figures are held` }
  }
  const others = known.slice(0, -1)
  const holds = others.every((value) => (latest - value) * sign > 0)
  const equal = others.every((value) => (latest - value) * sign >= 0)
  const side = sign > 0 ? 'highest' : 'lowest'
  const not = equal
    ? `is equalled by an earlier one, so it is not the ${side}`
    : `is not the ${side}`
  const by = `the latest ${holds ? `is the ${side}` : not} of the ${String(known.length)} figures held`
  return { holds, by }
}
