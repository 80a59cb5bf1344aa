import { z } from 'zod'
import type { Issue } from '../core/index.ts'
import type { Shaped } from './additions.ts'
import { IdentitiesFile, type IdentitiesShape } from './identity-shapes.ts'
import type { MeasureEntry } from './measures-build.ts'
import {
  FrameworkFile,
  type FrameworkShape,
  MeasureEntryFile,
  MeasuresFile,
  RebasesFile,
  type RebasesShape,
  ToleranceFile,
  type ToleranceShape,
} from './measure-shapes.ts'
import {
  ComparisonsFile,
  type ComparisonsShape,
  PublishedFile,
  type PublishedShape,
} from './published-shapes.ts'
import { shaped } from './shape-check.ts'
import {
  AdditionFile,
  type AdditionShape,
  DatasetFile,
  type DatasetShape,
  DerivedFile,
  type DerivedShape,
  SetsFile,
  type SetsShape,
} from './table-shapes.ts'
import { dataOf, issueAtKey, issueAtPath, type YamlFile } from './yaml-file.ts'

/** Definition files by what they say. */
export type SortedFiles = {
  readonly datasets: Shaped<DatasetShape>[]
  readonly derived: Shaped<DerivedShape>[]
  readonly additions: Shaped<AdditionShape>[]
  readonly sets: Shaped<SetsShape>[]
  readonly measures: MeasureEntry[]
  readonly frameworks: Shaped<FrameworkShape>[]
  /** Ids of all strategies, those with a fault included: formulas may name them. */
  readonly frameworkIds: string[]
  readonly identities: Shaped<IdentitiesShape>[]
  readonly tolerances: Shaped<ToleranceShape>[]
  readonly rebases: Shaped<RebasesShape>[]
  readonly published: {
    readonly tables: Shaped<PublishedShape>[]
    readonly comparisons: Shaped<ComparisonsShape>[]
  }
  /** Tables whose keys have a fault, and the file of each. */
  readonly faultyTables: Map<string, string>
  /** Ids of measures whose keys have a fault. */
  readonly unsound: string[]
  readonly issues: Issue[]
}

/** Puts each file with its like: a key that only its kind has says what it is. */
export function sortFiles(files: readonly YamlFile[]): SortedFiles {
  const sorted: SortedFiles = {
    datasets: [],
    derived: [],
    additions: [],
    sets: [],
    measures: [],
    frameworks: [],
    frameworkIds: [],
    identities: [],
    tolerances: [],
    rebases: [],
    published: { tables: [], comparisons: [] },
    faultyTables: new Map(),
    unsound: [],
    issues: [],
  }
  for (const file of files) sorted.issues.push(...sortFile(file, sorted))
  return sorted
}

function sortFile(file: YamlFile, sorted: SortedFiles): readonly Issue[] {
  const { document } = file
  if (document.has('derived_table')) {
    return keep(file, DerivedFile, (shape) => {
      keepDerived(shape, file, sorted)
    })
  }
  if (document.has('table')) {
    const issues = keep(file, DatasetFile, (shape) => {
      keepDataset(shape, file, sorted)
    })
    if (issues.length > 0) sorted.faultyTables.set(String(document.get('table')), file.name)
    return issues
  }
  if (document.has('add_to')) {
    return keep(file, AdditionFile, (shape) => {
      sorted.additions.push({ shape, file })
    })
  }
  if (document.has('framework')) {
    sorted.frameworkIds.push(String(document.get('framework')))
    return keep(file, FrameworkFile, (shape) => sorted.frameworks.push({ shape, file }))
  }
  if (document.has('measures')) {
    keepMeasures(file, sorted)
    return shaped(file, MeasuresFile).issues
  }
  if (document.has('identities')) {
    return keep(file, IdentitiesFile, (shape) => sorted.identities.push({ shape, file }))
  }
  if (document.has('sets')) {
    return keep(file, SetsFile, (shape) => sorted.sets.push({ shape, file }))
  }
  return sortPublished(file, sorted) ?? sortDecisions(file, sorted)
}

