import { type Dataset, nearest } from '../../catalogue/index.ts'
import { type Issue, plainName } from '../../core/index.ts'
import { briefly } from '../cell.ts'
import { fault, sourceIssue } from '../rules.ts'

/** Columns of persons.csv that go to the keyed hash alone, by the names they come under. */
const IDENTITY: ReadonlyMap<string, 'upn' | 'uln'> = new Map([
  ['upn', 'upn'],
  ['unique_pupil_number', 'upn'],
  ['uln', 'uln'],
  ['unique_learner_number', 'uln'],
])

/** Which cell of a row is which column. */
export type Header = {
  readonly columns: readonly { readonly name: string; readonly at: number }[]
  readonly identity: readonly { readonly name: 'upn' | 'uln'; readonly at: number }[]
  /** Cells in a row. */
  readonly width: number
  readonly notes: readonly Issue[]
}

/**
 * The headings of a file as names of a dataset's columns where they are one, or another name that is
 * in use for one (`also` in its definition); the others evened out. A column that stands under its
 * own name is taken from there alone.
 */
export function columnNames(dataset: Dataset, cells: readonly string[]): readonly string[] {
  const plain = cells.map(plainName)
  const own = new Set(plain)
  return plain.map((name) => {
    const column = dataset.headings.get(name)
    return column === undefined || own.has(column) ? name : column
  })
}

/**
 * Matches a header row to the columns of a dataset. Columns that it does not know are noted and left
 * out, whatever they hold.
 *
 * @throws SourceFault if a column stands twice, or one that the dataset needs is missing.
 */
export function matchHeader(dataset: Dataset, cells: readonly string[], file: string): Header {
  const names = columnNames(dataset, cells)
  const known = new Set(dataset.fileColumns)
  const identity = dataset.name === 'persons' ? IDENTITY : new Map<string, 'upn' | 'uln'>()
  refuseTwice(cells, names, known, file)
  refuseMissing(dataset, names, file)
  const columns = names.flatMap((name, at) => (known.has(name) ? [{ name, at }] : []))
  const numbers = names.flatMap((name, at) => {
    const number = known.has(name) ? undefined : identity.get(name)
    return number === undefined ? [] : [{ name: number, at }]
  })
  const isOther = (name: string): boolean => !known.has(name) && !identity.has(name)
  const notes = [
    ...unknownNotes(names, isOther, file),
    ...absentNotes(dataset, names, file),
    ...respeltNotes(cells, names, known, file),
  ]
  return { columns, identity: numbers, width: cells.length, notes }
}

function refuseTwice(
  cells: readonly string[],
  names: readonly string[],
  known: ReadonlySet<string>,
  file: string,
): void {
  const twice = names.find((name, at) => known.has(name) && names.indexOf(name) !== at)
  if (twice === undefined) return
  const headings = cells.filter((_, at) => names[at] === twice).map((cell) => `"${cell.trim()}"`)
  const message = `The column ${twice} stands twice in the header: ${headings.join(' and ')}.`
  throw fault('source-column-twice', { file, line: 1, field: twice }, message)
}

function refuseMissing(dataset: Dataset, names: readonly string[], file: string): void {
  const missing = dataset.required.filter((name) => !names.includes(name))
  const [first] = missing
  if (first === undefined) return
  const others = names.filter((name) => name !== '' && !dataset.fileColumns.includes(name))
  const near = nearest(first, others)
  const what = missing.length === 1 ? `the column ${first}` : `the columns ${briefly(missing)}`
  throw fault(
    'source-column-missing',
    { file, line: 1, field: first },
    `The file lacks ${what}, which ${dataset.name} cannot do without.`,
    near === undefined ? undefined : `Is ${first} the one called "${near}"? Then rename it.`,
  )
}

function unknownNotes(
  names: readonly string[],
  isOther: (name: string) => boolean,
  file: string,
): Issue[] {
  const unknown = names.filter(isOther).map((name) => (name === '' ? '(no name)' : name))
  if (unknown.length === 0) return []
  const list = briefly(unknown.map((name) => name.slice(0, 40)))
  const message = `Not loaded, because the table has no such column: ${list}.`
  return [sourceIssue('source-column-unknown', { file, line: 1 }, message)]
}

function absentNotes(dataset: Dataset, names: readonly string[], file: string): Issue[] {
  const absent = dataset.fileColumns.filter((name) => !names.includes(name))
  if (absent.length === 0) return []
  const message = `The file has no column for ${briefly(absent)}.`
  return [sourceIssue('source-column-absent', { file, line: 1 }, message)]
}

function respeltNotes(
  cells: readonly string[],
  names: readonly string[],
  known: ReadonlySet<string>,
  file: string,
): Issue[] {
  const respelt = names.flatMap((name, at) => {
    const heading = cells[at] ?? ''
    if (!known.has(name) || heading === name) return []
    return [plainName(heading) === name ? name : `${name} (from "${heading.trim()}")`]
  })
  if (respelt.length === 0) return []
  const message = `Matched though written another way: ${respelt.join(', ')}.`
  return [sourceIssue('source-column-respelt', { file, line: 1 }, message)]
}
