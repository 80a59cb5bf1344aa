import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { readRecords } from '../csv/records.ts'
import { LIMITS } from '../limits.ts'
import { fault } from '../rules.ts'

/** What the register of schools says of one. */
export type RegisterEntry = {
  /** Day on which it closed. */
  readonly closedOn?: string
  readonly type: string
  readonly hasUnit: boolean
  readonly hasResourced: boolean
}

/** Schools by URN. */
export type Register = ReadonlyMap<string, RegisterEntry>

const COLUMNS = {
  urn: 'URN',
  closed: 'CloseDate',
  type: 'TypeOfEstablishment (name)',
  provision: 'TypeOfResourcedProvision (name)',
}

/**
 * The register of schools as Get Information About Schools gives it: the CSV of all establishments,
 * in Windows-1252, of which only columns in plain letters are read.
 *
 * @throws SourceFault if a column is missing.
 */
export async function readRegister(path: string): Promise<Register> {
  const file = basename(path)
  const entries = new Map<string, RegisterEntry>()
  let at: Readonly<Record<keyof typeof COLUMNS, number>> | undefined
  const text = createReadStream(path, { encoding: 'latin1' })
  for await (const records of readRecords(text, file, LIMITS.rowCharacters)) {
    for (const { cells } of records) {
      if (!at) at = columnsAt(cells, file)
      else entries.set(cells[at.urn] ?? '', entryOf(cells, at))
    }
  }
  return entries
}

function columnsAt(
  heads: readonly string[],
  file: string,
): Readonly<Record<keyof typeof COLUMNS, number>> {
  const find = (name: string): number => {
    const at = heads.findIndex((head) => head.replace(/^\uFEFF|^ï»¿/, '').trim() === name)
    if (at >= 0) return at
    const message = `${file} has no column ${name}, so it is not a register of schools.`
    throw fault('sen2-register', { file, line: 1, field: name }, message)
  }
  return {
    urn: find(COLUMNS.urn),
    closed: find(COLUMNS.closed),
    type: find(COLUMNS.type),
    provision: find(COLUMNS.provision),
  }
}

function entryOf(
  cells: readonly string[],
  at: Readonly<Record<keyof typeof COLUMNS, number>>,
): RegisterEntry {
  const closed = /^(\d{2})-(\d{2})-(\d{4})$/.exec(cells[at.closed] ?? '')
  const provision = cells[at.provision] ?? ''
  return {
    ...(closed && { closedOn: `${closed[3] ?? ''}-${closed[2] ?? ''}-${closed[1] ?? ''}` }),
    type: cells[at.type] ?? '',
    hasUnit: /sen unit/i.test(provision),
    hasResourced: /resourced provision/i.test(provision),
  }
}
