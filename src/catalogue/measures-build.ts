import type { Issue } from '../core/index.ts'
import {
  type CheckedMeasures,
  checkMeasures,
  type FormulaKey,
  type MeasureParameter,
  type MeasureText,
  type Schema,
  type TextAt,
  type Unit,
} from '../formula/index.ts'
import type { MeasureShape } from './measure-shapes.ts'
import type { Measure } from './types.ts'
import { issueAtPath, placeAtPath, textAtPath, type YamlFile } from './yaml-file.ts'

export type MeasureEntry = {
  readonly shape: MeasureShape
  readonly file: YamlFile
  /** Position in the file's list, from 0. */
  readonly index: number
}

const KEYS: readonly FormulaKey[] = ['value', 'denominator', 'numerator']

export type BuiltMeasures = {
  readonly measures: ReadonlyMap<string, Measure>
  readonly formulas: CheckedMeasures['formulas']
  readonly issues: readonly Issue[]
}

/**
 * Measures as written to measures that can be run; every fault an issue.
 *
 * @param unsound - Ids of measures whose keys have a fault, which others may name.
 * @param others - Further formulas that name measures; those without a fault are in `formulas`.
 */
export function buildMeasures(
  entries: readonly MeasureEntry[],
  schema: Schema,
  unsound: readonly string[] = [],
  others: readonly MeasureText[] = [],
): BuiltMeasures {
  const byId = new Map<string, MeasureEntry>()
  const issues: Issue[] = []
  for (const entry of entries) {
    const first = byId.get(entry.shape.id)
    if (first) issues.push(twice(entry, first))
    else byId.set(entry.shape.id, entry)
  }
  const texts = [...[...byId.values()].map(measureText), ...others]
  const checked = checkMeasures(texts, schema, unsound)
  const measures = new Map<string, Measure>()
  for (const [id, entry] of byId) {
    const formula = checked.formulas.get(id)
    if (formula) measures.set(id, { ...measureOf(entry), formula })
  }
  const units = [...byId.values()].flatMap(unitIssues)
  return {
    measures,
    formulas: checked.formulas,
    issues: [...issues, ...checked.issues, ...units],
  }
}

function twice({ shape, file, index }: MeasureEntry, first: MeasureEntry): Issue {
  const { file: where, line } = placeAtPath(first.file, ['measures', first.index])
  const message = `there is a measure ${shape.id} already, in ${where} line ${String(line)}`
  const path = ['measures', index, 'id']
  return issueAtPath(file, path, 'catalogue-twice', message, 'Give it another id.')
}

/** The unit decides how a figure is written, so it must fit what is counted. */
function unitIssues({ shape, file, index }: MeasureEntry): Issue[] {
  const units: Partial<Record<MeasureShape['kind'], string>> = {
    percentage: 'percent',
    'percent-change': 'percent',
    milestone: 'yes-no',
  }
  const must = units[shape.kind]
  if (must === undefined || shape.unit === must) return []
  const message = `the unit of a ${shape.kind} is ${must}`
  const path = ['measures', index, 'unit']
  return [issueAtPath(file, path, 'catalogue-unit', message, `Write \`unit: ${must}\`.`)]
}

function measureText({ shape, file, index }: MeasureEntry): MeasureText {
  const texts: Partial<Record<FormulaKey, TextAt>> = {}
  for (const key of KEYS) {
    if (shape[key] !== undefined) texts[key] = textAtPath(file, ['measures', index, key])
  }
  return {
    id: shape.id,
    kind: shape.kind,
    period: shape.period,
    texts,
    parameters: parametersOf(shape.with),
    place: placeAtPath(file, ['measures', index]),
  }
}

const UNITS: readonly Unit[] = [
  'people',
  'places',
  'points',
  'GBP',
  'days',
  'weeks',
  'months',
  'years',
  'percent',
]

/** `18 weeks` to a value and its unit. */
export function parametersOf(
  given: Readonly<Record<string, string>> | undefined,
): MeasureParameter[] {
  return Object.entries(given ?? {}).map(([name, text]) => {
    const [value = '0', unitText] = text.split(' ')
    const unit = UNITS.find((one) => one === unitText)
    return { name, value, ...(unit && { unit }) }
  })
}

function measureOf(entry: MeasureEntry): Omit<Measure, 'formula'> {
  const { shape, file, index } = entry
  return {
    id: shape.id,
    name: shape.name,
    kind: shape.kind,
    unit: shape.unit,
    period: shape.period,
    every: shape.every,
    per: shape.per ?? 100,
    parameters: parametersOf(shape.with),
    text: writtenFormulas(shape),
    breakdowns: shape.breakdowns ?? [],
    polarity: shape.polarity,
    demand: shape.demand ?? false,
    guards: [...(shape.backlog === undefined ? [] : [shape.backlog]), ...(shape.guard ?? [])],
    ...(shape.backlog !== undefined && { backlog: shape.backlog }),
    disclosure: shape.disclosure ?? 'suppress-small',
    ...optionalParts(shape),
    version: shape.version ?? 1,
    place: placeAtPath(file, ['measures', index]),
  }
}

function optionalParts(
  shape: MeasureShape,
): Pick<Measure, 'decimals' | 'law' | 'reading' | 'alternative' | 'settlesDays'> {
  return {
    ...(shape.decimals !== undefined && { decimals: shape.decimals }),
    ...(shape.law !== undefined && { law: shape.law }),
    ...(shape.reading !== undefined && { reading: shape.reading }),
    ...(shape.alternative !== undefined && { alternative: shape.alternative }),
    ...(shape.settles !== undefined && { settlesDays: daysOf(shape.settles) }),
  }
}

function writtenFormulas(shape: MeasureShape): Partial<Record<FormulaKey, string>> {
  const text: Partial<Record<FormulaKey, string>> = {}
  for (const key of KEYS) {
    const written = shape[key]
    if (written !== undefined) text[key] = written
  }
  return text
}

/** Days in `12 weeks` or `30 days`. */
function daysOf(time: string): number {
  const [count, unit] = time.split(' ')
  return Number(count) * (unit === 'weeks' ? 7 : 1)
}
