import { DatabaseError } from '../database/index.ts'
import { PersonKeyError } from '../records/index.ts'
import { TransferError } from '../transfer/index.ts'
import { Interrupted } from './interruption.ts'

/** What the operating system refuses, by its codes, and what to do. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read or written by you. Ask for the right, or name another folder',
  EPERM: 'may not be read or written by you. Ask for the right, or name another folder',
  EROFS: 'is on a disk that cannot be written. Name another folder',
  ENOSPC: 'does not fit on the disk, which is full. Make room and start again',
  EDQUOT: 'does not fit within your quota on the disk. Make room and start again',
  EFBIG: 'is larger than a file may be here. Allow larger files, or name another disk',
  ENOENT: 'is not there. Check the path',
  ENOTDIR: 'lies in what is a file and no folder. Name a folder',
  EEXIST: 'is a file and no folder. Name a folder',
  EISDIR: 'is a folder and no file. Name a file',
  EBUSY: 'is in use by another program. Close that one first',
}

/** Errors that say themselves what is wrong and what to do. */
const TOLD = [DatabaseError, PersonKeyError, TransferError, Interrupted] as const

/**
 * In plain words, what went wrong outside of the program: a file or disk, or the database. Undefined
 * for what is a mistake of the program itself.
 */
export function systemFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (TOLD.some((kind) => error instanceof kind)) return error.message
  const write =
    /^(?:IO|TransactionContext) Error: (.*(?:could not (?:write|read|open)|no space).*)$/is.exec(
      error.message,
    )
  if (write) return `${write[1] ?? ''}. The records are as they were. Make room, or check the disk.`
  if (!('code' in error) || !('path' in error)) return undefined
  const words = WORDS[String(error.code)]
  return words === undefined ? undefined : `${String(error.path)} ${words}.`
}
