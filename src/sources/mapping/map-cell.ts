import type { Column } from '../../catalogue/index.ts'
import { dayIn } from './days.ts'
import type { MappedColumn, Mapping } from './types.ts'

/** Makes of a cell of an extract what the table's own file would hold. */
export type CellMap = (text: string) => string

const NUMBERS = new Set(['integer', 'number', 'money'])
const WITH_COMMAS = /^(-?)£?(\d{1,3}(?:,\d{3})*)(\.\d+)?$|^(-?)£(\d+)(\.\d+)?$/

/**
 * The map of one column. What it does not know it leaves as it stands, for the check of the column to
 * refuse.
 */
export function cellMap(
  mapping: Mapping,
  mapped: MappedColumn,
  column: Column | undefined,
): CellMap {
  const { always, codes } = mapped
  if (always !== undefined) return () => always
  const typed = typedMap(mapping, column)
  return (text) => {
    const bare = text.trim()
    const word = bare.toLowerCase()
    const code = codes.get(word)
    if (code !== undefined) return code
    return mapping.empty.has(word) ? '' : typed(bare)
  }
}

function typedMap({ days, dropTimes, commas }: Mapping, column: Column | undefined): CellMap {
  if (column === undefined) return (text) => text
  if (column.type === 'date') return (text) => dayIn(days, text, dropTimes) ?? text
  if (commas && NUMBERS.has(column.type)) return withoutCommas
  const isYesNo = column.codes?.has('Y') === true && column.codes.has('N')
  return isYesNo ? yesNo : (text) => text
}

/** `£1,250.00` is `1250.00`; commas anywhere but between thousands stay. */
function withoutCommas(text: string): string {
  return WITH_COMMAS.test(text) ? text.replace(/[£,]/g, '') : text
}

const YES_NO: ReadonlyMap<string, string> = new Map([
  ['yes', 'Y'],
  ['no', 'N'],
  ['true', 'Y'],
  ['false', 'N'],
  ['y', 'Y'],
  ['n', 'N'],
])

function yesNo(text: string): string {
  return YES_NO.get(text.toLowerCase()) ?? text
}
