import type { Issue } from '../core/index.ts'
import {
  faultAt,
  type NumberedTarget,
  numberedTargets,
  plain,
  type Row,
  wishedSign,
} from './sense.ts'

const UPWARDS = ['gte', 'gt', 'increase', 'above-benchmark', 'at-or-above-benchmark']
const DOWNWARDS = ['lte', 'lt', 'decrease', 'below-benchmark']

/** A target that asks for what the polarity calls worse, or for what is there already. */
export function directionIssues(row: Row): Issue[] {
  const numbered = new Map(numberedTargets(row).map((one) => [one.index, one]))
  return row.use.targets.flatMap((target, index) => {
    const against = againstPolarity(target.comparator, row)
    if (against) {
      const path = [...row.path, 'targets', index, 'comparator']
      return [faultAt(row, path, against)]
    }
    const one = numbered.get(index)
    return one ? besideBaseline(one, row) : []
  })
}

type Found = Parameters<typeof faultAt>[2]

function againstPolarity(comparator: string, { polarity, measure }: Row): Found | undefined {
  const sign = wishedSign(polarity)
  const wrong =
    (sign > 0 && DOWNWARDS.includes(comparator)) || (sign < 0 && UPWARDS.includes(comparator))
  if (!wrong) return undefined
  const better = sign > 0 ? 'more' : 'less'
  const message = `\`${comparator}\` asks for ${sign > 0 ? 'less' : 'more'}, and of ${measure.id} ${better} is better`
  const fix = 'Write the other comparator, or give the row its own `polarity:`.'
  return { code: 'strategy-direction', severity: 'error', message, fix }
}

/** Held against where things stood: worse than that, or met from the start. */
function besideBaseline({ target, number, index }: NumberedTarget, row: Row): Issue[] {
  const { baseline, path, polarity } = row
  const sign = wishedSign(polarity)
  if (baseline === null || sign === 0) return []
  const gain = (number - baseline) * sign
  const at = [...path, 'targets', index, 'value']
  if (gain < 0) {
    const message = `the target of ${plain(number)} is worse than the baseline of ${plain(baseline)}`
    const kept =
      sign > 0
        ? 'What must not be fallen below is a `floor:`'
        : 'What must not be passed is a `ceiling:`'
    const fix = `Write a number ${sign > 0 ? 'above' : 'below'} ${plain(baseline)}. ${kept} of the row.`
    return [faultAt(row, at, { code: 'strategy-direction', severity: 'error', message, fix })]
  }
  const isMet = gain === 0 && target.comparator !== 'gt' && target.comparator !== 'lt'
  if (!isMet) return []
  const message = `the baseline of ${plain(baseline)} meets this target already`
  const fix =
    'Write what is to be reached; if it is to be kept, say so under `accepted` with `check: strategy-reached`.'
  return [faultAt(row, at, { code: 'strategy-reached', severity: 'warning', message, fix })]
}

/** Targets that nobody can work towards: of demand, or in words without a rule. */
export function purposeIssues(row: Row): Issue[] {
  const { use, measure, path } = row
  return use.targets.flatMap((target, index) => {
    const at = [...path, 'targets', index, 'comparator']
    if (target.comparator === 'unknown') return use.note === '' ? [noRule(row, at)] : []
    if (target.comparator === 'none' || measure.demand !== true || saysControl(use.note)) return []
    const message = `${measure.id} counts what others ask for, which the council does not control, and it has a target`
    const fix =
      'Take the target out, or say in `note:` that the council does not control it and what the target is for.'
    return [faultAt(row, at, { code: 'strategy-demand', severity: 'error', message, fix })]
  })
}

/** A note that speaks of who controls the figure. */
function saysControl(note: string): boolean {
  return /\bcontrol/i.test(note)
}

function noRule(row: Row, path: Parameters<typeof faultAt>[1]): Issue {
  const message = 'this target is words only: no rule, and no note that says why'
  const fix =
    'Write a comparator with its `value:`, or say in `note:` what the words leave open and who decides.'
  return faultAt(row, path, { code: 'strategy-no-rule', severity: 'warning', message, fix })
}
