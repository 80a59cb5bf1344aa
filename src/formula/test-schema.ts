import type { Column, ColumnType, Link, Schema, Spell, Table, Term, Unit } from './schema.ts'

/**
 * A schema for the tests of this folder, in short lines, so that they stand on their own:
 *
 *     table plans plan | key plan_id | main active
 *     start_date! date                 ! = never empty, ~ = derived
 *     places integer places            a unit after the type
 *     decision code M A C              codes after the type
 *     link request requests request_id request_id [back]
 *     link advice advice subject_id advice_id audits subject_type advice
 *     spell active held_from held_until in force
 *     latest latest latest_from latest_until newest
 *     term pre16(t) := person.academic_age(t) <= 15
 *     set THERAPIES speech_language physiotherapy
 */
export function readSchema(text: string): Schema {
  const tables = new Map<string, Table>()
  const sets = new Map<string, readonly string[]>()
  for (const block of text.split(/\n(?=table |set )/)) {
    const [head = '', ...lines] = block.trim().split('\n')
    if (head.startsWith('set ')) {
      const [, name = '', ...codes] = head.split(' ')
      sets.set(name, codes)
    } else if (head.startsWith('table ')) {
      const table = readTable(head, lines.map((line) => line.trim()).filter(Boolean))
      tables.set(table.name, table)
    }
  }
  return { tables, sets }
}

function readTable(head: string, lines: readonly string[]): Table {
  const [names = '', ...options] = head.split('|').map((part) => part.trim())
  const [, name = '', ...singular] = names.split(' ')
  const option = (word: string): readonly string[] =>
    options
      .find((one) => one.startsWith(`${word} `))
      ?.split(' ')
      .slice(1) ?? []
  const main = option('main')[0]
  const read = <T>(words: readonly string[], make: (line: string) => T): T[] =>
    lines.filter((line) => words.includes(line.split(' ')[0] ?? '')).map(make)
  const named = <T extends { name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
    new Map(items.map((item) => [item.name, item]))
  const special = ['link', 'spell', 'latest', 'term']
  const columns = lines.filter((line) => !special.includes(line.split(' ')[0] ?? ''))
  return {
    name,
    singular: singular.join(' '),
    plural: option('plural').join(' ') || name.replaceAll('_', ' '),
    key: option('key'),
    derived: option('from').length > 0,
    columns: named(columns.map(readColumn)),
    links: named(read(['link'], (line) => readLink(line, name))),
    spells: named(read(['spell', 'latest'], readSpell)),
    terms: named(read(['term'], readTerm)),
    madeFrom: option('from'),
    ...(main !== undefined && { mainSpell: main }),
  }
}

const TYPES: ReadonlyMap<string, ColumnType> = new Map(
  (
    [
      'text',
      'code',
      'date',
      'integer',
      'number',
      'money',
      'financial-year',
      'academic-year',
    ] as const
  ).map((type) => [type, type]),
)
const UNITS: ReadonlyMap<string, Unit> = new Map(
  (['years', 'places', 'sessions', 'hours', 'readers', 'points'] as const).map((unit) => [
    unit,
    unit,
  ]),
)

function readColumn(line: string): Column {
  const [written = '', kind = '', ...rest] = line.split(' ')
  const name = written.replace(/[!~]/g, '')
  const unit = UNITS.get(rest[0] ?? '')
  return {
    name,
    type: TYPES.get(kind) ?? 'text',
    mayBeEmpty: !written.includes('!'),
    derived: written.includes('~'),
    label: name.replaceAll('_', ' '),
    ...(kind === 'code' && {
      codes: new Map(rest.map((code) => [code, LABELS.get(code) ?? code.replaceAll('_', ' ')])),
    }),
    ...(kind !== 'code' && unit && { unit }),
  }
}

const LABELS: ReadonlyMap<string, string> = new Map([
  ['Y', 'yes'],
  ['N', 'no'],
])

function readLink(line: string, table: string): Link {
  const [, name = '', to = '', column = '', toColumn = '', back = table, only, ...codes] =
    line.split(' ')
  const link = { name, to, column, toColumn, back }
  if (only === undefined) return link
  const not = codes[0] === 'not'
  const rest = { column: only, codes: not ? codes.slice(1) : codes }
  return { ...link, only: not ? { ...rest, not } : rest }
}

function readSpell(line: string): Spell {
  const [kind, name = '', from = '', until = '', ...label] = line.split(' ')
  return { name, from, until, label: label.join(' '), latest: kind === 'latest' }
}

function readTerm(line: string): Term {
  const [head = '', formula = ''] = line.slice('term '.length).split(' := ')
  const [name = '', parameters = ''] = head.replace(')', '').split('(')
  return { name, parameters: parameters.split(', ').filter(Boolean), formula }
}
