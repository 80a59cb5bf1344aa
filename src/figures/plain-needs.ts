import type { Aggregate, Schema, Table } from '../formula/index.ts'

/**
 * The datasets that splitting an aggregate's rows by a breakdown reads: without one of them the
 * breakdown is not offered. A second place to look, such as the census for a need that the plan does
 * not have, is not needed.
 */
export function datasetsOfBreakdown(
  breakdown: string,
  { rows }: Aggregate,
  schema: Schema,
): readonly string[] {
  const table = schema.tables.get(rows.table)
  if (!table) return []
  const own = table.columns.get(breakdown)
  if (own) return [...datasetsOf(table), ...(own.madeFrom ?? [])]
  switch (breakdown) {
    case 'age':
    case 'academic_age':
    case 'age_band':
    case 'sex':
    case 'ethnicity':
      return ['persons']
    case 'provision':
    case 'area':
      return ['persons', 'plans', 'placements', 'settings']
    case 'nc_year':
    case 'sen_provision':
      return ['census']
    case 'primary_need':
      return table.links.has('plan') || table.name === 'requests' ? ['plans'] : ['census']
    default:
      return ['plans']
  }
}

function datasetsOf(table: Table): readonly string[] {
  return table.derived ? table.madeFrom : [table.name]
}
