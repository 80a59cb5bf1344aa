import type { SheetCells } from '../downloads/index.ts'
import {
  FIGURE_COLUMNS,
  figureRows,
  FINDING_COLUMNS,
  findingRows,
  MODULE_COLUMNS,
  moduleRows,
  type ReturnCheck,
  RULE_COLUMNS,
  ruleRows,
} from './check-sen2-rows.ts'
import type { Row } from './write-table.ts'

/**
 * The results of a check as sheets, the worst first: by person, by rule and by module, each with what to
 * do, and the Department's figures.
 */
export function sheetsOf(check: ReturnCheck): readonly SheetCells[] {
  const { file, year, census } = check.report
  const about = `${file}: SEN2 return of ${String(year ?? 'an unknown year')}, census day ${census ?? 'unknown'}`
  return [
    sheet('By person', about, FINDING_COLUMNS, findingRows(check)),
    sheet('By rule', about, RULE_COLUMNS, ruleRows(check)),
    sheet('By module', about, MODULE_COLUMNS, moduleRows(check)),
    sheet('Figures', about, FIGURE_COLUMNS, figureRows(check)),
  ]
}

function sheet<C extends string>(
  name: string,
  about: string,
  columns: readonly C[],
  rows: readonly Row<C>[],
): SheetCells {
  const cells = rows.map((row) => columns.map((column) => row[column]))
  return { name, heading: [about], columns, rows: cells }
}
