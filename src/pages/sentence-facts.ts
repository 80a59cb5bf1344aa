import { compare, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import type { Comparison, SentenceFacts } from '../judgement/index.ts'
import { figureWithUnit } from './figure-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'

const WISHED = {
  'higher-better': 1,
  'lower-better': -1,
  neutral: 0,
  'close-to-value': 0,
  'within-range': 0,
} as const

/** What a sentence about a KPI is held against. */
export function sentenceFacts(judged: JudgedKpi): SentenceFacts {
  const { kpi, figures, process, course, aim } = judged
  const { latest, yearEarlier, steps } = figures
  const [before, last] = steps.slice(-2)
  return {
    wished: WISHED[kpi.use.polarity],
    process,
    course,
    reached: aim.reached,
    sinceYear: compared(judged, latest, yearEarlier, 'a year earlier'),
    sinceStep: compared(judged, last ?? null, before ?? null, 'in the step before'),
    series: steps.map(({ value }) => value && toNumber(value)),
    names: [kpi.use.name, kpi.measure?.name ?? '', kpi.row.words],
  }
}

function compared(
  { kpi: { measure } }: JudgedKpi,
  now: Figure | null,
  then: Figure | null,
  when: string,
): Comparison | null {
  if (!measure || !now?.value || !then?.value) return null
  const order = compare(now.value, then.value)
  const change = order === 0 ? 0 : order > 0 ? 1 : -1
  return { change, words: `${figureWithUnit(then, measure) ?? ''} ${when}` }
}
