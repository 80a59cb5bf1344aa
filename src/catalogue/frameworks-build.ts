import { parametersOf } from './measures-build.ts'
import type { FrameworkShape, RowMeasureShape, TargetShape } from './measure-shapes.ts'
import type {
  Baseline,
  Framework,
  FrameworkRow,
  Measure,
  PublishedActual,
  RowMeasure,
  Target,
} from './types.ts'
import { placeAtPath, type YamlFile } from './yaml-file.ts'

/** A strategy as written to one whose rows point at measures. */
export function buildFramework(
  shape: FrameworkShape,
  file: YamlFile,
  measures: ReadonlyMap<string, Measure>,
): Framework {
  return {
    id: shape.framework,
    title: shape.title,
    council: shape.council,
    document: shape.document,
    published: shape.published,
    notes: shape.notes ?? [],
    areas: [...new Set(shape.rows.map((row) => row.area))],
    rows: shape.rows.map((row): FrameworkRow => ({
      ref: row.ref,
      words: row.words,
      area: row.area,
      owners: row.owners ?? [],
      measures: row.measures.map((measure) => rowMeasure(measure, measures)),
      ...(row.oddity !== undefined && { oddity: row.oddity }),
    })),
    place: placeAtPath(file, []),
  }
}

function rowMeasure(shape: RowMeasureShape, measures: ReadonlyMap<string, Measure>): RowMeasure {
  const measure = shape.measure === undefined ? undefined : measures.get(shape.measure)
  return {
    sub: shape.sub,
    ...(measure && { measure: measure.id }),
    name: shape.name,
    role: shape.role,
    polarity: shape.polarity ?? measure?.polarity ?? 'neutral',
    ...(shape.baseline && { baseline: baselineOf(shape.baseline) }),
    targets: shape.targets.map(targetOf),
    actuals: shape.actuals.map(actualOf),
    benchmarks: shape.benchmarks,
    ...limitsOf(shape),
    accepted: shape.accepted,
    disclosure: shape.disclosure ?? measure?.disclosure ?? 'suppress-small',
    provisional: shape.provisional,
    parameters: parametersOf(shape.with),
    note: shape.note,
    ambiguous: shape.ambiguous,
  }
}

function limitsOf({ floor, ceiling }: RowMeasureShape): Pick<RowMeasure, 'floor' | 'ceiling'> {
  return { ...(floor !== undefined && { floor }), ...(ceiling !== undefined && { ceiling }) }
}

function baselineOf(shape: NonNullable<RowMeasureShape['baseline']>): Baseline {
  return {
    words: shape.words,
    ...(shape.value !== undefined && { value: shape.value }),
    ...(shape.date !== undefined && { date: shape.date }),
    ...(shape.period !== undefined && { period: shape.period }),
    ...(shape.basis !== undefined && { basis: shape.basis }),
    ...(shape.source !== undefined && { source: shape.source }),
  }
}

function actualOf(shape: RowMeasureShape['actuals'][number]): PublishedActual {
  const { period, source, value, words } = shape
  return {
    period,
    source,
    ...(value !== undefined && { value }),
    ...(words !== undefined && { words }),
  }
}

function targetOf(shape: TargetShape): Target {
  return {
    comparator: shape.comparator,
    words: shape.words,
    areas: shape.areas ?? [],
    ...(shape.value !== undefined && { value: shape.value }),
    ...(shape.upper !== undefined && { upper: shape.upper }),
    ...(shape.date !== undefined && { date: shape.date }),
  }
}
