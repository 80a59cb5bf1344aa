import type { AuthorityEntry } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { makeTally } from '../tally.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { mapPerson } from './map-person.ts'
import { openReturn } from './open-return.ts'
import type { Reading } from './reading.ts'
import { KNOWN_YEARS } from './registry.ts'
import { readHeader } from './return-header.ts'

/** How to read one return. */
export type ReturnOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly onProgress?: ((bytes: number) => void) | undefined
  /** By LA code. */
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
}

/**
 * The rows of a SEN2 return, in order, some persons at a time; memory holds one piece of the file.
 *
 * @throws SourceFault if the file as a whole cannot stand.
 */
export async function* readReturn(
  path: string,
  options: ReturnOptions,
): AsyncGenerator<readonly SourceItem[]> {
  const { name } = options
  const opened = await openReturn(path, options)
  let reading: Reading | undefined
  let position = 0
  for await (const persons of opened.persons) {
    if (!reading) {
      reading = readingOf(opened.header, options)
      yield reading.header.issues.map((issue) => ({ kind: 'issue', issue }))
    }
    const about = reading
    yield persons.flatMap((person) => mapPerson(about, person, (position += 1)))
  }
  reading ??= readingOf(opened.header, options)
  if (position === 0)
    throw fault('source-not-a-return', { file: name }, 'The file holds no Person.')
  const notes = [...opened.issues(), ...endNotes(reading)]
  yield notes.map((issue) => ({ kind: 'issue', issue }))
}

function endNotes({ file, tally, notLoaded }: Reading): Issue[] {
  const notes = tally.issues(file)
  if (notLoaded.size === 0) return notes
  const message = `No table has a column for ${[...notLoaded].join(', ')}.`
  return [...notes, sourceIssue('sen2-not-loaded', { file }, message)]
}

function readingOf(
  texts: ReadonlyMap<string, string>,
  { name: file, authorities }: ReturnOptions,
): Reading {
  const header = readHeader(texts, authorities, file)
  const rulesOf = Math.min(Math.max(header.year, KNOWN_YEARS.first), KNOWN_YEARS.last)
  return {
    file,
    header,
    rulesOf,
    authorities,
    tally: makeTally(),
    settings: new Set(),
    notLoaded: new Set(),
    days: new Map(),
  }
}
