import { isDay, type Issue } from '../core/index.ts'
import { nearest, type Schema } from '../formula/index.ts'
import type { Shaped } from './additions.ts'
import type {
  FrameworkShape,
  MeasureShape,
  RowMeasureShape,
  TargetShape,
} from './measure-shapes.ts'
import { onePerPlace, senseIssues } from './sense-check.ts'
import { wishIssues } from './targets-check.ts'
import type { Measure } from './types.ts'
import { issueAtPath, type KeyPath, placeAtPath, type YamlFile } from './yaml-file.ts'

/** What the rows of a strategy may speak of. */
export type Known = {
  readonly measures: ReadonlyMap<string, MeasureShape>
  /** Ids of measures whose keys have a fault: there, but not to be used. */
  readonly unsound: readonly string[]
  /** The measures that can be run, and the tables that they read. */
  readonly built: ReadonlyMap<string, Measure>
  readonly schema: Schema
  /** Areas whose figures may be compared with. */
  readonly areas: ReadonlySet<string>
}

/** Limits of guidance that may stand among the benchmarks; no area has them. */
const GUIDANCE = ['nice-cg128-qs51', 'nhs-18-weeks']

/** The areas that `reference.csv` has figures for. */
export function areasOf(schema: Schema): ReadonlySet<string> {
  return new Set(schema.tables.get('reference')?.columns.get('area')?.codes?.keys() ?? [])
}

/** What is wrong with the strategies: every fault, each at its place. */
export function frameworkIssues(files: readonly Shaped<FrameworkShape>[], known: Known): Issue[] {
  const first = new Map<string, YamlFile>()
  return files.flatMap(({ shape, file }) => {
    const earlier = first.get(shape.framework)
    if (!earlier) first.set(shape.framework, file)
    return [...(earlier ? [twice(shape, file, earlier)] : []), ...rowIssues(shape, file, known)]
  })
}

function twice({ framework }: FrameworkShape, file: YamlFile, earlier: YamlFile): Issue {
  const { file: where } = placeAtPath(earlier, [])
  const message = `there is a strategy ${framework} already, in ${where}`
  return issueAtPath(file, ['framework'], 'catalogue-twice', message, 'Give it another name.')
}

function rowIssues(shape: FrameworkShape, file: YamlFile, known: Known): Issue[] {
  const refs = shape.rows.map((row) => row.ref)
  return shape.rows.flatMap((row, index) => {
    const path = ['rows', index]
    return [
      ...repeated(file, [...path, 'ref'], refs, index, (ref) => `there is a row ${ref} already`),
      ...subIssues(row.measures, file, [...path, 'measures'], known),
    ]
  })
}

function repeated(
  file: YamlFile,
  path: KeyPath,
  names: readonly string[],
  index: number,
  say: (name: string) => string,
): Issue[] {
  const name = names[index] ?? ''
  if (names.indexOf(name) === index) return []
  const fix = 'Give each its own.'
  return [issueAtPath(file, path, 'catalogue-twice', say(name), fix)]
}

function subIssues(
  measures: readonly RowMeasureShape[],
  file: YamlFile,
  path: KeyPath,
  known: Known,
): Issue[] {
  const subs = measures.map((measure) => measure.sub)
  return measures.flatMap((measure, index) => {
    const at = [...path, index]
    return [
      ...repeated(file, [...at, 'sub'], subs, index, (sub) => `the row has a part ${sub} already`),
      ...headlineIssue(measure, index, file, at),
      ...measureIssues(measure, file, at, known),
      ...measure.targets.flatMap((target, position) =>
        targetIssues(target, file, [...at, 'targets', position], known),
      ),
      ...measure.benchmarks.flatMap((area, position) =>
        areaIssues(area, file, [...at, 'benchmarks', position], [...known.areas, ...GUIDANCE]),
      ),
      ...dateIssues(measure.baseline?.date, file, [...at, 'baseline', 'date']),
      ...numberIssues(measure, file, at, known),
    ]
  })
}

/** What the numbers of a row ask for that cannot be, or cannot be meant. */
function numberIssues(
  shape: RowMeasureShape,
  file: YamlFile,
  path: KeyPath,
  known: Known,
): Issue[] {
  const id = shape.measure ?? ''
  const asked = {
    entry: known.measures.get(id),
    built: known.built.get(id),
    schema: known.schema,
  }
  return onePerPlace([
    ...wishIssues(shape, file, path, asked),
    ...senseIssues(shape, file, path, asked),
  ])
}

