import type { Issue } from '../../core/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { counted } from '../tally.ts'
import type { SourceItem } from '../types.ts'
import { checkRow, isBlank, type RowChecks } from './check-row.ts'
import type { CsvRecord } from './records.ts'
import { SAMPLE_ROWS, wrongColumn } from './swapped.ts'

/**
 * Lets the rows of a file through. The first hundred wait for one another, since a column of which
 * all cells are wrong refuses the file; the last waits for the end, since cut short it does too.
 */
export type RowGate = {
  /** @throws SourceFault if a column is wrong throughout. */
  readonly add: (records: readonly CsvRecord[]) => SourceItem[]
  /**
   * The rows still waiting, and what is to say of the whole file.
   *
   * @param isEnded - Whether the last line has a line end.
   * @throws SourceFault if the file breaks off.
   */
  readonly end: (isEnded: boolean) => SourceItem[]
}

/** The gate of one file. */
export function makeRowGate(checks: RowChecks): RowGate {
  let held: readonly CsvRecord[] = []
  let isSampled = false
  return {
    add: (records) => {
      held = [...held, ...records.filter((record) => isFilled(checks, record))]
      if (!isSampled && held.length <= SAMPLE_ROWS) return []
      if (!isSampled) refuseWrongColumn(checks, held.slice(0, SAMPLE_ROWS))
      isSampled = true
      const ready = held.slice(0, -1)
      held = held.slice(-1)
      return ready.map((record) => checkRow(checks, record))
    },
    end: (isEnded) => {
      if (!isSampled) refuseWrongColumn(checks, held)
      if (!isEnded) refuseCutEnd(checks, held.at(-1))
      const rows = held.map((record) => checkRow(checks, record))
      const issues = [
        ...endIssues(checks, held.length, isEnded),
        ...checks.tally.issues(checks.file),
      ]
      return [...rows, ...issues.map((issue) => ({ kind: 'issue', issue }) as const)]
    },
  }
}

function isFilled({ tally }: RowChecks, { cells, line }: CsvRecord): boolean {
  if (!isBlank(cells)) return true
  tally.add('source-blank-rows', '', line, (count) => `${counted(count, 'row')} without any value.`)
  return false
}

function refuseWrongColumn(checks: RowChecks, sample: readonly CsvRecord[]): void {
  const wrong = wrongColumn(checks, sample)
  if (wrong) throw wrong
}

function refuseCutEnd({ header, file }: RowChecks, last: CsvRecord | undefined): void {
  if (!last || last.cells.length >= header.width) return
  const message = `The file breaks off in the row that begins on line ${String(last.line)}.`
  throw fault('source-truncated', { file, line: last.line }, message)
}

function endIssues({ file }: RowChecks, waiting: number, isEnded: boolean): Issue[] {
  if (waiting === 0)
    return [sourceIssue('source-no-rows', { file, line: 1 }, 'The file has a header and no rows.')]
  if (isEnded) return []
  const message = 'The last line of the file has no line end.'
  return [sourceIssue('source-no-last-line-end', { file }, message)]
}
