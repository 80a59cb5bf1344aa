import type { ColumnType } from '../catalogue/index.ts'

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'varchar',
  code: 'varchar',
  'financial-year': 'varchar',
  'academic-year': 'varchar',
  date: 'date',
  integer: 'integer',
  number: 'numeric(18,6)',
  money: 'numeric(14,2)',
}

/** The SQL type of a column, the same in both engines. */
export function sqlType(type: ColumnType): string {
  return SQL_TYPES[type]
}
