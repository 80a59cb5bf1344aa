import type { IRecognitionException, IToken, TokenType } from 'chevrotain'
import type { Issue } from '../core/index.ts'
import { type Complaint, issueAt, type TextAt } from './source.ts'
import { spanOf } from './syntax-build.ts'
import {
  Close,
  CloseFilter,
  Comma,
  NumberToken,
  Of,
  Open,
  OpenFilter,
  Plus,
  Minus,
  Unit,
  WordToken,
} from './tokens.ts'

const SYNTAX = 'formula-syntax'
const PARTNERS: ReadonlyMap<TokenType, TokenType> = new Map([
  [Close, Open],
  [CloseFilter, OpenFilter],
])
const closing = (open: IToken): string => (open.tokenType === Open ? ')' : ']')

/** Brackets without their partner. */
export function bracketFaults(source: TextAt, tokens: readonly IToken[]): Issue[] {
  const open: IToken[] = []
  const faults = tokens.flatMap((token) => {
    if (token.tokenType === Open || token.tokenType === OpenFilter) open.push(token)
    const partner = PARTNERS.get(token.tokenType)
    return partner ? closingFault(source, token, partner, open) : []
  })
  const left = open.map((token) => {
    const fix = `Write \`${closing(token)}\` where it ends.`
    return bracketFault(source, token, `this \`${token.image}\` is never closed`, fix)
  })
  return [...faults, ...left]
}

function bracketFault(source: TextAt, token: IToken, message: string, fix: string): Issue {
  return issueAt(source, spanOf(token), { code: 'formula-bracket', message, fix })
}

/** Takes the last open bracket off; an issue when the one that closes is no partner of it. */
function closingFault(source: TextAt, token: IToken, partner: TokenType, open: IToken[]): Issue[] {
  const last = open.pop()
  if (last?.tokenType === partner) return []
  if (!last) {
    const message = `this \`${token.image}\` closes nothing`
    return [bracketFault(source, token, message, `Leave out \`${token.image}\`.`)]
  }
  const skipped = open.at(-1)?.tokenType === partner
  if (skipped) open.pop()
  const message = `\`${last.image}\` is still open where \`${token.image}\` stands`
  const fix = `Write \`${closing(last)}\` ${skipped ? 'before it' : 'here'}.`
  return [bracketFault(source, token, message, fix)]
}

/**
 * What the parser did not expect, in words: the first fault, and those after the next comma or
 * bracket, where reading starts afresh.
 */
export function expectationFaults(
  source: TextAt,
  tokens: readonly IToken[],
  errors: readonly IRecognitionException[],
): Issue[] {
  let fresh = -1
  return errors.flatMap((error) => {
    const at = tokens.indexOf(error.token)
    const index = at < 0 ? tokens.length : at
    if (index < fresh || (index === fresh && !isStray(tokens, index))) return []
    const next = tokens.findIndex((token, i) => i > index && startsAfresh(token))
    fresh = next < 0 ? tokens.length : next
    return [complain(source, tokens, index, error)]
  })
}

/** A comma with nothing before it is a fault of its own, though reading starts afresh there. */
function isStray(tokens: readonly IToken[], index: number): boolean {
  const before = tokens[index - 1]
  const isComma = tokens[index]?.tokenType === Comma
  return isComma && (before?.tokenType === Comma || isSign(before))
}

function startsAfresh(token: IToken): boolean {
  return [Comma, Close, CloseFilter].includes(token.tokenType)
}

function complain(
  source: TextAt,
  tokens: readonly IToken[],
  index: number,
  error: IRecognitionException,
): Issue {
  const [token, before] = [tokens[index], tokens[index - 1]]
  if (!token) return atEnd(source, before)
  const complaint =
    wantedOf(tokens, index, error) ??
    twoWords(token, before) ??
    shiftedWrongly(token, before) ??
    misplacedSign(token, before) ??
    unexpected(token, before)
  return issueAt(source, spanOf(token), complaint)
}

function atEnd(source: TextAt, last: IToken | undefined): Issue {
  if (!last) {
    const message = 'there is no formula here'
    const fix = 'Write what to count, such as `count(plans[start_date in P])`.'
    return issueAt(source, { start: 0, end: 1 }, { code: 'formula-empty', message, fix })
  }
  const end = spanOf(last).end
  const message = `the formula stops after \`${last.image}\`, where more must follow`
  const fix = 'Write what belongs there: a name, a number, a date or a bracket.'
  return issueAt(source, { start: end, end: end + 1 }, { code: SYNTAX, message, fix })
}

