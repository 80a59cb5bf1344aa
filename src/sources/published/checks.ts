import { type DayText, formatDay, type Issue, NATION } from '../../core/index.ts'
import { sourceIssue } from '../rules.ts'
import { counted, type Tally } from '../tally.ts'
import type { ReadFigure } from './types.ts'

/** Fewer than this are too few for a jump to mean anything. */
const LEAST_FOR_JUMP = 50
const DAYS_BETWEEN_YEARS = [300, 430] as const
const MS_A_DAY = 86_400_000

/**
 * Holds the figures of a file against each other, and marks those that are doubted: several authorities with
 * the total of their region, counts below nothing, jumps from one year to the next, totals that are not the sum.
 * Nothing is changed or left out.
 *
 * @returns An issue for each, with its line.
 */
export function doubtFigures(figures: readonly ReadFigure[], file: string, tally: Tally): Issue[] {
  const issues: Issue[] = []
  for (const group of Map.groupBy(figures, keyOfGroup).values()) {
    const repeats = repeatedTotals(group, file)
    issues.push(...repeats)
    if (repeats.length === 0) tallyWrongTotals(group, tally)
  }
  for (const figure of figures) tallyNegative(figure, tally)
  return [...issues, ...jumps(figures, file)]
}

/** Figures of all areas that should add up. */
function keyOfGroup({ figure, asAt, breakdown }: ReadFigure): string {
  return `${figure.series}\0${asAt}\0${breakdown}`
}

function isAmount({ unit, isCode }: ReadFigure['figure']): boolean {
  return unit !== 'percent' && !isCode
}

/** Two authorities cannot both have all that their region has. */
function repeatedTotals(group: readonly ReadFigure[], file: string): Issue[] {
  const [first] = group
  if (!first || !isAmount(first.figure)) return []
  const totals = new Map(
    group.filter(({ isWithin }) => !isWithin).map(({ area, value }) => [area, value]),
  )
  const repeating = group.filter(
    ({ isWithin, region, value }) =>
      isWithin && region !== '' && value !== null && value !== '0' && totals.get(region) === value,
  )
  return [...Map.groupBy(repeating, ({ region }) => region).values()]
    .filter((members) => members.length > 1)
    .flatMap((members) => members.map((member) => repeatIssue(member, members.length, file)))
}

function repeatIssue(figure: ReadFigure, many: number, file: string): Issue {
  figure.doubt = 'repeats-total'
  const { line, heading, value, asAt } = figure
  const message = `${heading} is ${value ?? ''} for ${formatDay(asAt)}, the total of its region, as it is in ${String(many - 1)} other authorities of it.`
  return sourceIssue('source-published-repeats-total', { file, line, field: heading }, message)
}

/** A region's or England's total that is not the sum of its authorities, where each of them has a number. */
function tallyWrongTotals(group: readonly ReadFigure[], tally: Tally): void {
  const [first] = group
  if (!first || !isAmount(first.figure)) return
  const within = group.filter(({ isWithin }) => isWithin)
  const byRegion = Map.groupBy(within, ({ region }) => region)
  for (const total of group.filter(({ isWithin }) => !isWithin)) {
    const members = byRegion.get(total.area) ?? (total.area === NATION ? within : [])
    const sum = sumOf(members)
    if (sum === null || total.value === null) continue
    if (Math.abs(sum - Number(total.value)) < 0.5) continue
    const { heading, line, value } = total
    tally.add('source-published-total', heading, line, (count) => {
      const words = `${counted(count, 'total')} of a region or England differ from the sum of the authorities`
      return `${words}: in the first, ${value} against ${String(sum)}.`
    })
  }
}

/** Null where one has no number, or there are not two. */
function sumOf(members: readonly ReadFigure[]): number | null {
  if (members.length < 2 || members.some(({ value }) => value === null)) return null
  return members.reduce((so, { value }) => so + Number(value), 0)
}

function tallyNegative(figure: ReadFigure, tally: Tally): void {
  const { value, heading, line } = figure
  if (value?.startsWith('-') !== true || figure.figure.signed || !isAmount(figure.figure)) return
  figure.doubt ??= 'negative'
  tally.add(
    'source-published-negative',
    heading,
    line,
    (count) => `${counted(count, 'number')} below nothing, such as ${value}, where none can be.`,
  )
}

/** Figures of all cases of an authority that are far from the year before. */
function jumps(figures: readonly ReadFigure[], file: string): Issue[] {
  const watched = figures.filter(
    ({ figure, breakdown, isWithin }) => figure.jump !== undefined && breakdown === '' && isWithin,
  )
  const rows = Map.groupBy(watched, ({ figure, area }) => `${figure.series}\0${area}`)
  return [...rows.values()].flatMap((row) => {
    const years = row.toSorted((a, b) => (a.asAt < b.asAt ? -1 : 1))
    return years.flatMap((year, at) => {
      const before = years[at - 1]
      return before && isJump(before, year) ? [jumpIssue(before, year, file)] : []
    })
  })
}

function isJump(before: ReadFigure, now: ReadFigure): boolean {
  const { jump, unit } = now.figure
  if (jump === undefined || before.value === null || now.value === null) return false
  if (before.doubt === 'repeats-total' || now.doubt === 'repeats-total') return false
  if (!isYearLater(before.asAt, now.asAt)) return false
  const [a, b] = [Number(before.value), Number(now.value)]
  if (unit === 'percent') return Math.abs(b - a) > jump
  return Math.min(a, b) >= LEAST_FOR_JUMP && Math.max(a / b, b / a) > jump
}

function isYearLater(before: DayText, now: DayText): boolean {
  const days = (Date.parse(now) - Date.parse(before)) / MS_A_DAY
  return days > DAYS_BETWEEN_YEARS[0] && days < DAYS_BETWEEN_YEARS[1]
}

function jumpIssue(before: ReadFigure, now: ReadFigure, file: string): Issue {
  now.doubt ??= 'jump'
  const { line, heading, area, areaName } = now
  const message = `${heading} of ${areaName} (${area}) went from ${before.value ?? ''} to ${now.value ?? ''} within a year, to ${formatDay(now.asAt)}.`
  return sourceIssue('source-published-jump', { file, line, field: heading }, message)
}
