import { readFileSync } from 'node:fs'
import type { Catalogue } from '../../src/catalogue/index.ts'
import { PERIOD_TYPES } from '../../src/core/index.ts'
import type { FormulaKey, MeasureKind, MeasureText, TextAt, Unit } from '../../src/formula/index.ts'

/**
 * A file of faulty definitions:
 *
 *     == what is wrong, in words
 *     percentage, month                      kind and period; `id: percentage, month` to name it
 *     with standard: 18 weeks                parameters, when it has any
 *     denominator: count(reviews[…])         formulas, on the same or further lines
 *     numerator: denominator[…]
 *     --
 *     what Sendboard says
 */
export type Case = {
  readonly title: string
  readonly measures: readonly MeasureText[]
  readonly expected: string
}

export type CasesFile = {
  readonly path: string
  readonly cases: readonly Case[]
  /** The text of the file with other answers. */
  readonly write: (answers: readonly string[]) => string
}

const KINDS: readonly MeasureKind[] = [
  'count',
  'sum',
  'difference',
  'reported-value',
  'median',
  'milestone',
  'percentage',
  'rate',
  'percent-change',
  'mean',
]
const UNITS: readonly Unit[] = ['days', 'weeks', 'months', 'years', 'people', 'places', 'GBP']
const KEYS: readonly FormulaKey[] = ['value', 'denominator', 'numerator']

export function readCases(path: string): CasesFile {
  const lines = readFileSync(path, 'utf8').split('\n')
  const starts = lines.flatMap((line, index) => (line.startsWith('== ') ? [index] : []))
  const parts = starts.map((start, index) => {
    const rest = lines.slice(start, starts[index + 1])
    const cut = rest.includes('--') ? rest.indexOf('--') : rest.length
    const told = rest.slice(0, cut)
    const expected = rest
      .slice(cut + 1)
      .join('\n')
      .trimEnd()
    return { told, expected, start }
  })
  return {
    path,
    cases: parts.map(({ told, expected, start }) => ({
      title: (told[0] ?? '').slice('== '.length),
      measures: measuresOf(told.slice(1), start + 2, path),
      expected,
    })),
    write: (answers) =>
      [
        ...lines.slice(0, starts[0]),
        ...parts.flatMap(({ told }, index) => {
          const body = told.join('\n').trimEnd().split('\n')
          return [...body, '--', answers[index] ?? '', '']
        }),
      ].join('\n'),
  }
}

type Draft = Omit<MeasureText, 'texts' | 'parameters'> & {
  texts: Partial<Record<FormulaKey, TextAt>>
  parameters: MeasureText['parameters'][number][]
  /** The formula that a further line goes on with. */
  last?: FormulaKey
}

function measuresOf(lines: readonly string[], first: number, file: string): MeasureText[] {
  const drafts: Draft[] = []
  for (const [index, line] of lines.entries()) {
    const place = { file, line: first + index, column: 1 }
    const head = /^(?:([\w-]+): )?([\w-]+), ([\w-]+)$/.exec(line)
    const draft = drafts.at(-1)
    if (head) {
      const [, id = 'planted-fault', kind, period] = head
      const named = { id, kind: oneOf(KINDS, kind), period: oneOf(PERIOD_TYPES, period) }
      drafts.push({ ...named, texts: {}, parameters: [], place })
    } else if (draft && line !== '') readLine(draft, line, place)
  }
  return drafts.map(({ last: _, ...measure }) => measure)
}

function readLine(draft: Draft, line: string, place: MeasureText['place']): void {
  const parameter = /^with (\w+): (\S+)(?: (\w+))?$/.exec(line)
  if (parameter) {
    const [, name = '', value = '0', unit] = parameter
    const found = UNITS.find((one) => one === unit)
    draft.parameters.push({ name, value, ...(found && { unit: found }) })
    return
  }
  const own = KEYS.find((key) => line.startsWith(`${key}:`))
  const before = draft.last && draft.texts[draft.last]
  if (own) {
    const start = own.length + 2
    draft.texts[own] = { text: line.slice(start), place: { ...place, column: start + 1 } }
    draft.last = own
  } else if (draft.last && before) {
    draft.texts[draft.last] = { ...before, text: `${before.text}\n${line}` }
  }
}

function oneOf<T extends string>(list: readonly T[], text: string | undefined): T {
  const found = list.find((one) => one === text)
  if (found === undefined) throw new Error(`${String(text)} is none of ${list.join(', ')}`)
  return found
}

/** Measures of the catalogue as texts, so that a faulty one may name them. */
export function measureTexts(catalogue: Catalogue, ids: readonly string[]): MeasureText[] {
  return ids.map((id) => {
    const measure = catalogue.measures.get(id)
    if (!measure) throw new Error(`the catalogue has no ${id}`)
    const { kind, period, parameters, place, text } = measure
    const texts = Object.fromEntries(
      Object.entries(text).map(([key, written]) => [key, { text: written, place }]),
    )
    return { id, kind, period, texts, parameters, place }
  })
}
