import type { Course, ProcessReading, ProcessWord, Status } from './types.ts'

/** What a sentence about a KPI is made of; every part in words already. */
export type SentenceParts = {
  readonly name: string
  /** `41.3%`; null when there is no figure. */
  readonly display: string | null
  /** `33 of 80`, where the figure has two parts. */
  readonly size: string | null
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
 * What a good analyst would say aloud of a KPI, in one sentence or two.
 *
 * @example `New plans within 20 weeks: 41.3% (33 of 80) in January to March 2024. Off course for 90% or
 *   more, and worsening: seven or more figures in a row are below the average.`
 */
export function sayJudgement(parts: SentenceParts): string {
  if (parts.display === null) {
    return `${parts.name} cannot be shown for ${parts.period.replace(/^in /, '')}: ${parts.reason}.`
  }
  const size = parts.size === null ? '' : ` (${parts.size})`
  const figure = `${parts.name}: ${parts.display}${size} ${parts.period}.`
  return `${figure} ${secondSentence(parts)}`.trim()
}

function secondSentence({ target, course, process }: SentenceParts): string {
  const trend = trendWords(process)
  if (course.status === null) return capital(trend === '' ? '' : `${trend}.`)
  const against = againstTarget(course, target)
  return trend === '' ? `${against}.` : `${against}; ${trend}.`
}

function againstTarget(course: Course, target: string | null): string {
  const goal = target === null ? 'the target' : `the target of ${target}`
  if (course.status === 'met') return `Meets ${goal}`
  if (course.status === 'on-course') return `On course for ${goal}: ${course.why}`
  if (course.status === 'off-course') return `Off course for ${goal}: ${course.why}`
  return `Whether ${goal} is met cannot be told: ${course.why}`
}

function trendWords({ word, why }: ProcessReading): string {
  if (word === 'too-few-points') return 'there are too few figures to read a trend'
  return `${PROCESS_WORDS[word]}: ${why}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
