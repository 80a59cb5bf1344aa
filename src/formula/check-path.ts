import { checkExpression } from './check-expression.ts'
import {
  bareCode,
  listWords,
  namedValue,
  periodEnd,
  readColumn,
  unknownName,
  walk,
} from './check-names.ts'
import { type Anchor, type Scope } from './check-scope.ts'
import { DATE, hasEnds, joined, numberOf, typeWords, YES_NO } from './check-types.ts'
import { addFault, type Faults } from './fault.ts'
import { nearest } from './nearest.ts'
import { parseFormula } from './parse.ts'
import type { Spell, Term } from './schema.ts'
import type { PathSyntax, Syntax, Word } from './syntax.ts'
import type { Expression, FunctionName, ValueType } from './tree.ts'

/** The functions: how many arguments, and the type of the result. */
const FUNCTIONS: ReadonlyMap<string, { name: FunctionName; takes: number; gives: ValueType }> =
  new Map([
    ['least', { name: 'least', takes: 2, gives: numberOf() }],
    ['greatest', { name: 'greatest', takes: 2, gives: numberOf() }],
    ['month', { name: 'month', takes: 1, gives: numberOf() }],
    ['age_on', { name: 'age_on', takes: 2, gives: numberOf('years') }],
    ['academic_age_on', { name: 'academic_age_on', takes: 2, gives: numberOf('years') }],
    ['school_year_start', { name: 'school_year_start', takes: 2, gives: DATE }],
    ['census_day_by', { name: 'census_day_by', takes: 1, gives: DATE }],
    ['census_day_after', { name: 'census_day_after', takes: 1, gives: DATE }],
  ])

/** A name, looked up in the order of the language: code, argument, parameter, run value, column or term. */
export function checkPath(
  syntax: PathSyntax,
  scope: Scope,
  expected?: ValueType,
): Expression | undefined {
  const simple =
    bareCode(syntax, expected) ?? simpleValue(syntax, scope) ?? periodEnd(scope, syntax)
  if (simple) return simple
  const [only, second] = syntax.words
  if (only && !second && syntax.arguments && FUNCTIONS.has(only.text)) {
    return checkCall(syntax, only, scope)
  }
  return fromRow(syntax, scope)
}

function simpleValue(syntax: PathSyntax, scope: Scope): Expression | undefined {
  const [word] = syntax.words
  return word && syntax.words.length === 1 && !syntax.arguments
    ? namedValue(scope, word)
    : undefined
}

function checkCall(syntax: PathSyntax, word: Word, scope: Scope): Expression | undefined {
  const known = FUNCTIONS.get(word.text)
  const written = syntax.arguments ?? []
  if (!known) return undefined
  if (written.length !== known.takes) return wrongCount(syntax, word.text, known.takes, scope)
  const values = written.flatMap((argument) => checkExpression(argument, scope) ?? [])
  if (values.length < written.length) return undefined
  const [first, second] = values
  const chooses = known.name === 'least' || known.name === 'greatest'
  const type = chooses && first && second ? joined(first.type, second.type) : known.gives
  return { kind: 'call', name: known.name, arguments: values, type, span: syntax.span }
}

function wrongCount(syntax: Syntax, name: string, takes: number, scope: Scope): undefined {
  const many = takes === 1 ? 'one value' : `${String(takes)} values`
  return addFault(
    scope.faults,
    syntax.span,
    'arguments',
    `\`${name}\` takes ${takes === 0 ? 'no values' : many} in its brackets`,
  )
}

function fromRow(syntax: PathSyntax, scope: Scope): Expression | undefined {
  const last = syntax.words.at(-1)
  if (!last) return undefined
  if (!scope.row) return noRow(syntax, scope)
  const anchor = walk(scope, syntax.words.slice(0, -1))
  if (!anchor) return undefined
  const { table } = anchor
  if (table.columns.has(last.text) && !syntax.arguments) {
    return readColumn(scope, anchor, last.text, syntax.span)
  }
  const spell = table.spells.get(last.text)
  if (spell) return checkSpell(syntax, spell, anchor, scope)
  const term = table.terms.get(last.text)
  if (term) return checkTerm(syntax, term, anchor, scope)
  if (isManyRows(scope, anchor, last)) return undefined
  return unknownName(scope, table, last)
}

function isManyRows(scope: Scope, anchor: Anchor, word: Word): boolean {
  const { schema } = scope
  const many = [...schema.tables.values()].some((other) =>
    [...other.links.values()].some(
      (link) => link.to === anchor.table.name && link.back === word.text,
    ),
  )
  if (!many) return false
  addFault(
    scope.faults,
    word.span,
    'many-rows',
    `a ${anchor.table.singular} has many ${word.text}; ask \`has ${word.text}[…]\` or \`count(${word.text}[…])\``,
  )
  return true
}

