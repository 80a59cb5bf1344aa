import type { Baseline, Kpi, Target } from '../catalogue/index.ts'
import { addMonths, type DayText, formatDay, type Rational, toNumber } from '../core/index.ts'
import type { Figure } from '../figures/index.ts'
import {
  type Reached,
  reachedTarget,
  type TargetFacts,
  targetInForce,
  type ValueAt,
} from '../judgement/index.ts'
import { axisNumber } from './figure-words.ts'

/** Another area's figure for a KPI. */
export type Benchmark = {
  /** `kingston-2021/81/a`. */
  readonly kpi: string
  readonly area: string
  /** In words, such as `England`. */
  readonly areaName: string
  readonly asAt: DayText
  readonly value: Rational
  readonly source: string
}

/** A target or baseline that the board has set since; it stands before the strategy's own. */
export type BoardDecision = {
  readonly kpi: string
  readonly kind: 'target' | 'baseline'
  readonly applies: DayText
  readonly comparator: string | null
  readonly value: string | null
}

/** What a figure is held against, and what came of it. */
export type AimReading = {
  readonly reached: Reached
  readonly reason: string
  /** `90% or more by 31 December 2023`; null when none is set. */
  readonly words: string | null
  /** The number to reach, in the unit of the figure. */
  readonly number: number | null
  readonly due: DayText | null
  /** Which way the target asks for: 1 upwards, -1 downwards, 0 neither. */
  readonly wished: -1 | 0 | 1
  readonly baseline: ValueAt | null
  /** The numbers of all dated targets. */
  readonly milestones: readonly ValueAt[]
  readonly benchmarks: readonly Benchmark[]
}

/** The latest headline figure, and that of a year earlier. */
export type Headlines = { readonly latest: Figure | null; readonly yearEarlier: Figure | null }

/** What the aim is read from, beside the KPI. */
export type AimFacts = {
  readonly benchmarks: readonly Benchmark[]
  readonly decisions: readonly BoardDecision[]
}

/** The target in force on the latest figure's day, in words and numbers, and whether it is met. */
export function readAim(kpi: Kpi, headlines: Headlines, facts: AimFacts): AimReading {
  const day = headlines.latest?.period.end ?? '9999-12-31'
  const own = facts.decisions.filter((decision) => decision.kpi === kpi.address)
  const target = decidedTarget(own, day) ?? targetInForce(kpi.use.targets, day)
  const benchmarks = latestBenchmarks(kpi, facts.benchmarks, day)
  const { status, reason } = reachedTarget(target, factsOf(headlines, benchmarks))
  const baseline = baselineAt(own, kpi.use.baseline, day)
  if (target === undefined || status === 'none') return { ...NO_TARGET, baseline, benchmarks }
  const value = valueOf(headlines)
  const number = targetNumber(target, benchmarks, value)
  return {
    reached: status,
    reason,
    words: targetWords(target, kpi, benchmarks),
    number,
    due: target.date ?? null,
    wished: wishedBy(target.comparator, number, value),
    baseline,
    milestones: isDecided(own, day) ? [] : milestonesOf(kpi.use.targets),
    benchmarks,
  }
}

const NO_TARGET = {
  reached: 'none',
  reason: 'the strategy sets no target',
  words: null,
  number: null,
  due: null,
  wished: 0,
  milestones: [],
} as const

function valueOf({ latest }: Headlines): number | null {
  return latest?.value ? toNumber(latest.value) : null
}

function factsOf(
  { latest, yearEarlier }: Headlines,
  benchmarks: readonly Benchmark[],
): TargetFacts {
  return {
    value: latest?.value ?? null,
    yearEarlier: yearEarlier?.value ?? null,
    benchmarks: new Map(benchmarks.map(({ area, value }) => [area, value])),
  }
}

function latestDecision(
  decisions: readonly BoardDecision[],
  kind: BoardDecision['kind'],
  day: DayText,
): BoardDecision | undefined {
  return decisions
    .filter((decision) => decision.kind === kind && decision.applies <= day)
    .toSorted((a, b) => (a.applies < b.applies ? -1 : 1))
    .at(-1)
}

type TargetLike = Pick<Target, 'value' | 'upper' | 'date' | 'words' | 'areas'> & {
  readonly comparator: string
}

function decidedTarget(own: readonly BoardDecision[], day: DayText): TargetLike | undefined {
  const decided = latestDecision(own, 'target', day)
  if (!decided) return undefined
  return {
    comparator: decided.comparator ?? 'unknown',
    words: `set by the board from ${formatDay(decided.applies)}`,
    areas: [],
    ...(decided.value !== null && { value: decided.value }),
  }
}