/** Tokens that make a condition of what stands before them. */
const CONDITION_SIGNS = ['compare sign', 'word in', 'word empty', 'word present', 'word not']

/** `count(amount of …)`, or `sum(ledger[…])` without saying of what. */
function wantedOf(
  tokens: readonly IToken[],
  index: number,
  error: IRecognitionException,
): Complaint | undefined {
  const token = tokens[index]
  const inAggregate = error.context.ruleStack.at(-1) === 'aggregate'
  if (!inAggregate || !token) return undefined
  if (token.tokenType === Of) {
    const message = '`count`, `persons` and `years` count rows and take nothing before `of`'
    return { code: SYNTAX, message, fix: 'Write `sum(amount of …)`, or leave the column out.' }
  }
  if (CONDITION_SIGNS.includes(token.tokenType.name)) {
    const message = 'a condition cannot stand before `of`, where a value belongs'
    const fix = 'Put it in square brackets after the table: `sum(amount of ledger[…])`.'
    return { code: SYNTAX, message, fix }
  }
  const sums = tokens.slice(0, index).findLast((one) => one.tokenType.name === 'value aggregate')
  if (!sums || token.tokenType !== OpenFilter) return undefined
  const message = `\`${sums.image}\` needs to know of what: the column comes before \`of\`, the rows after it`
  return { code: SYNTAX, message, fix: `Write \`${sums.image}(amount of ledger[…])\`.` }
}

/** `plans where …`, `a b`. */
function twoWords(token: IToken, before: IToken | undefined): Complaint | undefined {
  if (token.tokenType !== WordToken || before?.tokenType !== WordToken) return undefined
  const where = ['where', 'with', 'when', 'if'].includes(token.image.toLowerCase())
  const message = `\`${before.image}\` and \`${token.image}\` stand side by side with nothing between them`
  const fix = where
    ? `Write conditions in square brackets: \`${before.image}[…]\`.`
    : 'Write a comparison or a comma between them; a name has `_` in place of a space.'
  return { code: SYNTAX, message, fix }
}

/** `a + 3 fortnights`, `(a + b) + 3 days`. */
function shiftedWrongly(token: IToken, before: IToken | undefined): Complaint | undefined {
  if (before?.tokenType !== NumberToken) return undefined
  if (token.tokenType === Unit) {
    const message = `\`${before.image} ${token.image}\` is a length of time, which can only be added to a date`
    const fix = 'Write a plain number, or put it straight after the date: `start_date + 4 weeks`.'
    return { code: SYNTAX, message, fix }
  }
  if (token.tokenType !== WordToken) return undefined
  const message = `\`${before.image} ${token.image}\` is not a length of time`
  return { code: SYNTAX, message, fix: 'Write days, weeks, months or years.' }
}

/** A comma outside brackets, or two signs in a row. */
function misplacedSign(token: IToken, before: IToken | undefined): Complaint | undefined {
  if (token.tokenType === Comma) return misplacedComma(before)
  if (!isSign(token)) return undefined
  const message = `\`${token.image}\` has nothing before it to add to`
  return { code: SYNTAX, message, fix: 'Write a value on each side.' }
}

function isSign(token: IToken | undefined): boolean {
  return token?.tokenType === Plus || token?.tokenType === Minus
}

function misplacedComma(before: IToken | undefined): Complaint {
  if (before?.tokenType === Comma) {
    const message = 'two commas stand side by side with nothing between them'
    return { code: SYNTAX, message, fix: 'Leave one out.' }
  }
  if (before && isSign(before)) {
    const message = `\`${before.image}\` has nothing after it to add`
    return { code: SYNTAX, message, fix: 'Write a value on each side.' }
  }
  const message = 'a comma cannot stand here'
  const fix = 'Write conditions as `table[a, b]` and lists as `in (a, b)`.'
  return { code: SYNTAX, message, fix }
}

function unexpected(token: IToken, before: IToken | undefined): Complaint {
  const name = token.tokenType.name
  const reserved = name.startsWith('word ') || name === 'unit word'
  const follows = before
    ? `\`${token.image}\` cannot follow \`${before.image}\``
    : `a formula cannot begin with \`${token.image}\``
  const message = reserved ? `${follows}: it is a word of the language` : follows
  const fix = reserved
    ? `Write a name or a value here; a code of that name stands in quotes: '${token.image}'.`
    : 'Write a name, a number, a date or an aggregate such as `count(…)` here.'
  return { code: SYNTAX, message, fix }
}