function noRow(syntax: PathSyntax, scope: Scope): undefined {
  const name = syntax.words.map((word) => word.text).join('.')
  const measures = [...scope.measure.known.keys()]
  const near = nearest(name, [...measures, ...scope.parameters.keys(), ...FUNCTIONS.keys()])
  const isTable = scope.schema.tables.has(name)
  return addFault(
    scope.faults,
    syntax.span,
    'unknown-name',
    isTable
      ? `\`${name}\` is a table; a measure needs a number of its rows, such as \`count(${name}[…])\``
      : `there is no \`${name}\` here.${near ? ` Did you mean \`${near}\`?` : ''}`,
    isTable || near ? undefined : 'Columns have a meaning only inside `table[…]` or after `of`.',
  )
}

function checkSpell(
  syntax: PathSyntax,
  spell: Spell,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const [argument, more] = syntax.arguments ?? []
  if (!argument || more) {
    return addFault(
      scope.faults,
      syntax.span,
      'spell-without-time',
      `\`${spell.name}\` is asked on a date or over a period`,
      `Write \`${spell.name}(D)\` or \`${spell.name}(P)\`.`,
    )
  }
  const at = checkExpression(argument, scope, DATE)
  if (!at) return undefined
  if (at.type.is !== 'date' && !hasEnds(at.type)) {
    return addFault(
      scope.faults,
      argument.span,
      'not-a-date',
      `\`${spell.name}\` is asked on a date or over a period; this is ${typeWords(at.type)}`,
    )
  }
  const from = readColumn(scope, anchor, spell.from, syntax.span)
  const until = readColumn(scope, anchor, spell.until, syntax.span)
  const { name, label } = spell
  return { kind: 'spell', name, label, from, until, at, type: YES_NO, span: syntax.span }
}

/** A term, with its formula written out beside it: arguments put in, names read from its own row. */
function checkTerm(
  syntax: PathSyntax,
  term: Term,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const written = syntax.arguments ?? []
  if (written.length !== term.parameters.length) {
    return wrongCount(syntax, term.name, term.parameters.length, scope)
  }
  const id = `${anchor.table.name}.${term.name}`
  if (scope.terms.includes(id)) return termCycle(syntax, [...scope.terms, id], scope)
  const values = written.flatMap((argument) => checkTermArgument(argument, scope) ?? [])
  if (values.length < written.length) return undefined
  const body = writeOut(term, values, { ...scope, terms: [...scope.terms, id] }, anchor)
  if (!body.expression) return termFault(syntax, id, body.faults, scope)
  return {
    kind: 'term',
    row: anchor.row,
    path: anchor.path,
    table: anchor.table.name,
    name: term.name,
    arguments: values,
    body: body.expression,
    ...(term.sentence !== undefined && { sentence: term.sentence }),
    type: body.expression.type,
    span: syntax.span,
  }
}

/** An argument may be a code, such as a question's, that names nothing else. */
function checkTermArgument(argument: Syntax, scope: Scope): Expression | undefined {
  if (argument.kind !== 'path' || argument.words.length !== 1 || argument.arguments) {
    return checkExpression(argument, scope)
  }
  const word = argument.words[0]?.text ?? ''
  const table = scope.row?.table
  const known =
    namedValue(scope, { text: word, span: argument.span }) ??
    (table?.columns.has(word) || table?.terms.has(word)
      ? checkExpression(argument, scope)
      : undefined)
  return (
    known ?? { kind: 'literal', value: word, type: { is: 'code', codes: [] }, span: argument.span }
  )
}

function writeOut(
  term: Term,
  values: readonly Expression[],
  scope: Scope,
  anchor: Anchor,
): { expression: Expression | undefined; faults: Faults } {
  const text = { text: term.formula, place: { file: `${anchor.table.name}.${term.name}` } }
  const parsed = parseFormula(text)
  const faults: Faults = { text, issues: [...parsed.issues] }
  const bindings = new Map(term.parameters.map((name, index) => [name, values[index]] as const))
  const { asked: _, ...outer } = scope
  const own: Scope = {
    ...outer,
    faults,
    row: anchor,
    parameters: new Map(),
    bindings: new Map([...bindings].flatMap(([name, value]) => (value ? [[name, value]] : []))),
  }
  const expression = parsed.ok ? checkExpression(parsed.value, own) : undefined
  return { expression: faults.issues.length === 0 ? expression : undefined, faults }
}

function termCycle(syntax: Syntax, names: readonly string[], scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.span,
    'term-cycle',
    `${names.at(-1) ?? 'a term'} needs itself: ${listWords(names, 'then')}`,
  )
}

function termFault(syntax: Syntax, id: string, faults: Faults, scope: Scope): undefined {
  const first = faults.issues[0]
  return addFault(
    scope.faults,
    syntax.span,
    first?.code ?? 'term',
    `in ${id} := ${faults.text.text}: ${first?.message ?? 'it cannot be read'}`,
    first?.fix,
  )
}