function baselineAt(
  own: readonly BoardDecision[],
  baseline: Baseline | undefined,
  day: DayText,
): ValueAt | null {
  const decided = latestDecision(own, 'baseline', day)
  if (decided?.value) return { value: Number(decided.value), on: decided.applies }
  if (baseline?.value === undefined || baseline.date === undefined) return null
  return { value: Number(baseline.value), on: baseline.date }
}

/** The latest figure of each area in the twelve months to `day`. */
function latestBenchmarks(
  kpi: Kpi,
  benchmarks: readonly Benchmark[],
  day: DayText,
): readonly Benchmark[] {
  const from = day === '9999-12-31' ? day : addMonths(day, -12)
  const found = new Map<string, Benchmark>()
  for (const benchmark of benchmarks) {
    if (benchmark.kpi !== kpi.address || benchmark.asAt > day || benchmark.asAt <= from) continue
    const known = found.get(benchmark.area)
    if (!known || known.asAt < benchmark.asAt) found.set(benchmark.area, benchmark)
  }
  return [...found.values()]
}

/** The number to reach; of a range the end that is nearer to the figure. */
function targetNumber(
  target: TargetLike,
  benchmarks: readonly Benchmark[],
  value: number | null,
): number | null {
  const { comparator, areas } = target
  const other = benchmarks.find(({ area }) => areas.includes(area))
  if (comparator.includes('benchmark')) return other ? toNumber(other.value) : null
  if (target.value === undefined) return null
  const number = Number(target.value)
  if (PLAIN.includes(comparator)) return number
  if (comparator !== 'within' || target.upper === undefined || value === null) return null
  const upper = Number(target.upper)
  return Math.abs(value - number) <= Math.abs(value - upper) ? number : upper
}

const PLAIN = ['gte', 'gt', 'lte', 'lt', 'eq']
const UPWARDS = ['gte', 'gt', 'increase', 'above-benchmark', 'at-or-above-benchmark', 'achieved']
const DOWNWARDS = ['lte', 'lt', 'decrease', 'below-benchmark']

/** A value to be close to, or a range, is to be reached from whichever side the figure is on. */
function wishedBy(comparator: string, number: number | null, value: number | null): -1 | 0 | 1 {
  if (UPWARDS.includes(comparator)) return 1
  if (DOWNWARDS.includes(comparator)) return -1
  if (number === null || value === null || number === value) return 0
  return number > value ? 1 : -1
}

function milestonesOf(targets: readonly Target[]): ValueAt[] {
  return targets.flatMap(({ comparator, value, date }) =>
    value !== undefined && date !== undefined && PLAIN.includes(comparator)
      ? [{ value: Number(value), on: date }]
      : [],
  )
}

/** A target that the board has set stands before the strategy's own and its milestones. */
function isDecided(own: readonly BoardDecision[], day: DayText): boolean {
  return decidedTarget(own, day) !== undefined
}

function targetWords(target: TargetLike, kpi: Kpi, benchmarks: readonly Benchmark[]): string {
  const by = target.date === undefined ? '' : ` by ${formatDay(target.date)}`
  const number = numberWords(target.value, kpi)
  switch (target.comparator) {
    case 'gte':
      return `${number} or more${by}`
    case 'gt':
      return `more than ${number}${by}`
    case 'lte':
      return `${number} or less${by}`
    case 'lt':
      return `less than ${number}${by}`
    case 'eq':
      return `${number}${by}`
    case 'within':
      return `${number} to ${numberWords(target.upper, kpi)}${by}`
    case 'achieved':
      return `done${by}`
    default:
      return `${relativeWords(target, kpi, benchmarks)}${by}`
  }
}

function numberWords(value: string | undefined, { measure }: Kpi): string {
  if (value === undefined) return ''
  return measure ? axisNumber(Number(value), measure) : value
}

const AREA_NAMES: Readonly<Record<string, string>> = {
  england: 'England',
  london: 'London',
  'inner-london': 'Inner London',
  'outer-london': 'Outer London',
  'statistical-neighbours': 'statistical neighbours',
}

/** An area's code in words. */
export function areaName(code: string): string {
  return AREA_NAMES[code] ?? code
}

function relativeWords(
  target: TargetLike,
  { measure }: Kpi,
  benchmarks: readonly Benchmark[],
): string {
  const areas = target.areas.map((area) => {
    const known = benchmarks.find((benchmark) => benchmark.area === area)
    const figure = known && measure ? ` (${axisNumber(toNumber(known.value), measure)})` : ''
    return `${areaName(area)}${figure}`
  })
  const named = areas.join(' and ')
  switch (target.comparator) {
    case 'increase':
      return 'more than a year earlier'
    case 'decrease':
      return 'less than a year earlier'
    case 'above-benchmark':
      return `above ${named}`
    case 'at-or-above-benchmark':
      return `at or above ${named}`
    case 'below-benchmark':
      return `below ${named}`
    default:
      return `“${target.words}”, without a figure`
  }
}
