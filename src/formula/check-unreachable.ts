import { shortestChains } from './check-chains.ts'
import { addFault, type Scope, tableNamed, written } from './check-scope.ts'
import { backNames, didYouMean, listWords, withArticle, writeNearest } from './check-words.ts'
import type { Table } from './schema.ts'
import type { RowsSyntax, Word } from './syntax.ts'
import type { Step } from './tree.ts'

/** A question that cannot be asked: which rows, of which table, and where it is written. */
type Question = {
  readonly scope: Scope
  readonly anchor: Table
  readonly word: Word
  readonly syntax: RowsSyntax
}

/** Says why no rows of that name belong to a row of the table, or that two chains lead there. */
export function unreachable(question: Question, ...chains: (readonly Step[] | undefined)[]): void {
  const { scope, anchor, word } = question
  const [first, second] = chains
  const link = anchor.links.get(word.text)
  const table = scope.schema.tables.get(word.text)
  if (first && second) tie(question, [first, second])
  else if (link) oneRow(question, link.to)
  else if (table) notRelated(question, table)
  else unknownTable(question)
}

function unknownTable({ scope, anchor, word }: Question): void {
  const asked = backNames(scope.schema, anchor)
  const names = [...asked, ...scope.schema.tables.keys()]
  const message = `there is no table \`${word.text}\`${didYouMean(word.text, names)}`
  const fix = writeNearest(word.text, names, askable(anchor, asked))
  addFault(scope, word.span, 'formula-unknown-table', message, fix)
}

function askable(anchor: Table, asked: readonly string[]): string {
  if (asked.length === 0) return `No table leads to ${anchor.name}.`
  return `${anchor.name} can be asked about ${listWords(asked)}.`
}

function oneRow(question: Question, to: string): void {
  const { scope, anchor, word } = question
  const { singular } = tableNamed(scope.schema, to)
  const message = `${withArticle(anchor.singular)} leads to one ${singular} at most, and \`has\` asks about many`
  addFault(scope, word.span, 'formula-one-row', message, conditionOn(question, word.text))
}

/** The conditions of the question, as conditions on the one row at the end of some links. */
function conditionOn({ scope, syntax }: Question, path: string): string {
  const conditions = (syntax.filter ?? []).map((one) => `${path}.${written(scope, one.span)}`)
  if (conditions.length === 0) return `Write a condition on one of its columns: \`${path}.…\`.`
  return `Write \`${conditions.join(', ')}\`.`
}

function notRelated(question: Question, table: Table): void {
  const { scope, anchor, word } = question
  const row = withArticle(anchor.singular)
  const [chain] = shortestChains(scope.schema, anchor, table.name)
  const path = chain?.map((step) => step.link).join('.')
  const message =
    path === undefined
      ? `no link leads from ${table.name} to ${anchor.name}, so ${row} has no ${table.plural}`
      : `${row} leads to one ${table.singular} at most, and has no ${table.plural} of its own`
  const fix =
    path === undefined
      ? askable(anchor, backNames(scope.schema, anchor))
      : conditionOn(question, path)
  addFault(scope, word.span, 'formula-not-related', message, fix)
}

function tie({ scope, anchor, word }: Question, chains: readonly (readonly Step[])[]): void {
  const ways = chains.map((chain) => `\`${chain.map((step) => step.link).join('.')}\``)
  const message = `${word.text} reaches ${anchor.name} in two ways, through ${ways.join(' and through ')}`
  const asked = chains.map((chain) => `\`${nested(scope, chain)}\``)
  const fix = `Say which: write ${asked.join(' or ')}.`
  addFault(scope, word.span, 'formula-two-links', message, fix)
}

/** `has advice[has audits[…]]`: a chain of links as questions within each other. */
function nested(scope: Scope, chain: readonly Step[]): string {
  return chain.reduce((inside, { from, link }) => {
    const back = tableNamed(scope.schema, from).links.get(link)?.back ?? from
    return `has ${back}[${inside}]`
  }, '…')
}
