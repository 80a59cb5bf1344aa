import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { SCHEMA_VERSION } from '../database/index.ts'
import { recordsSha256 } from './hash-records.ts'
import { COLUMN_NAME, COLUMN_TYPE, TABLE_NAME } from './moved-tables.ts'
import { altered, MANIFEST, type PackageReader } from './read-package.ts'
import { TransferError } from './transfer-error.ts'
import type { Manifest } from './types.ts'

/** Version of the form of an export: raised when an older Sendboard could not read it. */
const FORM = 1

/** No manifest is nearly as large. */
const MOST_BYTES = 10_000_000

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.number().int().min(0)
const Table = z.object({
  name: z.string().regex(TABLE_NAME),
  columns: z.array(
    z.object({ name: z.string().regex(COLUMN_NAME), type: z.string().regex(COLUMN_TYPE) }),
  ),
  rows: Count,
  bytes: Count,
  sha256: Sha256,
})
const Head = z.object({
  export: z.literal('sendboard'),
  form: Count,
  sendboard: z.string(),
  schema: Count,
})
const Whole = Head.extend({
  authorities: z.array(z.string()),
  sha256: Sha256,
  tables: z.array(Table),
})

/** The version of this Sendboard. */
export function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** A manifest as the text of its file: the same manifest, the same bytes. */
export function manifestText({ sendboard, schema, authorities, sha256, tables }: Manifest): string {
  const head = { export: 'sendboard', form: FORM, sendboard, schema }
  return `${JSON.stringify({ ...head, authorities, sha256, tables }, null, 1)}\n`
}

/**
 * Reads what an export says of itself.
 *
 * @throws TransferError if it says nothing, was made by a newer Sendboard, or does not add up.
 */
export async function readManifest(source: PackageReader, path: string): Promise<Manifest> {
  const json = parsed(await manifestBytes(source, path), path)
  const head = Head.safeParse(json)
  if (!head.success) throw altered(`${MANIFEST} of ${path} is not what an export says of itself`)
  const { form, schema, sendboard } = head.data
  if (form > FORM || schema > SCHEMA_VERSION)
    throw new TransferError(
      'transfer-newer',
      `${path} was made by Sendboard ${sendboard}, which is newer than this one (${ownVersion()}): install that one`,
    )
  const whole = Whole.safeParse(json)
  if (!whole.success || recordsSha256(whole.data.tables) !== whole.data.sha256)
    throw altered(`${MANIFEST} of ${path} does not add up`)
  return whole.data
}

async function manifestBytes(source: PackageReader, path: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of source.read(MANIFEST)) {
    bytes += piece.length
    if (bytes > MOST_BYTES) throw altered(`${MANIFEST} of ${path} is larger than any real one`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function parsed(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw altered(`${MANIFEST} of ${path} is no JSON`)
  }
}