function headlineIssue(
  { role }: RowMeasureShape,
  index: number,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  if ((role === 'headline') === (index === 0)) return []
  const message =
    index === 0 ? 'the first measure of a row is its headline' : 'a row has only one headline'
  const fix = index === 0 ? 'Write `role: headline`.' : 'Write part, other-reading or supporting.'
  return [issueAtPath(file, [...path, 'role'], 'catalogue-headline', message, fix)]
}

function measureIssues(
  shape: RowMeasureShape,
  file: YamlFile,
  path: KeyPath,
  known: Known,
): Issue[] {
  if (shape.measure === undefined || known.unsound.includes(shape.measure)) return []
  const measure = known.measures.get(shape.measure)
  if (!measure) {
    const near = nearest(shape.measure, known.measures.keys())
    const message = `there is no measure ${shape.measure}`
    const fix =
      near === undefined ? 'Leave `measure` out until there is a definition.' : `Write \`${near}\`.`
    return [issueAtPath(file, [...path, 'measure'], 'catalogue-unknown-measure', message, fix)]
  }
  const own = Object.keys(measure.with ?? {})
  return Object.entries(shape.with ?? {}).flatMap(([name, given]) => {
    if (own.includes(name)) return unitIssues(name, given, measure, file, [...path, 'with', name])
    const message = `${measure.id} has no parameter ${name}`
    const near = nearest(name, own)
    const listed = own.length > 0 ? `It has ${own.join(', ')}.` : 'It has none.'
    const fix = near === undefined ? listed : `Write \`${near}\`.`
    return [issueAtPath(file, [...path, 'with', name], 'catalogue-parameter', message, fix)]
  })
}

/** A parameter keeps its unit, whatever its number. */
function unitIssues(
  name: string,
  given: string,
  measure: MeasureShape,
  file: YamlFile,
  path: KeyPath,
): Issue[] {
  const own = measure.with?.[name] ?? ''
  const [, unit] = own.split(' ')
  const [number = '', written] = given.split(' ')
  if (unit === written) return []
  const message = `${name} of ${measure.id} is ${unit === undefined ? 'a plain number' : `in ${unit}`}, such as ${own}`
  const fix = `Write \`${[number, unit].filter((part) => part !== undefined).join(' ')}\`.`
  return [issueAtPath(file, path, 'catalogue-parameter', message, fix)]
}

const NEEDS_VALUE = ['gte', 'gt', 'lte', 'lt', 'eq', 'within']
const NEEDS_AREAS = ['above-benchmark', 'at-or-above-benchmark', 'below-benchmark']

function targetIssues(target: TargetShape, file: YamlFile, path: KeyPath, known: Known): Issue[] {
  const { comparator, value, upper, areas = [] } = target
  const lacks = [
    ...(NEEDS_VALUE.includes(comparator) && value === undefined ? ['value'] : []),
    ...(comparator === 'within' && upper === undefined ? ['upper'] : []),
    ...(NEEDS_AREAS.includes(comparator) && areas.length === 0 ? ['areas'] : []),
  ]
  const missing = lacks.map((key) => {
    const message = `a target of \`${comparator}\` needs \`${key}\``
    const fix = `Add \`${key}: …\`, or write \`comparator: unknown\` where the strategy gives none.`
    return issueAtPath(file, [...path, 'comparator'], 'catalogue-target', message, fix)
  })
  const strange = areas.flatMap((area, index) =>
    areaIssues(area, file, [...path, 'areas', index], [...known.areas]),
  )
  return [...missing, ...strange, ...dateIssues(target.date, file, [...path, 'date'])]
}

function areaIssues(
  area: string,
  file: YamlFile,
  path: KeyPath,
  known: readonly string[],
): Issue[] {
  if (known.includes(area)) return []
  const near = nearest(area, known)
  const fix = near === undefined ? `There is ${known.join(', ')}.` : `Write \`${near}\`.`
  const message = `there is no area ${area} to compare with`
  return [issueAtPath(file, path, 'catalogue-area', message, fix)]
}

function dateIssues(date: string | undefined, file: YamlFile, path: KeyPath): Issue[] {
  if (date === undefined || isDay(date)) return []
  const message = `${date} is not a day of the calendar`
  const fix = 'Write year, month and day, such as 2026-03-31.'
  return [issueAtPath(file, path, 'catalogue-date', message, fix)]
}
