import type { Aggregate, Schema, Table } from '../formula/index.ts'

/** Whether the datasets that a breakdown reads were supplied: without them it is not offered. */
export function isBreakdownSupplied(
  breakdown: string,
  { rows }: Aggregate,
  schema: Schema,
  supplied: ReadonlySet<string>,
): boolean {
  const table = schema.tables.get(rows.table)
  if (!table) return false
  return placesToLook(breakdown, table).some((place) => place.every((name) => supplied.has(name)))
}

/** The datasets of each place where a category may be found; one place is enough. */
function placesToLook(breakdown: string, table: Table): readonly (readonly string[])[] {
  const own = table.columns.get(breakdown)
  const asPlans = breakdown === 'primary_need' && table.name === 'plans'
  if (own && !asPlans) return [[...datasetsOf(table), ...(own.madeFrom ?? [])]]
  switch (breakdown) {
    case 'age':
    case 'academic_age':
    case 'age_band':
    case 'sex':
    case 'ethnicity':
      return [['persons']]
    case 'provision':
    case 'area':
      return [['persons', 'plans', 'placements', 'settings']]
    case 'nc_year':
    case 'sen_provision':
      return [['census']]
    case 'primary_need':
      return hasPlan(table) ? [['plans'], ['census']] : [['census']]
    default:
      return [['plans']]
  }
}

function hasPlan({ name, links }: Table): boolean {
  return links.has('plan') || name === 'plans' || name === 'requests'
}

function datasetsOf(table: Table): readonly string[] {
  return table.derived ? table.madeFrom : [table.name]
}
