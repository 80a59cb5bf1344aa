import type { LoggedImport } from '../records/index.ts'
import { formatDay } from '../core/index.ts'
import type { ImportLine } from './home-page.ts'

/** `1 file`, `27 files`, `1,204 rows`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`
}

/** An instant as a day and a time: `4 April 2024, 09:12`. */
export function instantWords(instant: string): string {
  const day = instant.slice(0, 10)
  const time = instant.slice(11, 16)
  return `${formatDay(day)}, ${time}`
}

/** What became of an import, in a line. */
export function importWords({ counts, files, status, undoneAt, issues }: LoggedImport): string {
  const rows = `${counted(counts.read, 'row')} read: ${counts.loaded.toLocaleString('en-GB')} loaded, ${counts.unchanged.toLocaleString('en-GB')} unchanged, ${counts.refused.toLocaleString('en-GB')} refused`
  const wrong = issues.error > 0 ? `; ${counted(issues.error, 'error')}` : ''
  const fate = undoneAt === null ? (status === 'refused' ? ' Refused whole.' : '') : ' Undone.'
  return `${counted(files.length, 'file')}, ${rows}${wrong}.${fate}`
}

export function importLine(logged: LoggedImport): ImportLine {
  return {
    when: instantWords(logged.importedAt),
    words: importWords(logged),
    href: `/data/imports/${String(logged.id)}`,
  }
}
