import type { Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import type { Shaped } from './additions.ts'
import type { ComparisonsShape, PublishedShape } from './published-shapes.ts'
import type {
  Comparison,
  Published,
  PublishedFigure,
  PublishedSeries,
  PublishedTable,
} from './published-types.ts'
import { issueAtPath, type YamlFile } from './yaml-file.ts'

type TableShape = PublishedShape['published'][number]
type ComparisonShape = ComparisonsShape['comparisons'][number]

/** The files that speak of published tables. */
export type PublishedFiles = {
  readonly tables: readonly Shaped<PublishedShape>[]
  readonly comparisons: readonly Shaped<ComparisonsShape>[]
}

/** The published tables, their series and what they are compared with. Of two of one id the first stands. */
export function buildPublished({ tables, comparisons }: PublishedFiles): Published {
  const shapes = tables.flatMap(({ shape }) => shape.published)
  const firsts = [...new Map(shapes.toReversed().map((one) => [one.id, one])).values()].reverse()
  const own = new Map(firsts.flatMap(ownSeries))
  return {
    tables: firsts.map((shape) => tableOf(shape, own)),
    series: own,
    comparisons: new Map(
      comparisons
        .flatMap(({ shape }) => shape.comparisons)
        .map((shape) => [shape.measure, comparisonOf(shape)]),
    ),
  }
}

function ownSeries({ id, title, unit, year, figures }: TableShape): [string, PublishedSeries][] {
  return Object.entries(figures)
    .filter(([, figure]) => figure.as === undefined)
    .map(([heading, figure]) => [
      `${id}/${heading}`,
      { name: figure.name, unit: figure.unit ?? unit, year: figure.year ?? year, title },
    ])
}

function tableOf(shape: TableShape, known: ReadonlyMap<string, PublishedSeries>): PublishedTable {
  const { id, title, file, headings, period, area, header, long, ends, ignore, releases } = shape
  return {
    ...{ id, title, file, headings, period, area, header, long, ends, ignore, releases },
    whole: new Map(Object.entries(shape.whole)),
    by: shape.by,
    leaveOut: shape.leave_out,
    symbols: new Map(Object.entries(shape.symbols)),
    withCommas: shape.numbers === 'with-commas',
    figures: new Map(
      Object.entries(shape.figures).map(([heading, figure]) => [
        heading,
        figureOf(shape, heading, figure, known),
      ]),
    ),
  }
}

function figureOf(
  table: TableShape,
  heading: string,
  figure: TableShape['figures'][string],
  known: ReadonlyMap<string, PublishedSeries>,
): PublishedFigure {
  const { as = `${table.id}/${heading}`, jump, main = false, signed = false, code = false } = figure
  const { unit = known.get(as)?.unit ?? table.unit } = figure
  return {
    series: as,
    name: figure.name,
    unit,
    year: figure.year ?? table.year,
    ...{ main, signed, isCode: code },
    ...(jump !== undefined && { jump }),
  }
}

function comparisonOf(shape: ComparisonShape): Comparison {
  const { measure, value, numerator = [], denominator = [], definition = '', differs } = shape
  return { measure, value, numerator, denominator, definition, differs }
}

/** An issue for each table of published figures or comparison that names what is not there, or stands twice. */
export function publishedIssues(files: PublishedFiles, measures: readonly string[]): Issue[] {
  const known = [...buildPublished(files).series.keys()]
  return [
    ...twiceIssues(files),
    ...files.tables.flatMap(({ shape, file }) =>
      shape.published.flatMap((table, at) =>
        Object.entries(table.figures).flatMap(([heading, { as }]) =>
          as === undefined
            ? []
            : unknownSeries(file, ['published', at, 'figures', heading, 'as'], as, known),
        ),
      ),
    ),
    ...files.comparisons.flatMap(({ shape, file }) =>
      shape.comparisons.flatMap((one, at) => comparisonIssues(one, file, at, known, measures)),
    ),
  ]
}

function twiceIssues({ tables }: PublishedFiles): Issue[] {
  const seen = new Set<string>()
  return tables.flatMap(({ shape, file }) =>
    shape.published.flatMap(({ id }, at) => {
      const isTwice = seen.has(id)
      seen.add(id)
      if (!isTwice) return []
      const message = `there is a published table ${id} already`
      const path = ['published', at, 'id']
      return [issueAtPath(file, path, 'catalogue-twice', message, 'Give it another id.')]
    }),
  )
}

function unknownSeries(
  file: YamlFile,
  path: readonly (string | number)[],
  series: string,
  known: readonly string[],
): Issue[] {
  if (known.includes(series)) return []
  const near = nearest(series, known)
  const fix = near === undefined ? 'Write table/heading.' : `Write \`${near}\`.`
  const message = `there is no published series ${series}`
  return [issueAtPath(file, path, 'catalogue-published', message, fix)]
}

function comparisonIssues(
  shape: ComparisonShape,
  file: YamlFile,
  at: number,
  known: readonly string[],
  measures: readonly string[],
): Issue[] {
  const path = ['comparisons', at]
  const { measure, value, numerator = [], denominator = [] } = shape
  return [
    ...(value === undefined ? [] : unknownSeries(file, [...path, 'value'], value, known)),
    ...numerator.flatMap((id, i) => unknownSeries(file, [...path, 'numerator', i], id, known)),
    ...denominator.flatMap((id, i) => unknownSeries(file, [...path, 'denominator', i], id, known)),
    ...measureIssues(measure, file, at, measures),
    ...needIssues(shape, file, at),
  ]
}

function measureIssues(
  measure: string,
  file: YamlFile,
  at: number,
  measures: readonly string[],
): Issue[] {
  if (measures.includes(measure)) return []
  const near = nearest(measure, measures)
  const fix = near === undefined ? 'Write the id of a measure.' : `Write \`${near}\`.`
  const path = ['comparisons', at, 'measure']
  const message = `there is no measure ${measure}`
  return [issueAtPath(file, path, 'catalogue-published', message, fix)]
}

/** A value or both counts, and a definition or why it differs. */
function needIssues(shape: ComparisonShape, file: YamlFile, at: number): Issue[] {
  const { value, numerator, denominator, definition, differs } = shape
  const say = (message: string, fix: string) =>
    issueAtPath(file, ['comparisons', at], 'catalogue-published', message, fix)
  const isHalf = (numerator === undefined) !== (denominator === undefined)
  const hasNone = value === undefined && numerator === undefined
  return [
    ...(isHalf || hasNone
      ? [say('a comparison needs a value, or a numerator and a denominator', 'Write both.')]
      : []),
    ...(definition === undefined && differs === undefined
      ? [
          say(
            'a comparison says neither its definition nor how it differs',
            'Write `definition:`, or `differs:` where it must not be compared.',
          ),
        ]
      : []),
  ]
}
