import {
  type Aggregate,
  everyPart,
  type Expression,
  type Schema,
  type Step,
  type Table,
} from '../formula/index.ts'

/** Which bands `age_band` means: see `splitOf`. */
export type BandScheme = 'academic' | 'age' | 'ledger'

/**
 * Where a category is read from, of row `t` of an aggregate's table. A `path` is walked forward
 * along links; a row that is not there gives an empty value.
 *
 * - `column`: a column of the row at the end of the path; values in `except` count as empty.
 * - `age`, `academic-age`: of the person at the end of the path, on the anchor date.
 * - `stretch`: column of the caseload stretch in force on the anchor date, of the plan or person
 *   whose id is in `id` at the end of the path; of a person's several, the one begun last, then the
 *   one with the greater plan_id.
 * - `made-plan`: of the plans made from this request, the least value that is not empty.
 * - `census`: column of the newest census row on or before D of the person whose id is in `id`.
 */
export type SplitSource =
  | {
      readonly from: 'column'
      readonly path: readonly Step[]
      readonly column: string
      readonly except?: readonly string[]
    }
  | { readonly from: 'age' | 'academic-age'; readonly path: readonly Step[] }
  | {
      readonly from: 'stretch'
      readonly of: 'plan_id' | 'person_id'
      readonly path: readonly Step[]
      readonly column: string
    }
  | { readonly from: 'made-plan'; readonly column: string }
  | { readonly from: 'census'; readonly path: readonly Step[]; readonly column: string }

/** How a breakdown splits the rows of one aggregate. */
export type Split = {
  readonly name: string
  /** The first that gives a value counts; none: the category `not-recorded`. */
  readonly sources: readonly SplitSource[]
  /** The value is a single year of age, to be put in its band. */
  readonly bands?: BandScheme
  /** The date that puts the row in P; absent: D. */
  readonly anchor?: Expression
}

/** Until the first 31 August of its life a child's academic age is -1. */
const YOUNGEST = -1

/** First and last year of each band; a year in none is not recorded. */
export const AGE_BANDS: Readonly<
  Record<BandScheme, readonly (readonly [string, number, number])[]>
> = {
  academic: fiveBands(),
  age: fiveBands(),
  ledger: [
    ['under_16', YOUNGEST, 15],
    ['16_18', 16, 18],
    ['19_25', 19, 200],
  ],
}

function fiveBands(): readonly (readonly [string, number, number])[] {
  return [
    ['0-4', YOUNGEST, 4],
    ['5-10', 5, 10],
    ['11-15', 11, 15],
    ['16-18', 16, 18],
    ['19-25', 19, 25],
  ]
}

/** The category of rows without a value. */
export const NOT_RECORDED = 'not-recorded'

/**
 * Where a breakdown's category is read from for each row that an aggregate counts.
 *
 * @param scheme - `ledger` where the measure reads the ledger, `age` where it compares with
 *   residents of `reference`, whose bands are of age; else `academic`.
 * @returns undefined if the aggregate's table has no such name and no link to one.
 */
export function splitOf(
  name: string,
  aggregate: Aggregate,
  schema: Schema,
  scheme: BandScheme,
): Split | undefined {
  const table = schema.tables.get(aggregate.rows.table)
  if (!table) return undefined
  const row: RowSplits = { table, schema, aggregate }
  const banded = name === 'age_band' && !table.columns.has('age_band')
  const sources = banded
    ? ageSources(row, scheme === 'age' ? 'age' : 'academic_age')
    : namedSources(name, row)
  if (sources.length === 0) return undefined
  const anchor = anchorOf(aggregate)
  return { name, sources, ...(banded && { bands: scheme }), ...(anchor && { anchor }) }
}

type RowSplits = { readonly table: Table; readonly schema: Schema; readonly aggregate: Aggregate }

function namedSources(name: string, row: RowSplits): readonly SplitSource[] {
  const { table } = row
  if (name === 'primary_need' && table.name === 'plans') {
    return [{ from: 'column', path: [], column: name }, ...censusSources(name, row)]
  }
  if (table.columns.has(name)) return [ownColumn(name, table)]
  switch (name) {
    case 'age':
    case 'academic_age':
      return ageSources(row, name)
    case 'sex':
    case 'ethnicity':
      return throughPerson(row, (path) => ({ from: 'column', path, column: name }))
    case 'provision':
    case 'area':
      return placeSources(name, row)
    case 'primary_need':
      return needSources(row)
    case 'nc_year':
    case 'sen_provision':
      return censusSources(name, row)
    default:
      return planColumn(name, row)
  }
}

/** Lines of the ledger that are of no one age group are in no band. */
function ownColumn(column: string, table: Table): SplitSource {
  const except = table.name === 'ledger' && column === 'age_band' ? ['all_ages'] : undefined
  return { from: 'column', path: [], column, ...(except && { except }) }
}

