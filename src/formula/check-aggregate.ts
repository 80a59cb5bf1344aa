import { checkExpression, checkYesNo } from './check-expression.ts'
import { readColumn } from './check-names.ts'
import { type CheckedRows, checkRows } from './check-rows.ts'
import { type Anchor, type Scope, tableNamed } from './check-scope.ts'
import { numberOf, typeWords, YES_NO } from './check-types.ts'
import { addFault } from './fault.ts'
import { nearest } from './nearest.ts'
import type {
  AggregateSyntax,
  DenominatorSyntax,
  HasSyntax,
  MeasureSyntax,
  RowsSyntax,
  Syntax,
} from './syntax.ts'
import type { Aggregate, AggregateName, Expression, Rows, ValueType } from './tree.ts'

export function checkHas(syntax: HasSyntax, scope: Scope): Expression | undefined {
  const checked = checkRows(syntax.rows, scope, checkYesNo)
  if (!checked) return undefined
  return {
    kind: 'has',
    negated: syntax.negated,
    rows: checked.rows,
    type: YES_NO,
    span: syntax.span,
  }
}

export function checkAggregate(syntax: AggregateSyntax, scope: Scope): Aggregate | undefined {
  const checked = checkRows(syntax.rows, scope, checkYesNo)
  if (!checked) return undefined
  const { rows, inside } = checked
  if (syntax.name === 'years' && !yearsFit(syntax, rows, inside)) return undefined
  const of = syntax.of ? checkExpression(syntax.of, inside) : personOf(syntax, checked)
  if ((syntax.of || syntax.name === 'persons') && !of) return undefined
  if (syntax.name === 'the' && !isUnique(syntax, rows, scope)) return undefined
  const type = aggregateType(syntax, of, scope)
  if (!type) return undefined
  return { kind: 'aggregate', name: syntax.name, rows, ...(of && { of }), type, span: syntax.span }
}

/** The person of each row: its own person_id, or that of the nearest row with one. */
function personOf(syntax: AggregateSyntax, { inside }: CheckedRows): Expression | undefined {
  if (syntax.name !== 'persons' || !inside.row) return undefined
  const anchor = personAnchor(inside, inside.row)
  if (anchor) return readColumn(inside, anchor, 'person_id', syntax.span)
  return addFault(
    inside.faults,
    syntax.span,
    'no-person',
    `${inside.row.table.name} does not lead to a person`,
    'Write `count(…)`, which counts rows.',
  )
}

function personAnchor(scope: Scope, anchor: Anchor): Anchor | undefined {
  if (anchor.table.columns.has('person_id')) return anchor
  if (anchor.path.length >= 3) return undefined
  for (const link of anchor.table.links.values()) {
    const table = tableNamed(scope.schema, link.to)
    const step = { link: link.name, from: anchor.table.name, to: link.to }
    const found = personAnchor(scope, { ...anchor, table, path: [...anchor.path, step] })
    if (found) return found
  }
  return undefined
}

function yearsFit(syntax: AggregateSyntax, rows: Rows, inside: Scope): boolean {
  const spell = inside.row?.table.mainSpell
  const text = inside.faults.text.text.slice(syntax.span.start, syntax.span.end)
  if (spell && !/\bD\b/.test(text)) {
    const names = inside.row.table.spells.get(spell)
    if (names) readColumn(inside, inside.row, names.from, syntax.span)
    return true
  }
  addFault(
    inside.faults,
    syntax.span,
    'years',
    spell
      ? '`years` counts the days of the whole year so far; no condition may use D'
      : `\`years\` needs a table with a main spell; ${rows.table} has none`,
  )
  return false
}

const NUMERIC: readonly AggregateName[] = ['sum', 'mean', 'median']

function aggregateType(
  syntax: AggregateSyntax,
  of: Expression | undefined,
  scope: Scope,
): ValueType | undefined {
  if (syntax.name === 'persons') return numberOf('people')
  if (syntax.name === 'years') return numberOf('years')
  if (syntax.name === 'count' || syntax.name === 'distinct' || !of) return numberOf('rows')
  if (!NUMERIC.includes(syntax.name) || of.type.is === 'number') return of.type
  return addFault(
    scope.faults,
    of.span,
    'not-a-number',
    `\`${syntax.name}\` works with numbers; this is ${typeWords(of.type)}`,
    syntax.name === 'sum' && of.type.is === 'yes-no' ? 'Count the rows instead.' : undefined,
  )
}

