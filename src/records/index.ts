// Records: rows of the sources -> versioned records of an authority, and the log of what became of
// each row: loaded, unchanged or refused. An import is all or nothing and can be undone.
export type * from './types.ts'
export { compareReturn, type OneSided, type SourceComparison } from './compare-return.ts'
export { issuesOf } from './import-outcome.ts'
export { importPaths } from './import-paths.ts'
export { createRecordTables } from './log-tables.ts'
export { checkPersonKey, PersonKeyError, readPersonKey } from './person-key.ts'
export { isPublished, ownerOf } from './owner.ts'
export {
  asAtOf,
  type AuthorityHeld,
  authoritiesIn,
  importsOf,
  type LoggedImport,
  type LoggedImportFile,
  recordsAfter,
  sourceFileSql,
  recordsHeld,
  suppliedDatasets,
} from './read-log.ts'
export { REPLACED_REASONS, type ReplacedReason } from './replaced-values.ts'
export { type ReplacedValue, replacedValues } from './read-replaced.ts'
export { type ReturnCounted, returnsCounted } from './return-figures.ts'
export { RECORD_RULES, type RecordCode, type RecordRule } from './rules.ts'
export { undoImport, type Undone } from './undo-import.ts'
