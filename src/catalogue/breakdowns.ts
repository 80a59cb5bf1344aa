import type { Issue } from '../core/index.ts'
import {
  type Expression,
  everyPart,
  type Formula,
  nearest,
  type Schema,
  type Table,
  topAggregates,
} from '../formula/index.ts'
import type { MeasureEntry } from './measures-build.ts'
import type { Measure } from './types.ts'
import { issueAtPath } from './yaml-file.ts'

/** Found for everybody: in persons, in the stretch of the caseload, or in the newest census row. */
const OF_PERSON = [
  'sex',
  'ethnicity',
  'age',
  'academic_age',
  'age_band',
  'provision',
  'area',
  'primary_need',
  'nc_year',
  'sen_provision',
]

/**
 * The names that a table's rows can be split by: columns that are codes, years, ages or texts of its
 * own, those of the plan that a row belongs to, and what is known of the person.
 */
export function splitsOf(table: Table, schema: Schema): ReadonlySet<string> {
  const plan = table.links.has('plan') ? schema.tables.get('plans') : undefined
  const person = table.links.has('person') || table.links.has('plan') || table.name === 'persons'
  return new Set([
    ...splittable(table),
    ...(plan ? splittable(plan) : []),
    ...(person ? OF_PERSON : []),
  ])
}

const SPLITTABLE = ['code', 'text', 'integer', 'financial-year', 'academic-year']

function splittable(table: Table): string[] {
  return [...table.columns.values()]
    .filter((column) => SPLITTABLE.includes(column.type))
    .map((column) => column.name)
}

/** An issue for each breakdown that the measure's rows do not have. */
export function breakdownIssues(
  entries: readonly MeasureEntry[],
  measures: ReadonlyMap<string, Measure>,
  schema: Schema,
): Issue[] {
  return entries.flatMap(({ shape, file, index }) => {
    const measure = measures.get(shape.id)
    if (!measure) return []
    const tables = countedTables(measure.formula, measures)
    return (shape.breakdowns ?? []).flatMap((name, position) => {
      const path = ['measures', index, 'breakdowns', position]
      if (name === 'scenario') {
        if (scenarioAsked(measure.formula, measures)) return []
        const message = 'the formula does not ask for a scenario, so it has none to split by'
        return [issueAtPath(file, path, 'catalogue-breakdown', message, 'Leave it out.')]
      }
      return tables.flatMap((tableName) => {
        const table = schema.tables.get(tableName)
        const splits = table ? splitsOf(table, schema) : new Set<string>()
        if (splits.has(name)) return []
        const near = nearest(name, splits)
        const message = `${tableName} has no ${name} and no link to one`
        const fix = near === undefined ? 'Leave it out.' : `Write \`${near}\`, or leave it out.`
        return [issueAtPath(file, path, 'catalogue-breakdown', message, fix)]
      })
    })
  })
}

/**
 * The tables whose rows make the value or the numerator. A denominator that lacks a name stays
 * whole.
 */
function countedTables(formula: Formula, measures: ReadonlyMap<string, Measure>): string[] {
  const part = formula.value ?? formula.numerator
  if (!part) return []
  const own = topAggregates(part).map((aggregate) => aggregate.rows.table)
  const asked = part.kind === 'has' ? [part.rows.table] : []
  const others = usedIn(part).flatMap((id) => {
    const other = measures.get(id)
    return other ? countedTables(other.formula, measures) : []
  })
  return [...new Set([...own, ...asked, ...others])]
}

function usedIn(part: Expression): string[] {
  return everyPart(part).flatMap((one) => (one.kind === 'measure' ? [one.id] : []))
}

function scenarioAsked(formula: Formula, measures: ReadonlyMap<string, Measure>): boolean {
  return (
    formula.usesScenario ||
    formula.measures.some((id) => {
      const other = measures.get(id)
      return other !== undefined && scenarioAsked(other.formula, measures)
    })
  )
}
