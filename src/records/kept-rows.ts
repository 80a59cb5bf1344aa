import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import type { AuthorityCode, Issue } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { SourceItem } from '../sources/index.ts'

/** A file by what is in it and how it was read: the same two give the same rows. */
export type KeptFile = {
  readonly authority: AuthorityCode
  readonly sha256: string
  readonly shape: string
}

/**
 * Keeps what files held as they were read, with hashes in place of every number of a person. The
 * files themselves stay where the council keeps them.
 *
 *     insert into records.kept_rows values ('E09000021', 'ab12…', 'plans(…)', 7, 1, 'KLUv/QBY…')
 *
 * @returns To be given one piece after the other: items as JSON, one a line.
 */
export function keepRows(
  database: Database,
  importId: number,
  { authority, sha256, shape }: KeptFile,
): (piece: string) => Promise<void> {
  let part = 0
  return async (piece) => {
    if (part === 0) await forgetRows(database, { authority, sha256, shape })
    part += 1
    await database.execute(
      `insert into records.kept_rows (authority, sha256, shape, import_id, part, packed)
       values ($1, $2, $3, $4, $5, $6)`,
      [authority, sha256, shape, importId, part, zstdCompressSync(piece).toString('base64')],
    )
  }
}

/** What an import that was undone kept of the same file: it may have been read by other definitions. */
async function forgetRows(database: Database, file: KeptFile): Promise<void> {
  await database.execute(
    'delete from records.kept_rows where authority = $1 and sha256 = $2 and shape = $3',
    [file.authority, file.sha256, file.shape],
  )
}

/** Whether all that a file held is kept. */
export async function isKept(database: Database, file: KeptFile): Promise<boolean> {
  return (await partsOf(database, file)).length > 0
}

/** What a file held, in the pieces in which it was kept. */
export async function* keptItems(
  database: Database,
  file: KeptFile,
): AsyncGenerator<readonly SourceItem[]> {
  for (const part of await partsOf(database, file)) {
    const rows = await database.query(
      `select packed from records.kept_rows
       where authority = $1 and sha256 = $2 and shape = $3 and part = $4`,
      [file.authority, file.sha256, file.shape, part],
    )
    const packed = Buffer.from(String(rows[0]?.['packed']), 'base64')
    yield zstdDecompressSync(packed).toString('utf8').split('\n').map(itemOf)
  }
}

async function partsOf(database: Database, file: KeptFile): Promise<readonly number[]> {
  const rows = await database.query(
    `select distinct part from records.kept_rows
     where authority = $1 and sha256 = $2 and shape = $3 order by part`,
    [file.authority, file.sha256, file.shape],
  )
  return rows.map((row) => Number(row['part']))
}

/** What was written here is read here, so its shape is known. */
const Item = z.custom<SourceItem>()
const Notes = z.custom<readonly Issue[]>()

function itemOf(line: string): SourceItem {
  return Item.parse(JSON.parse(line))
}

/** Keeps what was said of the files of an import before any of them was read. */
export async function keepNotes(
  database: Database,
  importId: number,
  issues: readonly Issue[],
): Promise<void> {
  await database.execute('insert into records.kept_notes (import_id, notes) values ($1, $2)', [
    importId,
    JSON.stringify(issues),
  ])
}

/** What was said of the files of an import; undefined for one of which nothing was kept. */
export async function keptNotes(
  database: Database,
  importId: number,
): Promise<readonly Issue[] | undefined> {
  const rows = await database.query('select notes from records.kept_notes where import_id = $1', [
    importId,
  ])
  const notes = rows[0]?.['notes']
  return typeof notes === 'string' ? Notes.parse(JSON.parse(notes)) : undefined
}