function ageSources(row: RowSplits, name: 'age' | 'academic_age'): readonly SplitSource[] {
  if (row.table.columns.has(name)) return [{ from: 'column', path: [], column: name }]
  const from = name === 'age' ? 'age' : 'academic-age'
  return throughPerson(row, (path) => ({ from, path }))
}

function throughPerson(
  row: RowSplits,
  source: (path: readonly Step[]) => SplitSource,
): readonly SplitSource[] {
  const path = personPath(row.table)
  return path ? [source(path)] : []
}

/** The way to the row's person: itself, its own link, or its plan's. */
function personPath(table: Table): readonly Step[] | undefined {
  if (table.name === 'persons') return []
  if (table.links.has('person')) return [{ link: 'person', from: table.name, to: 'persons' }]
  if (!table.links.has('plan')) return undefined
  return [planStep(table), { link: 'person', from: 'plans', to: 'persons' }]
}

function planStep(table: Table): Step {
  return { link: 'plan', from: table.name, to: 'plans' }
}

function planColumn(column: string, { table, schema }: RowSplits): readonly SplitSource[] {
  if (!table.links.has('plan') || !schema.tables.get('plans')?.columns.has(column)) return []
  return [{ from: 'column', path: [planStep(table)], column }]
}

/** The placement that a new plan names, where the formula reads it; else the caseload's. */
function placeSources(column: string, { table, aggregate }: RowSplits): readonly SplitSource[] {
  const named = aggregate.rows.conditions
    .flatMap(everyPart)
    .flatMap((part) => (part.kind === 'column' ? part.path.slice(0, 1) : []))
    .find((step) => step.link === 'named_placement')
  if (named) return [{ from: 'column', path: [named], column }]
  if (table.name === 'plans') return [{ from: 'stretch', of: 'plan_id', path: [], column }]
  if (table.links.has('plan')) {
    return [{ from: 'stretch', of: 'plan_id', path: [planStep(table)], column }]
  }
  const path = personPath(table)
  return path ? [{ from: 'stretch', of: 'person_id', path, column }] : []
}

function needSources(row: RowSplits): readonly SplitSource[] {
  const column = 'primary_need'
  const made: readonly SplitSource[] =
    row.table.name === 'requests' ? [{ from: 'made-plan', column }] : []
  return [...made, ...planColumn(column, row), ...censusSources(column, row)]
}

function censusSources(column: string, row: RowSplits): readonly SplitSource[] {
  return throughPerson(row, (path) => ({ from: 'census', path, column }))
}

/** What is tested `in P`: a date of the row, or one moved, such as `requested_date + 6 weeks`. */
function anchorOf({ rows }: Aggregate): Expression | undefined {
  return rows.conditions
    .flatMap(plainParts)
    .flatMap((part) =>
      part.kind === 'in-range' &&
      !part.negated &&
      part.period?.kind === 'run-value' &&
      part.period.name === 'P'
        ? [part.of]
        : [],
    )
    .at(0)
}

/** A condition and those that must hold with it, questions left alone. */
function plainParts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'term') return plainParts(condition.body)
  if (condition.kind === 'logic' && condition.operator === 'and')
    return condition.operands.flatMap(plainParts)
  return [condition]
}

/** The datasets that a split of a table's rows reads, if its first source is to work. */
export function splitReads({ sources }: Split, table: string, schema: Schema): readonly string[] {
  const [first] = sources
  if (!first) return []
  return [...new Set(sourceReads(first, table, schema))]
}

function sourceReads(source: SplitSource, own: string, schema: Schema): readonly string[] {
  switch (source.from) {
    case 'column':
      return tableReads(source.path.at(-1)?.to ?? own, source.column, schema)
    case 'age':
    case 'academic-age':
      return ['persons']
    case 'stretch':
      return tableReads('caseload', source.column, schema)
    case 'made-plan':
      return ['plans']
    case 'census':
      return ['census']
  }
}

function tableReads(name: string | undefined, column: string, schema: Schema): readonly string[] {
  const table = name === undefined ? undefined : schema.tables.get(name)
  if (!table) return []
  const own = table.derived ? table.madeFrom : [table.name]
  return [...own, ...(table.columns.get(column)?.madeFrom ?? [])]
}

/**
 * Whether each category of a breakdown is over the whole denominator: the numerator's own
 * conditions already say which values of that column count.
 */
export function restricts(numerator: Expression, name: string): boolean {
  return everyPart(numerator).some((part) => {
    if (part.kind !== 'narrowed') return false
    const { conditions, ownConditions } = part.aggregate.rows
    const own = ownConditions === 0 ? [] : conditions.slice(-ownConditions)
    return own.flatMap(plainParts).flatMap(readsOf).includes(name)
  })
}

function readsOf(condition: Expression): readonly string[] {
  if (condition.kind === 'has' || condition.kind === 'aggregate') return []
  return everyPart(condition).flatMap((part) => (part.kind === 'column' ? [part.column] : []))
}
