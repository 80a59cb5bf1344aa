import { checkCall, isFunction } from './check-call.ts'
import {
  bareCode,
  type Found,
  isNamedValue,
  manyRows,
  namedValue,
  periodEnd,
  readColumn,
  unknownCode,
  unknownName,
  walk,
} from './check-names.ts'
import { addFault, type Anchor, type Scope, written } from './check-scope.ts'
import { checkSpell, checkTerm } from './check-terms.ts'
import { backNames, didYouMean, listWords, writeNearest } from './check-words.ts'
import { nearest } from './nearest.ts'
import type { PathSyntax, Word } from './syntax.ts'
import type { Expression } from './tree.ts'

/** A name, in the order of the language: code, argument, parameter, run value, column or term. */
export function checkPath(
  syntax: PathSyntax,
  scope: Scope,
  beside?: Expression,
): Expression | undefined {
  const code = bareCode(syntax, beside)
  if (code) return code
  const named = simpleValue(syntax, scope, beside) ?? periodEnd(scope, syntax)
  if (named) return named.value
  const [only, second] = syntax.words
  return only && !second ? oneWord(syntax, only.text, scope, beside) : fromRow(syntax, scope)
}

function oneWord(
  syntax: PathSyntax,
  name: string,
  scope: Scope,
  beside?: Expression,
): Expression | undefined {
  if (syntax.arguments) {
    return isFunction(name) ? checkCall(syntax, name, scope) : fromRow(syntax, scope)
  }
  if (beside?.type.is !== 'code' || meansSomething(scope, name)) return fromRow(syntax, scope)
  return unknownCode(scope, beside, name, beside.type.codes, syntax.span)
}

function simpleValue(syntax: PathSyntax, scope: Scope, beside?: Expression): Found | undefined {
  const [word, second] = syntax.words
  return word && !second && !syntax.arguments ? namedValue(scope, word, beside) : undefined
}

/** Whether a bare word means something by itself where it stands. */
export function meansSomething(scope: Scope, name: string): boolean {
  const table = scope.row?.table
  return (
    isNamedValue(scope, name) ||
    (table?.columns.has(name) ?? false) ||
    (table?.terms.has(name) ?? false)
  )
}

function fromRow(syntax: PathSyntax, scope: Scope): Expression | undefined {
  const last = syntax.words.at(-1)
  if (!last) return undefined
  if (!scope.row) return noRow(syntax, scope)
  const anchor = walk(scope, syntax.words.slice(0, -1))
  return anchor && named(syntax, last, anchor, scope)
}

function named(
  syntax: PathSyntax,
  last: Word,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const { table } = anchor
  if (table.columns.has(last.text) && !syntax.arguments) {
    return readColumn(scope, anchor, last.text, syntax.span)
  }
  const spell = table.spells.get(last.text)
  if (spell) return checkSpell(syntax, spell, anchor, scope)
  const term = table.terms.get(last.text)
  if (term) return checkTerm(syntax, term, anchor, scope)
  if (table.columns.has(last.text)) return columnWithBrackets(syntax, last, scope)
  if (syntax.arguments) return unknownTerm(syntax, last, anchor, scope)
  if (table.links.has(last.text)) return linkAsValue(last, anchor, scope)
  if (backNames(scope.schema, table).includes(last.text)) return manyRows(scope, table, last)
  return unknownName(scope, table, last)
}

function columnWithBrackets(syntax: PathSyntax, last: Word, scope: Scope): Expression | undefined {
  const message = `\`${last.text}\` is a column and takes nothing in brackets`
  return addFault(scope, syntax.span, 'formula-arguments', message, `Write \`${last.text}\`.`)
}

function linkAsValue(last: Word, anchor: Anchor, scope: Scope): Expression | undefined {
  const link = anchor.table.links.get(last.text)
  const other = scope.schema.tables.get(link?.to ?? '')
  const columns = [...(other?.columns.values() ?? [])]
  const example = columns.find(({ type }) => type !== 'text')?.name ?? 'column'
  const message = `\`${last.text}\` leads to ${other?.singular ? `a row of ${other.name}` : 'a row'}; it has no value of its own`
  const fix = `Name a column of it, such as \`${last.text}.${example}\`.`
  return addFault(scope, last.span, 'formula-link-as-value', message, fix)
}

function unknownTerm(
  syntax: PathSyntax,
  last: Word,
  anchor: Anchor,
  scope: Scope,
): Expression | undefined {
  const names = [...anchor.table.spells.keys(), ...anchor.table.terms.keys()]
  const message = `${anchor.table.name} has no term \`${last.text}(…)\`${didYouMean(last.text, names)}`
  const listed =
    names.length > 0 ? `Its terms are ${listWords(names)}.` : `${anchor.table.name} has no terms.`
  const args = written(scope, { start: last.span.end, end: syntax.span.end })
  const near = nearest(last.text, names)
  const fix = near === undefined ? listed : `Write \`${near}${args}\`.`
  return addFault(scope, last.span, 'formula-unknown-name', message, fix)
}

function noRow(syntax: PathSyntax, scope: Scope): Expression | undefined {
  const name = syntax.words.map((word) => word.text).join('.')
  if (scope.schema.tables.has(name)) {
    const message = `\`${name}\` is a table; a measure needs a number of its rows`
    return addFault(scope, syntax.span, 'formula-type', message, `Write \`count(${name}[…])\`.`)
  }
  const near = [...scope.measure.known.keys(), ...scope.parameters.keys()]
  const message = `there is no \`${name}\` here${didYouMean(name, near)}`
  const otherwise = 'A column has a meaning only inside `table[…]` or before `of`.'
  const fix = writeNearest(name, near, otherwise)
  return addFault(scope, syntax.span, 'formula-unknown-name', message, fix)
}
