import type { AggregateSyntax, PathSyntax, RowsSyntax, Syntax, Word } from './syntax.ts'

/** How tightly each form binds; an operand that binds less tightly than its place needs brackets. */
const LOOSEST = 0
const OR = 1
const AND = 2
const NOT = 3
const TEST = 4
const SUM = 5
const PRODUCT = 6
const FACTOR = 7
/** A value that may stand at the end of a range or be shifted: no brackets are possible here. */
const BOUND = 8

function strength(syntax: Syntax): number {
  switch (syntax.kind) {
    case 'logic':
      return syntax.operator === 'or' ? OR : AND
    case 'not':
      return NOT
    case 'has':
    case 'comparison':
    case 'in-list':
    case 'in-range':
    case 'emptiness':
      return TEST
    case 'arithmetic':
      return syntax.operator === '*' ? PRODUCT : SUM
    case 'negative':
    case 'span':
    case 'aggregate':
    case 'measure':
    case 'denominator':
      return FACTOR
    default:
      return BOUND
  }
}

/**
 * The normal text of a formula: one space where a space belongs, no bracket that is not needed.
 * Reading the text again gives the same tree.
 */
export function printSyntax(syntax: Syntax): string {
  return print(syntax, LOOSEST)
}

function print(syntax: Syntax, needed: number): string {
  const text = bare(syntax)
  return strength(syntax) < needed ? `(${text})` : text
}

function bare(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'logic': {
      const inner = syntax.operator === 'or' ? AND : NOT
      return syntax.operands.map((one) => print(one, inner)).join(` ${syntax.operator} `)
    }
    case 'not':
      return `not ${print(syntax.of, NOT)}`
    case 'has':
      return `has ${syntax.negated ? 'no ' : ''}${printRows(syntax.rows)}`
    case 'comparison':
      return `${print(syntax.left, SUM)} ${syntax.operator} ${print(syntax.right, SUM)}`
    case 'emptiness':
      return `${print(syntax.of, SUM)} ${syntax.present ? 'present' : 'empty'}`
    case 'in-list':
    case 'in-range':
      return `${print(syntax.of, SUM)} ${syntax.negated ? 'not in' : 'in'} ${printSet(syntax)}`
    default:
      return value(syntax)
  }
}

type Valued = Exclude<
  Syntax,
  { kind: 'logic' | 'not' | 'has' | 'comparison' | 'emptiness' | 'in-list' | 'in-range' }
>

function value(syntax: Valued): string {
  switch (syntax.kind) {
    case 'arithmetic':
      return arithmetic(syntax)
    case 'negative':
      return `-${print(syntax.of, FACTOR)}`
    case 'shift':
      return `${print(syntax.of, BOUND)} ${shift(syntax.count, syntax.unit)}`
    case 'span':
      return `${syntax.unit} from ${bare(syntax.from)} to ${bare(syntax.to)}`
    case 'aggregate':
      return aggregate(syntax)
    case 'measure':
      return syntax.at ? `${syntax.id} at ${bare(syntax.at)}` : syntax.id
    case 'denominator':
      return `denominator${filter(syntax.filter)}`
    case 'path':
      return path(syntax)
    case 'quoted':
      return `'${syntax.text}'`
    case 'missing':
      return ''
    default:
      return syntax.text
  }
}

function arithmetic(syntax: Syntax & { kind: 'arithmetic' }): string {
  const own = strength(syntax)
  return `${print(syntax.left, own)} ${syntax.operator} ${print(syntax.right, own + 1)}`
}

function shift(count: number, unit: string): string {
  const size = Math.abs(count)
  return `${count < 0 ? '-' : '+'} ${String(size)} ${unit}${size === 1 ? '' : 's'}`
}

function printSet(syntax: Syntax & { kind: 'in-list' | 'in-range' }): string {
  if (syntax.kind === 'in-range') {
    return syntax.to ? `${bare(syntax.from)} to ${bare(syntax.to)}` : bare(syntax.from)
  }
  return `(${syntax.items.map((item) => (item === 'empty' ? item : bare(item))).join(', ')})`
}

function aggregate(syntax: AggregateSyntax): string {
  const rows = printRows(syntax.rows)
  return `${syntax.name}(${syntax.of ? `${print(syntax.of, SUM)} of ` : ''}${rows})`
}

function path(syntax: PathSyntax): string {
  const name = words(syntax.words)
  if (!syntax.arguments) return name
  return `${name}(${syntax.arguments.map((one) => print(one, SUM)).join(', ')})`
}

function words(list: readonly Word[]): string {
  return list.map((word) => word.text).join('.')
}

/** `reviews[decision = A, draft_date in P]`. */
export function printRows(rows: RowsSyntax): string {
  return `${rows.words.length === 0 ? 'denominator' : words(rows.words)}${filter(rows.filter)}`
}

function filter(conditions: readonly Syntax[] | undefined): string {
  return conditions ? `[${conditions.map((one) => print(one, LOOSEST)).join(', ')}]` : ''
}
