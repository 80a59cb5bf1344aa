import type { AuthorityEntry } from '../../catalogue/index.ts'
import { type AuthorityCode, censusDay, type Issue } from '../../core/index.ts'
import { fault, sourceIssue } from '../rules.ts'
import { authorityOfLa } from './la-code.ts'
import { KNOWN_YEARS } from './registry.ts'
import { dayOfText } from './values.ts'

/** What the header of a return says, checked. */
export type ReturnHeader = {
  /** Collection year. */
  readonly year: number
  /** The census day: plans and placements are given as on it. */
  readonly censusDay: string
  readonly authority: AuthorityCode
  /** Number of the file, to tell files of one year apart. */
  readonly serial: string
  readonly issues: readonly Issue[]
}

/**
 * The header of a return from the texts of its elements by name.
 *
 * @throws SourceFault if the year, the day or the authority is not to be had.
 */
export function readHeader(
  texts: ReadonlyMap<string, string>,
  authorities: ReadonlyMap<string, AuthorityEntry>,
  file: string,
): ReturnHeader {
  const day = dayOfText(texts.get('ReferenceDate') ?? '')
  if (day === undefined) throw lacks(file, 'ReferenceDate', 'a day')
  const yearText = texts.get('Year') ?? ''
  if (!/^(?:19|20|21)\d{2}$/.test(yearText)) throw lacks(file, 'Year', 'a year')
  const year = Number(yearText)
  const authority = authorityOfLa(texts.get('LEA') ?? '', authorities)
  if (authority === undefined) {
    const place = { file, field: 'LEA' }
    throw fault('sen2-unknown-authority', place, 'LEA is not the code of an authority.')
  }
  const serial = texts.get('SerialNo') ?? ''
  return { year, censusDay: day, authority, serial, issues: headerIssues(year, day, file) }
}

function lacks(file: string, field: string, what: string): ReturnType<typeof fault> {
  return fault(
    'source-not-a-return',
    { file, field },
    `The header has no ${field} that is ${what}.`,
  )
}

function headerIssues(year: number, day: string, file: string): Issue[] {
  const issues: Issue[] = []
  if (year < KNOWN_YEARS.first || year > KNOWN_YEARS.last) {
    const message = `The return is of ${String(year)}; those of ${String(KNOWN_YEARS.first)} to ${String(KNOWN_YEARS.last)} are known.`
    issues.push(sourceIssue('sen2-unknown-year', { file, field: 'Year' }, message))
  }
  if (censusDay(year) !== day) {
    const message = `ReferenceDate is ${day}; the census day of ${String(year)} was ${censusDay(year)}.`
    issues.push(sourceIssue('sen2-census-day', { file, field: 'ReferenceDate' }, message))
  }
  return issues
}
