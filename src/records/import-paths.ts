import type { DayText } from '../core/index.ts'
import { importAuthority, type ImportRun } from './import-authority.ts'
import { keyFault } from './key-check.ts'
import { createRecordTables } from './log-tables.ts'
import { personHash } from './person-key.ts'
import { planImport } from './plan-import.ts'
import type { ImportOptions, ImportOutcome, ImportResult, RecordServices } from './types.ts'

/**
 * Imports files, or all files of folders, of any known form. The files of one authority are one
 * import: all of it or, where a file cannot stand or the work is broken off, nothing. The tables that
 * figures read are made again in the same transaction.
 *
 * @throws what made it fail, such as an AbortError; the records are then as they were.
 */
export async function importPaths(
  services: RecordServices,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { database, catalogue, personKey } = services
  await createRecordTables(database, catalogue)
  const now = (services.now ?? (() => new Date()))()
  const today: DayText = now.toISOString().slice(0, 10)
  const hash = personHash(personKey)
  const wrongKey = await keyFault(services)
  if (wrongKey) return { imports: [], issues: [wrongKey] }
  const plan = await planImport(paths, catalogue, { ...options, today })
  if (plan.issues.some(({ severity }) => severity === 'error'))
    return { imports: [], issues: [...plan.issues, ...plan.imports.flatMap((one) => one.issues)] }
  const run: ImportRun = { services, options, hash, now, authorities: plan.authorities }
  const imports: ImportOutcome[] = []
  for (const planned of plan.imports) imports.push(await importAuthority(run, planned))
  return { imports, issues: plan.issues }
}
