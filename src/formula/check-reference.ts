import { checkRows } from './check-rows.ts'
import { addFault, type KnownMeasure, type Scope } from './check-scope.ts'
import { checkDate } from './check-wanted.ts'
import { didYouMean, writeNearest } from './check-words.ts'
import type { DenominatorSyntax, MeasureSyntax } from './syntax.ts'
import type { Aggregate, Expression } from './tree.ts'

/** `denominator`, the number; or `denominator[…]`, its own aggregate over fewer rows. */
export function checkNarrowed(syntax: DenominatorSyntax, scope: Scope): Expression | undefined {
  const { denominator, denominatorFaulty } = scope.measure
  const { span, filter } = syntax
  if (filter || scope.row) {
    const checked = checkRows({ words: [], ...(filter && { filter }), span }, scope)
    if (!checked || denominator?.kind !== 'aggregate') return undefined
    const aggregate: Aggregate = { ...denominator, rows: checked.rows, span }
    return { kind: 'narrowed', aggregate, type: denominator.type, span }
  }
  if (denominator) return { kind: 'denominator', type: denominator.type, span }
  if (denominatorFaulty) return undefined
  const message = '`denominator` has a meaning only in the numerator of a measure that has one'
  const fix = 'Give the measure a `denominator`, or write the number itself.'
  return addFault(scope, span, 'formula-no-denominator', message, fix)
}

/** Another measure by its id, at the period asked for or at a date. */
export function checkMeasureUse(syntax: MeasureSyntax, scope: Scope): Expression | undefined {
  const known = scope.measure.known.get(syntax.id)
  const at = syntax.at && checkDate(syntax.at, scope)
  if (!known) return unknownMeasure(syntax, scope)
  if (!usable(syntax, known, scope) || (syntax.at && !at)) return undefined
  const { id, span } = syntax
  scope.uses.measures.add(id)
  if (!at) scope.uses.measuresNow.add(id)
  return { kind: 'measure', id, ...(at && { at }), type: known.type, span }
}

function usable(syntax: MeasureSyntax, known: KnownMeasure, scope: Scope): boolean {
  const { id, span, at } = syntax
  if (scope.row) {
    const message = `\`${id}\` is a number for the whole authority, and cannot stand in a condition on rows`
    const fix = 'Write it outside the square brackets.'
    addFault(scope, span, 'formula-in-condition', message, fix)
    return false
  }
  if (known.faulty) {
    if (scope.measure.inCircle) return false
    const message = `\`${id}\` has a fault of its own, so what needs it cannot be worked out`
    addFault(scope, span, 'formula-needs-faulty', message, `Mend \`${id}\` first.`)
    return false
  }
  if (!at || known.timing === 'date') return true
  const message = `${id} counts a period and cannot be taken at a date`
  const fix = 'Leave `at …` out, or name a measure that is counted on a date.'
  addFault(scope, span, 'formula-at', message, fix)
  return false
}

function unknownMeasure(syntax: MeasureSyntax, scope: Scope): Expression | undefined {
  const { id, span } = syntax
  const names = [...scope.measure.known.keys()]
  const message = `there is no measure \`${id}\`${didYouMean(id, names)}`
  const parts = id.split('-')
  const otherwise = `If a minus is meant, put a space on each side: \`${parts.join(' - ')}\`.`
  return addFault(
    scope,
    span,
    'formula-unknown-measure',
    message,
    writeNearest(id, names, otherwise),
  )
}
