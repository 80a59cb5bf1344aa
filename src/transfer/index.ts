// Transfer: the records of a database <-> an export, a folder or .zip file of text files that belongs
// to no engine; and the SHA-256 by which the records of two databases are known to be equal.
export type * from './types.ts'
export { exportRecords } from './export-records.ts'
export { hashRecords, recordsSha256 } from './hash-records.ts'
export { restoreRecords } from './restore-records.ts'
export { TransferError, type TransferFault } from './transfer-error.ts'
