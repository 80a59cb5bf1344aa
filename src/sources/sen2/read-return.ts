import type { AuthorityEntry } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { countReturn } from '../sen2-figures/return-figures.ts'
import { aboutOf } from '../sen2-rules/check-return.ts'
import type { About } from '../sen2-rules/rule.ts'
import { makeTally } from '../tally.ts'
import type { SourceItem, SourceLimits } from '../types.ts'
import { mapPerson } from './map-person.ts'
import { openReturn } from './open-return.ts'
import { elementOf, isPersonal } from './names.ts'
import type { Reading } from './reading.ts'
import { KNOWN_YEARS } from './registry.ts'
import { readHeader } from './return-header.ts'
import { fieldName } from './unknown-elements.ts'
import { asGiven } from './values.ts'

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
  const counter = countReturn()
  let [reading, about]: [Reading | undefined, About | undefined] = [undefined, undefined]
  let position = 0
  for await (const persons of opened.persons) {
    if (!reading) {
      reading = readingOf(opened.header, options)
      yield reading.header.issues.map((issue) => ({ kind: 'issue', issue }))
    }
    const of = reading
    const days = (about ??= aboutOf(opened.header, (la) => options.authorities.has(la)))
    for (const person of persons) counter.add(person, days)
    yield persons.flatMap((person) => mapPerson(of, person, (position += 1)))
  }
  reading ??= readingOf(opened.header, options)
  if (position === 0)
    throw fault('source-not-a-return', { file: name }, 'The file holds no Person.')
  const notes = [...opened.issues(), ...headerNotes(reading, opened.header), ...endNotes(reading)]
  yield notes.map((issue) => ({ kind: 'issue', issue }))
  yield [{ kind: 'counted', figures: counter.figures() }]
}

/** Elements of the header that no return has, each with what it holds. */
function headerNotes({ file }: Reading, texts: ReadonlyMap<string, string>): Issue[] {
  const known = ['Header', 'CollectionDetails', 'Source'] as const
  return [...texts]
    .filter(([name]) => !known.some((module) => elementOf(module, name)) && !isPersonal(name))
    .map(([name, text]) => {
      const field = fieldName(name)
      const message = `${field}, which is not known in the header, holds ${asGiven(text)}.`
      return sourceIssue('sen2-unknown-element', { file, field }, message)
    })
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
