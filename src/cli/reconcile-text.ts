import { toFixed } from '../core/index.ts'
import type { ReconciledFigure, StockAndFlow } from '../figures/index.ts'
import type { ReturnCounted } from '../records/index.ts'

/** Each figure in two or three lines: what the return says, what the KPI says, and why they differ. */
export function reconcileText(
  { year, file, censusDay }: ReturnCounted,
  lines: readonly ReconciledFigure[],
): string {
  const isLeft = lines.some(({ unexplained }) => (unexplained ?? 0) !== 0)
  return [
    `The SEN2 return of ${String(year)} (${file}, census day ${censusDay}) beside the KPIs`,
    ...lines.map(figureText),
    ...(isLeft ? [LEFT] : []),
  ].join('\n\n')
}

const LEFT =
  'What is not explained comes from rows of the return that were refused when it was imported, or that\n' +
  'another file tells otherwise: bin/sendboard imports ID --issues, and reconcile --sources, list them.'

function figureText(one: ReconciledFigure): string {
  const { name, returned, measure, computed, computedWords, unexplained, difference } = one
  const isShare = returned.denominator !== null
  const of = isShare ? ` (${String(returned.numerator)} of ${String(returned.denominator)})` : ''
  const kpiOf =
    isShare && computed.numerator && computed.denominator
      ? ` (${toFixed(computed.numerator, 0)} of ${toFixed(computed.denominator, 0)})`
      : ''
  const unit = isShare && computed.value ? '%' : ''
  return [
    `${name}: ${returned.value ?? 'nothing to divide by'}${of}`,
    `  KPI ${measure}: ${computedWords}${unit}${kpiOf}`,
    ...publishedLines(one),
    `  ${differenceText(one, difference, unexplained)}`,
    ...one.causes.map(
      ({ words, explains }) =>
        `    ${explains === null ? 'known to differ' : signed(explains)}: ${words}`,
    ),
  ].join('\n')
}

function publishedLines({ published }: ReconciledFigure): readonly string[] {
  if (!published) return []
  const { words, unit, publishedOn } = published
  return [`  Published on ${publishedOn}: ${words}${unit === 'percent' ? '%' : ''}`]
}

function differenceText(
  { numeratorDifference }: ReconciledFigure,
  difference: number | null,
  unexplained: number | null,
): string {
  if (difference === null) return 'The KPI has no figure to compare.'
  const isEqual = difference === 0 && (numeratorDifference ?? 0) === 0
  if (isEqual) return 'Equal.'
  const inside =
    numeratorDifference === null ? '' : `, and ${signed(numeratorDifference)} of those counted`
  const rest =
    unexplained === 0 ? 'all of it explained' : `${signed(unexplained ?? 0)} not explained`
  const of = numeratorDifference === null ? '' : ' in the base'
  return `Return less KPI: ${signed(difference)}${of}${inside}; ${rest}.`
}

function signed(count: number): string {
  return count > 0 ? `+${String(count)}` : String(count)
}

/** How the plans of one census became those of the next. */
export function flowText({ year }: ReturnCounted, flow: StockAndFlow | undefined): string {
  if (!flow)
    return `Plans from census to census: the return of ${String(year - 1)} is needed too, and is not imported.`
  const line = (count: number | string, words: string) => `${String(count).padStart(8)}  ${words}`
  return [
    `Plans from the census of ${String(flow.from)} to that of ${String(flow.to)}, by the returns alone`,
    '',
    line(flow.opening, `held on census day ${String(flow.from)}`),
    ...flow.lines.map(({ count, words }) => line(signed(count), words)),
    line(flow.expected, 'so many should be held'),
    line(flow.closing, `are held on census day ${String(flow.to)}`),
    line(signed(flow.unexplained), 'not explained by the flows of the calendar year, of which'),
    ...flow.causes.map(({ count, words }) => line(signed(count), words)),
    line(
      signed(flow.remainder),
      'left: plans resumed, second plans of one person, and what the two returns say differently',
    ),
  ].join('\n')
}
