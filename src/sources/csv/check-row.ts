import type { Dataset } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { type CellCheck, type CellFault, type CheckedCell, checkOf } from '../cell.ts'
import { identityOf } from '../pupil-number.ts'
import { sourceIssue } from '../rules.ts'
import { counted, type Tally } from '../tally.ts'
import type { SourceItem, SourceRow } from '../types.ts'
import type { Header } from './header.ts'
import type { CsvRecord } from './records.ts'

/** A column of the file, ready to check its cells. */
export type CheckedColumn = {
  readonly name: string
  readonly at: number
  readonly isRequired: boolean
  readonly check: CellCheck
}

/** All that is needed to turn the rows of one file into items. */
export type RowChecks = {
  readonly dataset: Dataset
  readonly header: Header
  readonly columns: readonly CheckedColumn[]
  readonly file: string
  readonly tally: Tally
}

/** The checks of a file whose header has been matched. */
export function rowChecks(
  dataset: Dataset,
  header: Header,
  rest: { readonly file: string; readonly tally: Tally; readonly textCharacters: number },
): RowChecks {
  const columns = header.columns.flatMap(({ name, at }) => {
    const column = dataset.table.columns.get(name)
    if (!column) return []
    const isRequired = dataset.required.includes(name)
    return [{ name, at, isRequired, check: checkOf(column, rest.textCharacters) }]
  })
  return { dataset, header, columns, file: rest.file, tally: rest.tally }
}

/** Whether no cell of a row holds anything. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** The row that a record is, or all that is wrong with it. */
export function checkRow(checks: RowChecks, record: CsvRecord): SourceItem {
  const { dataset, header, file } = checks
  const { line, cells } = record
  if (cells.length !== header.width) return refused(checks, line, [raggedIssue(checks, record)])
  const values: Record<string, string | null> = {}
  const issues: Issue[] = []
  for (const column of checks.columns) {
    const checked = checkCell(checks, column, record)
    if (checked !== null && typeof checked === 'object') {
      const place = { file, line, field: column.name }
      issues.push(sourceIssue(checked.code, place, checked.message, checked.fix))
    } else values[column.name] = checked
  }
  if (issues.length > 0) return refused(checks, line, issues)
  const row = { dataset: dataset.name, values, line }
  return { kind: 'row', row: withIdentity(checks, record, row) }
}

function checkCell(checks: RowChecks, column: CheckedColumn, record: CsvRecord): CheckedCell {
  const cell = record.cells[column.at] ?? ''
  const text = cell.trim()
  if (text.length !== cell.length && text !== '') noteSpace(checks, column.name, record.line)
  const checked = column.check(text)
  if (!column.isRequired) return checked
  if (checked === null) return EMPTY
  const isStandIn = typeof checked === 'object' && checked.code === 'source-placeholder'
  return isStandIn ? { ...checked, fix: 'Find the value: this column cannot be empty.' } : checked
}

const EMPTY: CellFault = {
  code: 'source-missing-cell',
  message: 'The cell is empty, and the table needs it.',
}

function noteSpace({ tally }: RowChecks, field: string, line: number): void {
  tally.add(
    'source-space',
    field,
    line,
    (count) => `Spaces around the value were left out in ${counted(count, 'cell')}.`,
  )
}

function raggedIssue({ header, file }: RowChecks, { line, cells }: CsvRecord): Issue {
  const message = `The row has ${counted(cells.length, 'cell')}; the header has ${String(header.width)}.`
  return sourceIssue('source-ragged', { file, line }, message)
}

function refused({ dataset }: RowChecks, line: number, issues: readonly Issue[]): SourceItem {
  return { kind: 'refused', dataset: dataset.name, line, issues }
}

function withIdentity(checks: RowChecks, { cells, line }: CsvRecord, row: SourceRow): SourceRow {
  const { identity: numbers } = checks.header
  if (numbers.length === 0) return row
  const cellOf = (wanted: string): string => {
    const at = numbers.find(({ name }) => name === wanted)?.at
    return at === undefined ? '' : (cells[at] ?? '')
  }
  const { identity, faulty } = identityOf(cellOf('upn'), cellOf('uln'))
  for (const field of faulty) {
    checks.tally.add(
      'source-pupil-number',
      field,
      line,
      (count) => `${counted(count, 'number')} not well formed or with a wrong check character.`,
    )
  }
  return identity === undefined ? row : { ...row, identity }
}
