import { daysInMonth, isDay, MONTH_NAMES } from '../core/index.ts'
import { addFault, type Scope } from './check-scope.ts'
import { DATE, TEXT } from './check-types.ts'
import type { DateSyntax, QuotedSyntax, YearSyntax } from './syntax.ts'
import type { Expression } from './tree.ts'

export function dayLiteral(syntax: DateSyntax, scope: Scope): Expression | undefined {
  const { text: value, span } = syntax
  if (isDay(value)) return { kind: 'literal', value, type: DATE, span }
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
  const name = MONTH_NAMES[month - 1]
  if (name === undefined) {
    const message = `${value} is no day of the calendar: a year has months 01 to 12`
    const fix = 'Write year, month and day, such as 2021-04-01.'
    return addFault(scope, span, 'formula-not-a-day', message, fix)
  }
  const days = daysInMonth(year, month)
  const message = `${value} is no day of the calendar: ${name} ${String(year)} has ${String(days)} days`
  const fix = day > days ? `Write ${value.slice(0, 8)}${String(days)}.` : 'Write a day from 01.'
  return addFault(scope, span, 'formula-not-a-day', message, fix)
}

/** `2021-22` is a financial year, `2020/21` an academic one. */
export function yearLiteral(syntax: YearSyntax, scope: Scope): Expression | undefined {
  const { text: value, span } = syntax
  const academic = value.includes('/')
  const first = Number(value.slice(0, 4))
  const next = String((first + 1) % 100).padStart(2, '0')
  if (value.endsWith(next)) {
    return {
      kind: 'literal',
      value,
      type: { is: academic ? 'academic-year' : 'financial-year' },
      span,
    }
  }
  const sort = academic ? 'an academic year' : 'a financial year'
  const message = `${value} is not ${sort}: its second year must follow the first`
  return addFault(scope, span, 'formula-not-a-day', message, `Write ${value.slice(0, 5)}${next}.`)
}

/** Quoted text: a code when it stands beside one. */
export function quotedLiteral(syntax: QuotedSyntax, beside?: Expression): Expression {
  const type = beside?.type.is === 'code' ? beside.type : TEXT
  return { kind: 'literal', value: syntax.text, type, span: syntax.span }
}
