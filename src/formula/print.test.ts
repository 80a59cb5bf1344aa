import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFormula } from './parse.ts'
import { printSyntax } from './print.ts'
import type { RowsSyntax, Syntax, Word } from './syntax.ts'

const span = { start: 0, end: 0 }
const NAMES = ['kind', 'P', '19_25', 'monthly', 'start_date', 'in_force', 'counted', 'this']
const word = fc.constantFrom(...NAMES).map((text): Word => ({ text, span }))
const words = fc.array(word, { minLength: 1, maxLength: 3 })
const whole = fc.integer({ min: -400, max: 400 })

const plain = fc.oneof(
  fc.constantFrom('0', '12', '0.5').map((text): Syntax => ({ kind: 'number', text, span })),
  fc.constantFrom('2018-01-01').map((text): Syntax => ({ kind: 'date', text, span })),
  fc.constantFrom('2021-22', '2020/21').map((text): Syntax => ({ kind: 'year', text, span })),
  fc.constantFrom('x y', '', 'or').map((text): Syntax => ({ kind: 'quoted', text, span })),
)

type Parts = Record<'formula' | 'bound' | 'end', Syntax> & {
  rows: RowsSyntax
  filter: readonly Syntax[]
}

const { formula } = fc.letrec<Parts>((tie) => ({
  filter: fc.array(tie('formula'), { minLength: 1, maxLength: 3 }),
  rows: fc.oneof(
    words.map((list): RowsSyntax => ({ words: list, span })),
    fc
      .tuple(fc.oneof(words, fc.constant([])), tie('filter'))
      .map(([list, filter]): RowsSyntax => ({ words: list, filter, span })),
  ),
  bound: fc.oneof(
    { depthSize: 'small' },
    plain,
    words.map((list): Syntax => ({ kind: 'path', words: list, span })),
    fc
      .tuple(words, fc.array(tie('formula'), { maxLength: 2 }))
      .map(([list, values]): Syntax => ({ kind: 'path', words: list, arguments: values, span })),
    fc
      .tuple(tie('bound'), whole, fc.constantFrom('day', 'week', 'month', 'year'))
      .map(([of, count, unit]): Syntax => ({ kind: 'shift', of, count, unit, span })),
  ),
  end: fc.oneof(
    tie('bound'),
    tie('bound').map((of): Syntax => ({ kind: 'negative', of, span })),
  ),
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('bound'),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('formula'), { minLength: 2, maxLength: 3 }))
      .map(([operator, operands]): Syntax => ({ kind: 'logic', operator, operands, span })),
    tie('formula').map((of): Syntax => ({ kind: 'not', of, span })),
    tie('formula').map((of): Syntax => ({ kind: 'negative', of, span })),
    fc
      .tuple(fc.boolean(), tie('rows'))
      .map(([negated, rows]): Syntax => ({ kind: 'has', negated, rows, span })),
    fc
      .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), tie('formula'), tie('formula'))
      .map(([operator, left, right]): Syntax => ({
        kind: 'comparison',
        operator,
        left,
        right,
        span,
      })),
    fc
      .tuple(fc.constantFrom('+', '-', '*'), tie('formula'), tie('formula'))
      .map(([operator, left, right]): Syntax => ({
        kind: 'arithmetic',
        operator,
        left,
        right,
        span,
      })),
    fc
      .tuple(fc.boolean(), tie('formula'))
      .map(([present, of]): Syntax => ({ kind: 'emptiness', of, present, span })),
    fc
      .tuple(
        fc.boolean(),
        tie('formula'),
        fc.array(fc.oneof(tie('end'), fc.constant('empty' as const)), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([negated, of, items]): Syntax => ({ kind: 'in-list', negated, of, items, span })),
    fc
      .tuple(fc.boolean(), tie('formula'), tie('end'), fc.option(tie('end'), { nil: undefined }))
      .map(([negated, of, from, to]): Syntax => {
        return { kind: 'in-range', negated, of, from, ...(to && { to }), span }
      }),
    fc
      .tuple(fc.constantFrom('days', 'weeks'), tie('bound'), tie('bound'))
      .map(([unit, from, to]): Syntax => ({ kind: 'span', unit, from, to, span })),
    fc
      .tuple(fc.constantFrom('count', 'persons', 'years'), tie('rows'))
      .map(([name, rows]): Syntax => ({ kind: 'aggregate', name, rows, span })),
    fc
      .tuple(fc.constantFrom('sum', 'median', 'the', 'max'), tie('formula'), tie('rows'))
      .map(([name, of, rows]): Syntax => ({ kind: 'aggregate', name, of, rows, span })),
    fc.constantFrom('new-plans', 'k2-x').map((id): Syntax => ({ kind: 'measure', id, span })),
    tie('bound').map((at): Syntax => ({ kind: 'measure', id: 'active-plans', at, span })),
    tie('filter').map((filter): Syntax => ({ kind: 'denominator', filter, span })),
    fc.constant<Syntax>({ kind: 'denominator', span }),
  ),
}))

function parsed(text: string): Syntax {
  const result = parseFormula({ text, place: { file: 'test.yaml' } })
  assert.ok(result.ok, result.ok ? '' : `${text}\n${JSON.stringify(result.issues, null, 1)}`)
  return result.value
}

/** The tree without its places. */
function shape(syntax: Syntax): unknown {
  return JSON.parse(
    JSON.stringify(syntax, (key, value: unknown) => (key === 'span' ? undefined : value)),
  )
}

test('a printed formula reads back as the same tree', () => {
  fc.assert(
    fc.property(formula, (syntax) => {
      assert.deepEqual(shape(parsed(printSyntax(syntax))), shape(syntax))
    }),
    { numRuns: 2000, seed: 20181 },
  )
})

test('brackets are kept only where they change the meaning', () => {
  const print = (text: string): string => printSyntax(parsed(text))
  assert.equal(print('(a) = (b)'), 'a = b')
  assert.equal(print('a and (b or c)'), 'a and (b or c)')
  assert.equal(print('(a and b) or c'), 'a and b or c')
  assert.equal(print('a - (b - c)'), 'a - (b - c)')
  assert.equal(print('(a - b) - c'), 'a - b - c')
  assert.equal(print('not (a = 1)'), 'not a = 1')
  assert.equal(print('(a + b) * 2'), '(a + b) * 2')
  assert.equal(print('x+1 day'), 'x + 1 day')
  assert.equal(print('x   - 2 day'), 'x - 2 days')
})

const FORMULAS = '../shared/reference/formulas.txt'
test(
  'every formula of the reference prints back to its own text',
  {
    skip: !existsSync(FORMULAS) && `${FORMULAS} is not here`,
  },
  () => {
    const lines = readFileSync(FORMULAS, 'utf8').split('\n')
    const texts = lines.flatMap((line) => {
      const found =
        /^ {2}(?:value|denominator|numerator): (.*)$|^\w+\.\w+(?:\(.*?\))? := (.*)$/.exec(line)
      return found?.[1] ?? found?.[2] ?? []
    })
    assert.equal(texts.length, 365)
    assert.deepEqual(
      texts.map((text) => printSyntax(parsed(text))),
      texts,
    )
  },
)
