import type { Catalogue, Dataset } from '../../catalogue/index.ts'
import { datasetNamed, datasetsOfColumns, hasNeeded } from '../csv/find-dataset.ts'
import { mappingFor } from '../mapping/match.ts'
import type { Mapping } from '../mapping/types.ts'
import type { Sheet, SheetRow } from './types.ts'

/** A sheet that holds the rows of a dataset or of a mapped extract, and where its header stands. */
export type SheetTable = {
  readonly sheet: Sheet
  readonly holds: Dataset | Mapping
  readonly headerRow: number
  /** The names in the header, up to the last. */
  readonly header: readonly string[]
}

/** The datasets that a sheet gives rows of. */
export function datasetsOf({ holds }: SheetTable): readonly string[] {
  return 'tables' in holds ? [...new Set(holds.tables.map(({ table }) => table))] : [holds.name]
}

/** Titles and notes may stand above the header, but not more rows of them. */
const ROWS_ABOVE = 20

/** The filled rows at the top of a sheet, among which the header is looked for. */
export async function topRows(sheet: Sheet): Promise<readonly SheetRow[]> {
  const top: SheetRow[] = []
  for await (const rows of sheet.rows()) {
    top.push(...rows.slice(0, ROWS_ABOVE - top.length))
    if (top.length >= ROWS_ABOVE) break
  }
  return top
}

/**
 * The table that a sheet holds: that of its name, or of the file's if it is the only sheet, or the
 * one whose columns stand in one of its first rows.
 */
export function tableOf(
  catalogue: Pick<Catalogue, 'datasets'>,
  sheet: Sheet,
  top: readonly SheetRow[],
  fileName: string | undefined,
): SheetTable | undefined {
  const named =
    datasetNamed(catalogue, sheet.name) ??
    (fileName === undefined ? undefined : datasetNamed(catalogue, fileName))
  const headers = top.map((row) => ({ headerRow: row.row, header: textsOf(row) }))
  if (named) {
    const found = headers.find(({ header }) => hasNeeded(named, header)) ?? headers[0]
    return found && { sheet, holds: named, ...found }
  }
  for (const found of headers) {
    const [only, ...others] = datasetsOfColumns(catalogue, found.header)
    if (only && others.length === 0) return { sheet, holds: only, ...found }
  }
  return undefined
}

/** The extract that a sheet is, where a mapping describes it. */
export function mappedTable(
  mappings: readonly Mapping[],
  file: string,
  sheet: Sheet,
  top: readonly SheetRow[],
): SheetTable | undefined {
  for (const row of top) {
    const header = textsOf(row)
    const mapping = mappingFor(mappings, { file, sheet: sheet.name, header })
    if (mapping) return { sheet, holds: mapping, headerRow: row.row, header }
  }
  return undefined
}

function textsOf({ cells }: SheetRow): readonly string[] {
  return cells.map((cell) => cell?.text ?? '')
}
