import { type Rational, toNumber } from '../core/index.ts'
import { readBacklog } from '../judgement/index.ts'
import type { FigureJudgement } from './judged-kpi.ts'

/**
 * What a backlog that is being cleared does to a KPI, as a sentence; empty where it does nothing.
 *
 * @param late - The KPI of what is open and late already; the steps of both that end on one day are compared.
 */
export function backlogWords(one: FigureJudgement, late: FigureJudgement | undefined): string {
  if (!late) return ''
  const open = new Map(late.figures.steps.map(({ period, value }) => [period.end, value]))
  const { steps } = one.figures
  return readBacklog(
    steps.map(({ period }) => numberOf(open.get(period.end))),
    steps.map(({ value }) => numberOf(value)),
  )
}

function numberOf(value: Rational | null | undefined): number | null {
  return value ? toNumber(value) : null
}