/** What is known of published tables; undefined where the file is of something else. */
function sortPublished(file: YamlFile, sorted: SortedFiles): readonly Issue[] | undefined {
  const { tables, comparisons } = sorted.published
  if (file.document.has('published'))
    return keep(file, PublishedFile, (shape) => tables.push({ shape, file }))
  if (file.document.has('comparisons'))
    return keep(file, ComparisonsFile, (shape) => comparisons.push({ shape, file }))
  return undefined
}

/** What a council decides for all strategies, in files of its own. */
function sortDecisions(file: YamlFile, sorted: SortedFiles): readonly Issue[] {
  const { document } = file
  if (document.has('tolerance')) {
    return keep(file, ToleranceFile, (shape) => {
      keepTolerance(shape, file, sorted)
    })
  }
  if (document.has('rebases')) {
    return keep(file, RebasesFile, (shape) => sorted.rebases.push({ shape, file }))
  }
  const message = 'this file does not say what it is'
  const fix =
    'Begin it with `table:`, `add_to:`, `framework:`, `measures:`, `identities:`, `sets:`, `published:`, `comparisons:`, `tolerance:` or `rebases:`.'
  return [issueAtPath(file, [], 'catalogue-unknown-file', message, fix)]
}

/** One tolerance holds for all: the first. */
function keepTolerance(shape: ToleranceShape, file: YamlFile, sorted: SortedFiles): void {
  const [first] = sorted.tolerances
  if (!first) sorted.tolerances.push({ shape, file })
  else {
    const message = `there is a tolerance already, in ${first.file.name}`
    const fix = 'Leave one of them out: it is set once.'
    sorted.issues.push(issueAtKey(file, ['tolerance'], 'catalogue-twice', message, fix))
  }
}

function keep<T>(file: YamlFile, shape: z.ZodType<T>, take: (value: T) => unknown) {
  const { value, issues } = shaped(file, shape)
  if (value !== undefined) take(value)
  return issues
}

/** Takes each measure that is sound, whatever is wrong with others of its file. */
function keepMeasures(file: YamlFile, sorted: SortedFiles): void {
  const { data } = AnyMeasures.safeParse(dataOf(file))
  for (const [index, entry] of (data?.measures ?? []).entries()) {
    const sound = MeasureEntryFile.safeParse(entry)
    const named = Named.safeParse(entry)
    if (sound.success) sorted.measures.push({ shape: sound.data, file, index })
    else if (named.success) sorted.unsound.push(named.data.id)
  }
}

const AnyMeasures = z.object({ measures: z.array(z.unknown()) })
const Named = z.object({ id: z.string() })

/** Only Sendboard's own folder may ask for tables and columns to be worked out. */
function keepDerived(shape: DerivedShape, file: YamlFile, sorted: SortedFiles): void {
  const refused = file.folder > 0 ? [cannotDerive(file, 'derived_table', 'tables')] : []
  sorted.issues.push(...refused, ...takenIssues(shape.table, file, sorted))
  if (refused.length === 0 && !isTaken(shape.table, sorted)) sorted.derived.push({ shape, file })
}

function keepDataset(shape: DatasetShape, file: YamlFile, sorted: SortedFiles): void {
  const refused = file.folder > 0 && shape.derived
  if (refused) sorted.issues.push(cannotDerive(file, 'derived', 'columns'))
  sorted.issues.push(...takenIssues(shape.table, file, sorted))
  if (!isTaken(shape.table, sorted)) sorted.datasets.push({ shape, file })
}

function cannotDerive(file: YamlFile, key: string, what: string): Issue {
  const message = `a council's own file cannot have ${what} that Sendboard works out`
  return issueAtKey(file, [key], 'catalogue-derived', message, 'Write a term instead.')
}

function isTaken(table: string, sorted: SortedFiles): boolean {
  return [...sorted.datasets, ...sorted.derived].some(({ shape }) => shape.table === table)
}

function takenIssues(table: string, file: YamlFile, sorted: SortedFiles): Issue[] {
  if (!isTaken(table, sorted)) return []
  const message = `there is a table ${table} already`
  const fix = `Give it another name, or write \`add_to: ${table}\` to add to that one.`
  return [issueAtPath(file, ['table'], 'catalogue-twice', message, fix)]
}