/**
 * Whether the filter leaves at most one row, or the newest of a thing: each column of the key that
 * always has a value is fixed by `=`, or is the date that a spell such as `published(D)` picks.
 */
function isUnique(syntax: AggregateSyntax, rows: Rows, scope: Scope): boolean {
  const table = tableNamed(scope.schema, rows.table)
  const parts = rows.conditions.flatMap(conjuncts)
  const spells = parts.flatMap((part) => (part.kind === 'spell' ? [part.name] : []))
  if (spells.some((name) => table.spells.get(name)?.latest)) return true
  const fixed = new Set(parts.flatMap(fixedColumn))
  const open = table.key.filter(
    (column) =>
      !fixed.has(column) &&
      table.columns.get(column)?.mayBeEmpty === false &&
      !spells.some((name) => column.startsWith(name)),
  )
  const column = open.at(-1)
  if (column === undefined) return true
  const spell =
    [...table.spells.values()].find(({ name }) => column.startsWith(name)) ??
    [...table.spells.values()].find(({ latest }) => latest)
  addFault(
    scope.faults,
    syntax.span,
    'the-not-unique',
    `two rows may match: ${column} is in the key; add ${spell ? `\`${spell.name}(D)\`` : `\`${column} = …\``}`,
  )
  return false
}

function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind === 'term') return conjuncts(condition.body)
  const isAnd = condition.kind === 'logic' && condition.operator === 'and'
  return isAnd ? condition.operands.flatMap(conjuncts) : [condition]
}

function fixedColumn(condition: Expression): string[] {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return []
  const { left } = condition
  return left.kind === 'column' && left.path.length === 0 && left.row === 'row' ? [left.column] : []
}

/** `denominator`, the number; or `denominator[…]`, its own aggregate over fewer rows. */
export function checkNarrowed(syntax: DenominatorSyntax, scope: Scope): Expression | undefined {
  const { denominator, denominatorType } = scope.measure
  if (!syntax.filter) {
    if (denominatorType) return { kind: 'denominator', type: denominatorType, span: syntax.span }
    return noDenominator(syntax, scope)
  }
  const asRows: RowsSyntax = { words: [], filter: syntax.filter, span: syntax.span }
  const checked = checkRows(asRows, scope, checkYesNo)
  if (!checked || !denominator) return undefined
  const aggregate: Aggregate = { ...denominator, rows: checked.rows, span: syntax.span }
  return { kind: 'narrowed', aggregate, type: denominator.type, span: syntax.span }
}

function noDenominator(syntax: Syntax, scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.span,
    'no-denominator',
    '`denominator` has a meaning only in a numerator',
    'Give the measure a `denominator`.',
  )
}

export function checkMeasureUse(syntax: MeasureSyntax, scope: Scope): Expression | undefined {
  const known = scope.measure.known.get(syntax.id)
  if (!known) return unknownMeasure(syntax, scope)
  scope.uses.measures.add(syntax.id)
  if (!syntax.at) {
    scope.uses.measuresNow.add(syntax.id)
    return { kind: 'measure', id: syntax.id, type: known.type, span: syntax.span }
  }
  const at = checkExpression(syntax.at, scope)
  if (!at) return undefined
  if (at.type.is !== 'date') {
    return addFault(
      scope.faults,
      syntax.at.span,
      'not-a-date',
      `after \`at\` comes a date; this is ${typeWords(at.type)}`,
    )
  }
  if (known.timing === 'period') return notAtADate(syntax, scope)
  return { kind: 'measure', id: syntax.id, at, type: known.type, span: syntax.span }
}

function notAtADate(syntax: MeasureSyntax, scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.span,
    'at',
    `${syntax.id} counts a period and cannot be taken at a date`,
    'Leave `at …` out, or use a measure that is counted on a date.',
  )
}

function unknownMeasure(syntax: MeasureSyntax, scope: Scope): undefined {
  const near = nearest(syntax.id, scope.measure.known.keys())
  return addFault(
    scope.faults,
    syntax.span,
    'unknown-measure',
    `there is no measure \`${syntax.id}\`.${near ? ` Did you mean \`${near}\`?` : ''}`,
    near ? `Write \`${near}\`.` : 'If a minus was meant, put a space on each side of it.',
  )
}
