import {
  academicAgeOnDate,
  ageOnDate,
  censusDayAfterDate,
  censusDayByDate,
  dateLiteral,
  monthOf,
  movedDate,
  schoolYearStartOf,
} from './sql-dates.ts'
import { aggregateValue } from './sql-rows.ts'
import { aliasAlong, quoted, rowNamed, type SqlScope, type SqlText } from './sql-scope.ts'
import type {
  Arithmetic,
  Call,
  Expression,
  Literal,
  PeriodEnd,
  RunValue,
  SpanBetween,
} from './tree.ts'

/** The SQL of a value read from a row: a column, a sum of columns, a date moved, a literal. */
export function compileValue(expression: Expression, scope: SqlScope): SqlText {
  const inner = (one: Expression): SqlText => scope.value(one, scope)
  switch (expression.kind) {
    case 'literal':
      return { sql: literal(expression) }
    case 'run-value':
      return { sql: runValue(expression, scope) }
    case 'period-end':
      return { sql: periodEnd(expression, scope) }
    case 'parameter':
      return { sql: decimal(parameterValue(expression.name, scope)) }
    case 'column': {
      const alias = aliasAlong(scope.schema, rowNamed(scope, expression.row), expression.path)
      return { sql: `${alias}.${expression.column}` }
    }
    case 'shift': {
      const { count, unit } = expression
      return { sql: movedDate(inner(expression.of).sql, wholeText(count), unit) }
    }
    case 'span':
      return span(expression, scope)
    case 'arithmetic':
      return expression.type.is === 'date' ? movedBy(expression, scope) : sum(expression, scope)
    case 'negation': {
      const of = inner(expression.of)
      return { ...of, sql: `(- ${of.sql})` }
    }
    case 'call':
      return call(expression, scope)
    case 'term':
      return inner(expression.body)
    case 'aggregate':
      return aggregateValue(expression, scope)
    default:
      throw new Error(`a ${expression.kind} is not a value of a row`)
  }
}

function literal({ type, value }: Literal): string {
  if (type.is === 'number') return decimal(value)
  return type.is === 'date' ? dateLiteral(value) : quoted(value)
}

function decimal(text: string): string {
  if (!/^-?\d+(?:\.\d+)?$/.test(text))
    throw new RangeError(`a number must be a decimal; got ${text}`)
  return text.startsWith('-') ? `(${text})` : text
}

function wholeText(count: number): string {
  return decimal(String(count))
}

function parameterValue(name: string, scope: SqlScope): string {
  const value = scope.parameters.get(name)
  if (value === undefined) throw new RangeError(`the parameter ${name} has no value`)
  return value
}

/** LA is the authority whose record the row is. */
function runValue({ name }: RunValue, scope: SqlScope): string {
  switch (name) {
    case 'D':
      return 'c.d'
    case 'FY':
      return 'c.fy'
    case 'AY':
      return 'c.ay'
    case 'S':
      return 'c.s'
    case 'LA':
      return `${scope.row.alias}.authority`
    case 'P':
      throw new Error('a period is not a value; its start and end are')
  }
}

/** `P.start` is c.p_start, `P.end` is c.d; a year in a column gives its first or last day. */
function periodEnd({ of, side, type }: PeriodEnd, scope: SqlScope): string {
  if (type.is !== 'date') throw new Error('the end of a period must be a date')
  if (of.kind === 'run-value') {
    if (of.name === 'P') return side === 'start' ? 'c.p_start' : 'c.d'
    if (of.name === 'FY' || of.name === 'AY') return `c.${of.name.toLowerCase()}_${side}`
  }
  const month = of.type.is === 'financial-year' ? 4 : 9
  const year = `cast(substr(${scope.value(of, scope).sql}, 1, 4) as integer)`
  const start = `make_date(${year} + ${side === 'start' ? '0' : '1'}, ${String(month)}, 1)`
  return side === 'start' ? start : `(${start} - 1)`
}

