import { existsSync } from 'node:fs'
import type { Catalogue } from '../catalogue/index.ts'
import type { DayText } from '../core/index.ts'
import { databasePlace } from '../config.ts'
import { type Database, openDatabase } from '../database/index.ts'
import type { FigureSource } from '../figures/index.ts'
import { type AuthorityHeld, createRecordTables, recordsHeld } from '../records/index.ts'
import { openCatalogue } from './catalogue.ts'
import { type CatalogueOption, config, type DataOption } from './options.ts'
import { WrongUse } from './wrong-use.ts'

/** An open data folder with the definitions to read it by. */
export type Session = { readonly database: Database; readonly catalogue: Catalogue }

/** What figures of one authority are computed from, with all of the definitions. */
export type AuthoritySource = FigureSource & Session

/**
 * Opens a data folder that has records, works with it, and closes it whatever happens.
 *
 * @throws WrongUse if the folder has no records.
 */
export async function withSession<T>(
  { data, catalogue: folder }: DataOption & CatalogueOption,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const place = databasePlace(config({ SENDBOARD_DATA: data }))
  if ('file' in place && !existsSync(place.file)) throw noRecords(data)
  const catalogue = await openCatalogue(folder)
  const database = await openDatabase(place)
  try {
    await createRecordTables(database, catalogue)
    return await work({ database, catalogue })
  } finally {
    await database.close()
  }
}

function noRecords(data: string): WrongUse {
  return new WrongUse(
    `There are no records in ${data}. Import some first with bin/sendboard import FOLDER, ` +
      'or name another folder with --data or SENDBOARD_DATA.',
  )
}

/**
 * What figures are computed from: one source for each authority with records, or for the one asked.
 *
 * @throws WrongUse if the records have no such authority, or no day is known to count up to.
 */
export async function sourcesOf(
  session: Session,
  { authority, asAt }: { readonly authority?: string; readonly asAt?: DayText },
): Promise<readonly AuthoritySource[]> {
  const held = await recordsHeld(session.database)
  const wanted = held.filter((one) => authority === undefined || one.authority === authority)
  if (wanted.length === 0) throw noneHeld(held, authority)
  return wanted.map(({ authority: code, extractedOn, supplied }) => {
    const day = asAt ?? extractedOn
    if (day === undefined) {
      throw new WrongUse(`No extract of ${code} says its day. Give --as-at with the day.`)
    }
    return { ...session, authority: code, supplied, asAt: day }
  })
}

/** The one source asked for. @throws WrongUse if there are several and none was named. */
export async function sourceOf(
  session: Session,
  options: { readonly authority?: string; readonly asAt?: DayText },
): Promise<AuthoritySource> {
  const sources = await sourcesOf(session, options)
  const [source, ...others] = sources
  if (source && others.length === 0) return source
  throw new WrongUse(
    `The records are of ${String(sources.length)} authorities. Name one with --authority, ` +
      `such as --authority ${source?.authority ?? ''}.`,
  )
}

function noneHeld(held: readonly AuthorityHeld[], authority: string | undefined): WrongUse {
  if (authority === undefined || held.length === 0) {
    return new WrongUse('Nothing has been imported yet. Start with bin/sendboard import FOLDER.')
  }
  const codes = held.map((one) => one.authority)
  return new WrongUse(`There are no records of ${authority}; there are of ${codes.join(', ')}.`)
}
