import type { ImportRun } from './import-authority.ts'
import type { PlannedFile, PlannedImport } from './plan-import.ts'
import type { ImportProgress } from './types.ts'

/** Tells that a step begins or goes on: bytes read of the file, and rows. */
export type TellProgress = (step: ImportProgress['phase'], bytes: number, rows: number) => void

/** How the steps of an import are told of one of its files, and of one of the file's tables. */
export function progressOf(
  { options }: Pick<ImportRun, 'options'>,
  { authority, files }: PlannedImport,
  file: PlannedFile,
  table?: string,
): TellProgress {
  const fileNumber = files.indexOf(file) + 1
  const before = files.slice(0, fileNumber - 1).reduce((sum, { bytes }) => sum + bytes, 0)
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const of = { authority, file: file.name, fileNumber, files: files.length, totalBytes }
  const common = { ...of, ...(table !== undefined && { table }) }
  return (phase, bytes, rows) =>
    options.onProgress?.({ phase, ...common, bytes: before + bytes, rows })
}