function span({ unit, from, to }: SpanBetween, scope: SqlScope): SqlText {
  const sql = `(${scope.value(to, scope).sql} - ${scope.value(from, scope).sql})`
  return unit === 'weeks' ? { sql, over: '7' } : { sql }
}

const UNIT_OF = { days: 'day', weeks: 'week', months: 'month', years: 'year' } as const

/** A date and a number of days, weeks, months or years, such as `referral_date + standard`. */
function movedBy({ operator, left, right }: Arithmetic, scope: SqlScope): SqlText {
  const [date, number] = left.type.is === 'date' ? [left, right] : [right, left]
  const count = scope.value(number, scope)
  const whole = `cast(${operator === '-' ? `- ${count.sql}` : count.sql} as integer)`
  return { sql: movedDate(scope.value(date, scope).sql, whole, stepOf(number, count)) }
}

/** What a number of time counts. Weeks over 7, as `weeks from` gives them, are days. */
function stepOf({ type }: Expression, { over }: SqlText): 'day' | 'week' | 'month' | 'year' {
  const unit = type.is === 'number' ? type.unit : undefined
  const step = new Map(Object.entries(UNIT_OF)).get(unit ?? '')
  if (over === '7' && step === 'week') return 'day'
  if (!step || over !== undefined)
    throw new Error('a date moves by a whole number of days, weeks, months or years')
  return step
}

function sum({ operator, left, right }: Arithmetic, scope: SqlScope): SqlText {
  const [a, b] = [scope.value(left, scope), scope.value(right, scope)]
  if (operator === '*') {
    return { sql: `(${a.sql} * ${b.sql})`, ...overBoth(a, b) }
  }
  const [x, y] = sameOver(a, b)
  return { sql: `(${x} ${operator} ${y})`, ...overBoth(a, b) }
}

function overBoth(a: SqlText, b: SqlText): { over?: string } {
  if (a.over === b.over && a.over === '7') return { over: '7' }
  const factors = [a.over, b.over].filter((over) => over !== undefined)
  return factors.length === 0 ? {} : { over: `(${factors.join(' * ')})` }
}

/** Two numbers as they stand over one divisor, so that they can be added or compared. */
export function sameOver(a: SqlText, b: SqlText): readonly [string, string] {
  if (a.over === b.over) return [a.sql, b.sql]
  const by = (value: SqlText, over: string | undefined) =>
    over === undefined ? value.sql : `(${value.sql} * ${over})`
  return [by(a, b.over), by(b, a.over)]
}

function call({ name, arguments: given }: Call, scope: SqlScope): SqlText {
  const values = given.map((one) => scope.value(one, scope))
  const [first = { sql: 'null' }, second = { sql: 'null' }] = values
  if (name === 'least' || name === 'greatest') return chosen(name, first, second)
  return { sql: dateFunction(name, first.sql, second.sql) }
}

/** Empty if either side is: SQL's own least and greatest pass over nulls. */
function chosen(name: 'least' | 'greatest', a: SqlText, b: SqlText): SqlText {
  const [x, y] = sameOver(a, b)
  const sql = `(case when ${x} is not null and ${y} is not null then ${name}(${x}, ${y}) end)`
  return a.over === b.over ? { ...a, sql } : { sql, ...overBoth(a, b) }
}

function dateFunction(
  name: Exclude<Call['name'], 'least' | 'greatest'>,
  first: string,
  second: string,
): string {
  switch (name) {
    case 'month':
      return monthOf(first)
    case 'age_on':
      return ageOnDate(first, second)
    case 'academic_age_on':
      return academicAgeOnDate(first, second)
    case 'school_year_start':
      return schoolYearStartOf(first, second)
    case 'census_day_by':
      return censusDayByDate(first)
    case 'census_day_after':
      return censusDayAfterDate(first)
  }
}
