import {
  addFault,
  type Anchor,
  type Argument,
  type Faults,
  rowName,
  type Scope,
} from './check-scope.ts'
import { readColumn } from './check-names.ts'
import { hasEnds, typeWords, YES_NO } from './check-types.ts'
import { parseFormula } from './parse.ts'
import type { Spell, Term } from './schema.ts'
import type { PathSyntax } from './syntax.ts'
import type { Expression } from './tree.ts'

/** `active(D)`: two columns of the row and the date or period asked about. */
export function checkSpell(
  syntax: PathSyntax,
  spell: Spell,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const { name, label } = spell
  const [argument, more] = syntax.arguments ?? []
  if (!argument || more) {
    const message = `\`${name}\` is asked on a date or over a period`
    const fix = `Write \`${name}(D)\` or \`${name}(P)\`.`
    return addFault(scope, syntax.span, 'formula-without-time', message, fix)
  }
  const at = scope.check(argument, scope)
  if (!at) return undefined
  if (at.type.is !== 'date' && !hasEnds(at.type)) {
    const message = `\`${name}\` is asked on a date or over a period; this is ${typeWords(at.type)}`
    return addFault(scope, argument.span, 'formula-type', message, `Write \`${name}(D)\`.`)
  }
  const from = readColumn(scope, anchor, spell.from, syntax.span)
  const until = readColumn(scope, anchor, spell.until, syntax.span)
  if (!from || !until) return undefined
  return { kind: 'spell', name, label, from, until, at, type: YES_NO, span: syntax.span }
}

/** A term, with its formula written out beside it: arguments put in, names read from its own row. */
export function checkTerm(
  syntax: PathSyntax,
  term: Term,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const given = syntax.arguments ?? []
  if (given.length !== term.parameters.length) return wrongCount(syntax, term, scope)
  const id = `${anchor.table.name}.${term.name}`
  if (scope.terms.includes(id)) {
    const circle = [...scope.terms.slice(scope.terms.indexOf(id)), id]
    const message = circle.join(', which needs ').replace(', which needs', ' needs')
    const fix = 'Write one of them out in columns alone.'
    return addFault(scope, syntax.span, 'formula-term-cycle', message, fix)
  }
  const row = rowName(scope, anchor, syntax.span)
  if (!row) return undefined
  const passed = given.map((one): Argument => ({ is: 'written', syntax: one, scope, read: [] }))
  const body = writeOut(term, passed, { ...scope, terms: [...scope.terms, id] }, anchor)
  if (body.faults.issues.length > 0) return termFault(syntax, id, body.faults, scope)
  const values = passed.flatMap((argument) => valueOf(argument) ?? [])
  if (!body.expression || values.length < given.length) return undefined
  return {
    kind: 'term',
    row,
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

/** An argument as its term first read it, or by itself when the term never did. */
function valueOf(argument: Argument): Expression | undefined {
  if (argument.is === 'unknown') return undefined
  if (argument.read.length > 0) return argument.read[0]
  return argument.scope.check(argument.syntax, argument.scope)
}

function writeOut(
  term: Term,
  passed: readonly Argument[],
  scope: Scope,
  anchor: Anchor,
): { readonly expression: Expression | undefined; readonly faults: Faults } {
  const text = { text: term.formula, place: { file: `${anchor.table.name}.${term.name}` } }
  const parsed = parseFormula(text)
  const faults: Faults = { text, issues: [...parsed.issues] }
  const bindings = term.parameters.flatMap((name, index): (readonly [string, Argument])[] => {
    const argument = passed[index]
    return argument ? [[name, argument]] : []
  })
  const { asked: _, ...outer } = scope
  const own: Scope = {
    ...outer,
    faults,
    row: anchor,
    parameters: new Map(),
    bindings: new Map(bindings),
  }
  return { expression: parsed.ok ? scope.check(parsed.value, own) : undefined, faults }
}

function wrongCount(syntax: PathSyntax, term: Term, scope: Scope): Expression | undefined {
  const takes = term.parameters.length
  const many = takes === 1 ? 'one value' : takes === 0 ? 'no values' : `${String(takes)} values`
  const brackets = takes === 0 ? '' : `(${term.parameters.join(', ')})`
  const message = `\`${term.name}\` takes ${many} in its brackets`
  const fix = `Write \`${term.name}${brackets}\`.`
  return addFault(scope, syntax.span, 'formula-arguments', message, fix)
}

function termFault(
  syntax: PathSyntax,
  id: string,
  faults: Faults,
  scope: Scope,
): Expression | undefined {
  const [first] = faults.issues
  const inner = INNER.find((code) => code === first?.code)
  if (inner && first) return addFault(scope, syntax.span, inner, first.message, first.fix)
  const message = `${id} cannot be read here: ${first?.message ?? 'it has a fault'}`
  const fix = `It means \`${faults.text.text}\`; give it values that fit, or mend the term.`
  return addFault(scope, syntax.span, 'formula-term', message, fix)
}

/** Faults that a term hands on as they are: they are about terms already. */
const INNER = ['formula-term', 'formula-term-cycle'] as const
