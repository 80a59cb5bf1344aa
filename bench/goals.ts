import type { Measured } from './measure-all.ts'

/** Goal, what was measured, and whether it was met; a goal that was not measured says so. */
export function goalLines(results: Measured): readonly (readonly string[])[] {
  return [
    ...figureGoals(results),
    ...growthGoals(results),
    ...loadingGoals(results),
    ...pageGoals(results),
  ]
}

type Line = readonly string[]

function figureGoals({ sizes }: Measured): readonly Line[] {
  const kent = sizes.find(({ size }) => size === 'kent')
  if (!kent) return [notMeasured('Figures of kent size')]
  const { ours, handWritten, pandas } = kent.peers
  const { full, after } = kent.recompute
  const faster = handWritten.seconds / ours.seconds
  const fasterThanPandas = pandas ? pandas.computing / ours.seconds : NaN
  const most = Math.max(...Object.values(after)) / full
  return [
    pandas
      ? goal('10 times faster than pandas (kent)', times(fasterThanPandas), fasterThanPandas >= 10)
      : notMeasured('10 times faster than pandas (kent)'),
    goal('3 times faster than hand-written SQL (kent)', times(faster), faster >= 3),
    goal('All figures of both strategies under 3 s (kent)', `${full.toFixed(1)} s`, full < 3),
    goal(
      'After an import of one dataset under 20% of the full time (kent)',
      `${(100 * most).toFixed(0)}%`,
      most < 0.2,
    ),
  ]
}

/** England has 153 authorities, which only --england measures. */
function growthGoals({ growth }: Measured): readonly Line[] {
  const [first] = growth
  const last = growth.at(-1)
  if (!first || !last) return []
  const each = last.processor / last.rows / (first.processor / first.rows)
  const england = growth.find(({ authorities }) => authorities === 153)
  return [
    goal(
      `Growth no worse than linear, 1 to ${String(last.authorities)} authorities`,
      `${each.toFixed(2)} times the processor time a row`,
      each <= 1.1,
    ),
    england
      ? goal(
          `England under 60 s and 3 GB (${england.plans.toLocaleString('en-GB')} plans)`,
          `${england.seconds.toFixed(0)} s, ${gigabytes(england.peakBytes)}`,
          england.seconds < 60 && england.peakBytes < 3e9,
        )
      : notMeasured('England under 60 s and 3 GB (run with --england)'),
  ]
}

function loadingGoals({ loading }: Measured): readonly Line[] {
  const least = loading.reduce((sum, one) => sum + one.copy + (one.xmllint ?? 0), 0)
  const ratio = loading.reduce((sum, one) => sum + one.seconds, 0) / least
  const peak = Math.max(...loading.map(({ peakBytes }) => peakBytes))
  const what = loading.map(({ name, rows }) => `${name} of ${rows.toLocaleString('en-GB')} rows`)
  return [
    goal(`Loading within 4 times xmllint and COPY (${what.join(', ')})`, times(ratio), ratio <= 4),
    goal('Loading under 400 MB', `${(peak / 1e6).toFixed(0)} MB`, peak < 400e6),
  ]
}

function pageGoals({ pages, sizes }: Measured): readonly Line[] {
  const size = sizes.at(-1)?.size ?? ''
  const p95 = Math.max(...pages.importing.pages.map((one) => one.p95))
  const longest = pages.importing.loop.max
  return [
    goal(`Pages p95 under 50 ms while importing (${size})`, `${p95.toFixed(0)} ms`, p95 < 50),
    goal(
      `Event loop never blocked over 100 ms (${size})`,
      `${longest.toFixed(0)} ms`,
      longest <= 100,
    ),
  ]
}

function goal(words: string, measured: string, met: boolean): Line {
  return [words, measured, met ? 'met' : '**missed**']
}

function notMeasured(words: string): Line {
  return [words, '', 'not measured']
}

function times(value: number): string {
  return `${value.toFixed(1)} times`
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
