import { capital, formatDay } from '../core/index.ts'
import type { Course, ProcessReading, ProcessWord, Status } from './types.ts'

/** What a sentence about a KPI is made of; every part in words already. */
export type SentenceParts = {
  readonly name: string
  /** `41.3%`; null when there is no figure. */
  readonly display: string | null
  /** `33 of 80`, where the figure has two parts. */
  readonly size: string | null
  /** Whether it rests on fewer than ten cases. */
  readonly fewCases: boolean
  /** `in January to March 2024` or `at 31 March 2024`. */
  readonly period: string
  /** Why there is no figure. */
  readonly reason: string
  /** `90% or more by 31 December 2023`; null when none is set. */
  readonly target: string | null
  readonly course: Course
  readonly process: ProcessReading
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  met: 'met',
  'on-course': 'on course',
  'off-course': 'off course',
  'cannot-tell': 'cannot tell',
}

export const PROCESS_WORDS: Readonly<Record<ProcessWord, string>> = {
  improving: 'improving',
  worsening: 'worsening',
  rising: 'rising',
  falling: 'falling',
  steady: 'steady',
  'one-off': 'one-off',
  'too-few-points': 'too few points',
}

/**
 * What a good analyst would say aloud of a KPI: the figure, what it does, and where it stands.
 *
 * @example `New plans within 20 weeks: 41.3% (33 of 80) in January to March 2024. Worsening: seven or more
 *   figures in a row are below the average. Off course for 90% or more by 31 December 2024: …; not expected
 *   to reach it unless the process changes.`
 */
export function sayJudgement(parts: SentenceParts): string {
  if (parts.display === null) {
    return `${parts.name} cannot be shown for ${parts.period.replace(/^in /, '')}: ${parts.reason}.`
  }
  const size = [parts.size ?? '', parts.fewCases ? 'few cases' : ''].filter((text) => text !== '')
  const brackets = size.length === 0 ? '' : ` (${size.join('; ')})`
  const figure = `${parts.name}: ${parts.display}${brackets} ${parts.period}.`
  return [figure, trendSentence(parts.process), targetSentence(parts)]
    .filter((text) => text !== '')
    .join(' ')
}

function trendSentence({ word, why }: ProcessReading): string {
  if (word === 'too-few-points') return 'There are too few figures to read a trend.'
  return `${capital(PROCESS_WORDS[word])}: ${why}.`
}

function targetSentence({ course, target }: SentenceParts): string {
  if (course.status === null) return ''
  const expected = expectedWords(course)
  return `${againstTarget(course, target)}${expected === '' ? '' : `; ${expected}`}.`
}

function againstTarget(course: Course, target: string | null): string {
  const goal = target === null ? 'the target' : `the target of ${target}`
  if (course.status === 'met') return `Meets ${goal}`
  if (course.status === 'on-course') return `On course for ${goal}: ${course.why}`
  if (course.status === 'off-course') return `Off course for ${goal}: ${course.why}`
  return `Whether ${goal} is met cannot be told: ${course.why}`
}

/** What is expected by then, where the status has not said it. */
function expectedWords({ status, expected, why }: Course): string {
  if (!expected || expected.why === why) return ''
  const by = `by ${formatDay(expected.due)}`
  if (expected.status === 'met') {
    return status === 'met' ? `expected to meet it still ${by}` : `expected to reach it ${by}`
  }
  if (expected.status === 'cannot-tell') {
    return expected.why.startsWith('the target lies') ? expected.why : ''
  }
  const change = expected.value === null ? 'unless the process changes' : 'at its present pace'
  return `not expected to ${status === 'met' ? 'meet it still' : 'reach it'} ${by} ${change}`
}
