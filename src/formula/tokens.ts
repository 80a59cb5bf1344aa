import { createToken, type ILexingResult, Lexer, type TokenType } from 'chevrotain'

const token = (name: string, pattern: RegExp, categories: TokenType[] = []): TokenType =>
  createToken({ name, pattern, categories })
const keyword = (name: string, categories: TokenType[] = []): TokenType =>
  token(`word ${name}`, new RegExp(`${name}(?!\\w)`), categories)
/** A token that the lexer never makes by itself: only through the tokens of its category. */
const category = (name: string): TokenType => createToken({ name, pattern: Lexer.NA })

export const HasNo = token('has no', /has\s+no(?![\w-])/)
export const AnyDate = category('date')
export const AnyQuoted = category('quoted')
export const Compare = category('comparison')
export const Or = category('or')
export const And = category('and')
export const Not = category('not')
export const In = category('in')
export const Minus = category('-')
export const Times = category('*')
export const Empty = category('empty')

export const Has = keyword('has')
export const Present = keyword('present')
export const To = keyword('to')
export const From = keyword('from')
export const Of = keyword('of')
export const At = keyword('at')
export const Denominator = keyword('denominator')
/** Not before a bracket: `month(d)` is a function and `years(rows)` an aggregate. */
export const Unit = token('unit word', /(?:day|week|month|year)s?(?!\w|\s*\()/)
export const RowAggregate = token('row aggregate', /(?:count|persons|years)(?=\s*\()/)
export const ValueAggregate = token(
  'value aggregate',
  /(?:sum|mean|median|max|min|distinct|the)(?=\s*\()/,
)
export const Year = token('year', /\d{4}[-/]\d{2}(?![\w/-])/)
export const Measure = token('measure id', /(?=[\d_-]*[A-Za-z])\w+(?:-\w+)+/)
export const NumberToken = token('number text', /\d+(?:\.\d+)?(?!\w)/)
export const WordToken = token('word', /(?=\d*[A-Za-z_])\w+/)
export const [Comma, Dot, Plus] = [token(',', /,/), token('.', /\./), token('+', /\+/)]
export const [Open, Close] = [token('(', /\(/), token(')', /\)/)]
export const [OpenFilter, CloseFilter] = [token('[', /\[/), token(']', /\]/)]

/**
 * Slips that people make, read as what was meant so that the rest can be checked. `mistakes.ts`
 * says what to write, by the name given here.
 */
const WrongDate = token('wrong-date', /\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d+(?:-\d+)+(?!\w)/, [AnyDate])
const SLIPS: TokenType[] = [
  token('not-equal', /!=|≠/, [Compare]),
  token('equal', /==/, [Compare]),
  token('at-most', /=<|≤/, [Compare]),
  token('at-least', /=>|≥/, [Compare]),
  token('both', /AND(?!\w)|&&?/, [And]),
  token('either', /OR(?!\w)|\|\|?/, [Or]),
  token('never', /NOT(?!\w)|!/, [Not]),
  token('among', /IN(?!\w)/, [In]),
  token('null', /(?:is\s+)?(?:null|NULL)(?!\w)/, [Empty]),
  token('dash', /[–—−]/, [Minus]),
  token('division', /[/÷]/, [Times]),
  token('double-quotes', /"[^"]*"|“[^”]*”|‘[^’]*’/, [AnyQuoted]),
]

export const TOKENS: TokenType[] = [
  createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED }),
  token('day', /\d{4}-\d{2}-\d{2}(?![\w-])/, [AnyDate]),
  ...[HasNo, Year, Measure, RowAggregate, ValueAggregate, WrongDate, NumberToken],
  ...[keyword('or', [Or]), keyword('and', [And]), keyword('not', [Not]), keyword('in', [In])],
  keyword('empty', [Empty]),
  ...[Has, Present, To, From, Of, At, Denominator, Unit, ...SLIPS, WordToken],
  token('quotes', /'[^']*'/, [AnyQuoted]),
  token('compare sign', /<>|<=|>=|=|<|>/, [Compare]),
  ...[Comma, Dot, Plus, token('minus', /-/, [Minus]), token('times', /\*/, [Times])],
  ...[Open, Close, OpenFilter, CloseFilter],
  ...[AnyDate, AnyQuoted, Compare, Or, And, Not, In, Minus, Times, Empty],
]

const LEXER = new Lexer(TOKENS)

/** Text to tokens; characters that begin none come back as errors. */
export function tokenize(text: string): ILexingResult {
  return LEXER.tokenize(text)
}
