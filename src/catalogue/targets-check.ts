import type { Issue } from '../core/index.ts'
import type { Aggregate, Expression, Schema } from '../formula/index.ts'
import type { MeasureShape, RowMeasureShape, TargetShape } from './measure-shapes.ts'
import type { Measure } from './types.ts'
import { issueAtKey, issueAtPath, type KeyPath, type YamlFile } from './yaml-file.ts'

/** What is asked of: a measure as written, and as built where it has no fault. */
export type Asked = {
  readonly entry: MeasureShape | undefined
  readonly built: Measure | undefined
  readonly schema: Schema
}

/** The least and the most that a figure can be. */
type Scale = { readonly least: number; readonly most: number }

/** The scale of a mean or median of a bounded column. */
function scaleOf(measure: Measure, schema: Schema): Scale | undefined {
  const column = averaged(measure)
  if (column?.kind !== 'column') return undefined
  const { minimum, maximum } = schema.tables.get(column.table)?.columns.get(column.column) ?? {}
  return minimum === undefined || maximum === undefined
    ? undefined
    : { least: minimum, most: maximum }
}

const WITHIN_BOUNDS = ['mean', 'median', 'max', 'min', 'the']

/** What a figure is an average, or one, of: `score` in `mean(score of …)` or in a sum over a count. */
function averaged({ kind, formula }: Measure): Expression | undefined {
  const { value, denominator, numerator } = formula
  if (value?.kind === 'aggregate') return WITHIN_BOUNDS.includes(value.name) ? value.of : undefined
  if (kind !== 'mean' || !denominator || !numerator) return undefined
  return isCount(denominator) ? summed(numerator) : undefined
}

function isCount(part: Expression): boolean {
  return part.kind === 'aggregate' && part.name === 'count'
}

function summed(part: Expression): Expression | undefined {
  return part.kind === 'aggregate' && isSumOfAll(part) ? part.of : undefined
}

function isSumOfAll({ name, rows }: Aggregate): boolean {
  return name === 'sum' && rows.source === 'denominator' && rows.ownConditions === 0
}

/** What may be asked of a milestone. */
const YES_OR_NO = ['achieved', 'none', 'unknown']

/** What a row asks of its measure that cannot be, or leaves out that its polarity needs. */
export function wishIssues(
  shape: RowMeasureShape,
  file: YamlFile,
  path: KeyPath,
  { entry, built, schema }: Asked,
): Issue[] {
  const isShare = entry?.kind === 'percentage'
  const scale = isShare ? { least: 0, most: 100 } : built && scaleOf(built, schema)
  return [
    ...shape.targets.flatMap((target, index) => {
      const at = [...path, 'targets', index]
      return [
        ...(entry ? sortIssues(target.comparator, entry, file, at) : []),
        ...orderIssues(target, file, at),
        ...(['value', 'upper'] as const).flatMap((key) =>
          beyondIssues(target[key], scale, file, [...at, key]),
        ),
        ...endIssues(target, scale, file, [...at, 'value']),
      ]
    }),
    ...beyondIssues(shape.baseline?.value, scale, file, [...path, 'baseline', 'value']),
    ...shape.actuals.flatMap((actual, index) => [
      ...silentIssues(actual, file, [...path, 'actuals', index]),
      ...beyondIssues(actual.value, scale, file, [...path, 'actuals', index, 'value']),
    ]),
    ...polarityIssues(shape, file, path),
  ]
}

function targetIssue(file: YamlFile, path: KeyPath, message: string, fix: string): Issue {
  return issueAtPath(file, path, 'catalogue-target', message, fix)
}

function sortIssues(
  comparator: string,
  { id, kind }: MeasureShape,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  const at = [...path, 'comparator']
  if (kind === 'milestone' && !YES_OR_NO.includes(comparator)) {
    const message = `${id} is a milestone, which is reached or not`
    return [targetIssue(file, at, message, 'Write `achieved`.')]
  }
  if (kind !== 'milestone' && comparator === 'achieved') {
    const message = `${id} is no milestone, so it cannot be achieved`
    return [targetIssue(file, at, message, 'Write gte, lte or another comparison, and `value:`.')]
  }
  return []
}

function orderIssues(
  { value, upper }: { readonly value?: string | undefined; readonly upper?: string | undefined },
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  if (value === undefined || upper === undefined || Number(value) <= Number(upper)) return []
  const message = `a range from ${value} to ${upper} holds nothing`
  return [targetIssue(file, [...path, 'upper'], message, 'Write the lower number in `value`.')]
}

function beyondIssues(
  written: string | undefined,
  scale: Scale | undefined,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  if (written === undefined || !scale) return []
  if (Number(written) >= scale.least && Number(written) <= scale.most) return []
  const message = `the figure is never ${written}: it goes from ${String(scale.least)} to ${String(scale.most)}`
  return [targetIssue(file, path, message, 'Write a number on that scale.')]
}

/** Nothing is more than the most or less than the least. */
function endIssues(
  { comparator, value }: TargetShape,
  scale: Scale | undefined,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  if (value === undefined || !scale) return []
  const impossible =
    (comparator === 'gt' && Number(value) === scale.most) ||
    (comparator === 'lt' && Number(value) === scale.least)
  if (!impossible) return []
  const [side, or] = comparator === 'gt' ? ['more', 'gte'] : ['less', 'lte']
  const message = `the figure is never ${side} than ${value}`
  return [targetIssue(file, path, message, `Write \`comparator: ${or}\`.`)]
}

function silentIssues(
  { value, words }: { readonly value?: string | undefined; readonly words?: string | undefined },
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  if (value !== undefined || words !== undefined) return []
  const message = 'what was published is neither a figure nor words'
  return [targetIssue(file, path, message, 'Add `value: …`, or `words: …` such as On track.')]
}

/** A figure wanted close to a value or within a range needs to know which. */
function polarityIssues(shape: RowMeasureShape, file: YamlFile, path: KeyPath): Issue[] {
  const { polarity, targets } = shape
  if (polarity !== 'close-to-value' && polarity !== 'within-range') return []
  const wanted = polarity === 'within-range' ? ['within'] : ['within', 'eq']
  if (targets.some(({ comparator }) => wanted.includes(comparator))) return []
  const message = `\`${polarity}\` needs a target that says where`
  const fix = 'Add a target such as `{ comparator: within, value: 85, upper: 95, words: … }`.'
  return [issueAtKey(file, [...path, 'polarity'], 'catalogue-target', message, fix)]
}
