import { formatDay, type Issue } from '../core/index.ts'
import {
  faultAt,
  type NumberedTarget,
  numberedTargets,
  plain,
  type Row,
  wishedSign,
} from './sense.ts'

/** A target that is due before it was set out for, and two for one day. */
export function dateOrderIssues(row: Row): Issue[] {
  const { use, path } = row
  const from = use.baseline?.date
  return use.targets.flatMap(({ date }, index) => {
    if (date === undefined) return []
    const at = [...path, 'targets', index, 'date']
    const first = use.targets.findIndex((target) => target.date === date)
    const early =
      from !== undefined && date <= from
        ? [
            faultAt(row, at, {
              code: 'strategy-dates',
              severity: 'error',
              message: `the target is for ${dayWords(date)}, and the baseline is of ${dayWords(from)}`,
              fix: 'Write a day after that of the baseline, or correct the baseline’s date.',
            }),
          ]
        : []
    const twice =
      first < index
        ? [
            faultAt(row, at, {
              code: 'strategy-same-date',
              severity: 'error',
              message: `there is a target for ${dayWords(date)} already`,
              fix: 'Leave one out. For a least and a most write one target `comparator: within`.',
            }),
          ]
        : []
    return [...early, ...twice]
  })
}

function dayWords(day: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(day) ? formatDay(day) : day
}

/** A milestone that does not lie on the way from where things stood to the last target. */
export function milestoneIssues(row: Row): Issue[] {
  const dated = numberedTargets(row)
    .filter(({ target }) => target.date !== undefined)
    .toSorted((a, b) => ((a.target.date ?? '') < (b.target.date ?? '') ? -1 : 1))
  const goal = dated.at(-1)
  if (!goal) return []
  const sign = courseSign(row, dated, goal)
  return dated.slice(0, -1).flatMap((milestone, index) => {
    const before = index === 0 ? row.baseline : (dated[index - 1]?.number ?? null)
    const away = leadsAway(milestone.number, before, goal.number, sign)
    if (away === undefined) return []
    const at = [...row.path, 'targets', milestone.index, 'value']
    const message = `this milestone of ${plain(milestone.number)} ${away}, and the target is ${plain(goal.number)}`
    const fix =
      before === null
        ? `Write a number on the way to ${plain(goal.number)}.`
        : `Write a number between ${plain(before)} and ${plain(goal.number)}.`
    return [faultAt(row, at, { code: 'strategy-away', severity: 'error', message, fix })]
  })
}

/** Upwards or downwards: from the baseline to the target, else as the polarity wishes. */
function courseSign(row: Row, dated: readonly NumberedTarget[], goal: NumberedTarget): number {
  if (row.baseline !== null && row.baseline !== goal.number) {
    return Math.sign(goal.number - row.baseline)
  }
  const wished = wishedSign(row.polarity)
  return wished === 0 ? Math.sign(goal.number - (dated[0]?.number ?? goal.number)) : wished
}

function leadsAway(
  value: number,
  before: number | null,
  goal: number,
  sign: number,
): string | undefined {
  if (before !== null && (value - before) * sign < 0) {
    return `moves away from the target: it follows ${plain(before)}`
  }
  return (value - goal) * sign > 0 ? 'goes beyond the target' : undefined
}
