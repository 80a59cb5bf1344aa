import { addFault, type Scope, written } from './check-scope.ts'
import { typeWords } from './check-types.ts'
import type { Syntax } from './syntax.ts'
import type { Expression, ValueType } from './tree.ts'

/** A part that must be a yes or no: a condition. */
export function checkYesNo(syntax: Syntax, scope: Scope): Expression | undefined {
  const checked = scope.check(syntax, scope)
  if (!checked || checked.type.is === 'yes-no') return checked
  const text = written(scope, syntax.span)
  const message = `\`${text}\` is ${typeWords(checked.type)}, where a yes or no is needed`
  const fix =
    checked.kind === 'column'
      ? `Compare it with something, or write \`${text} present\`.`
      : 'Compare it with something.'
  return addFault(scope, syntax.span, 'formula-not-a-condition', message, fix)
}

/** A part that must be a date. */
export function checkDate(syntax: Syntax, scope: Scope): Expression | undefined {
  const checked = scope.check(syntax, scope)
  if (!checked || checked.type.is === 'date') return checked
  const text = written(scope, syntax.span)
  const message = `\`${text}\` is ${typeWords(checked.type)}, where a date is needed`
  return addFault(scope, syntax.span, 'formula-type', message, dateFix(text, checked.type))
}

/** What to write for a date in place of something else. */
export function dateFix(text: string, type: ValueType): string {
  switch (type.is) {
    case 'period':
    case 'financial-year':
    case 'academic-year':
      return `Write \`${text}.start\` or \`${text}.end\`.`
    default:
      return 'Write a column that is a date, `D`, or a day such as 2021-04-01.'
  }
}
