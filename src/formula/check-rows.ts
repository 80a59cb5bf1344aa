import { insideQuestion, type Scope, tableNamed, useTable } from './check-scope.ts'
import { listWords, walk } from './check-names.ts'
import { addFault } from './fault.ts'
import { nearest } from './nearest.ts'
import type { Schema, Table } from './schema.ts'
import type { RowsSyntax, Syntax } from './syntax.ts'
import type { Expression, Relation, Rows, Step } from './tree.ts'

/** Checks one condition of a filter; given by the expression checker, which reads rows in turn. */
export type CheckCondition = (syntax: Syntax, scope: Scope) => Expression | undefined

/** Rows of a table, of the denominator, or that belong to the row in hand; and the scope inside. */
export type CheckedRows = { readonly rows: Rows; readonly inside: Scope }

export function checkRows(
  syntax: RowsSyntax,
  scope: Scope,
  check: CheckCondition,
): CheckedRows | undefined {
  if (syntax.words.length === 0) return denominatorRows(syntax, scope, check)
  const found = scope.row ? related(syntax, scope) : rootTable(syntax, scope)
  if (!found) return undefined
  useTable(scope, found.table)
  const inside = insideQuestion(scope, found.table)
  const conditions = checkFilter(syntax, inside, check)
  const rows: Rows = {
    span: syntax.span,
    table: found.table.name,
    written: syntax.words.map((word) => word.text).join('.'),
    source: found.relation ? 'related' : 'root',
    ...(found.relation && { relation: found.relation }),
    conditions,
    ownConditions: conditions.length,
  }
  return { rows, inside }
}

function checkFilter(syntax: RowsSyntax, inside: Scope, check: CheckCondition): Expression[] {
  return (syntax.filter ?? []).flatMap((condition) => check(condition, inside) ?? [])
}

/** The rows of the measure's own denominator, narrowed by the filter's conditions. */
function denominatorRows(
  syntax: RowsSyntax,
  scope: Scope,
  check: CheckCondition,
): CheckedRows | undefined {
  const whole = scope.measure.denominator
  if (!whole) return noDenominatorRows(syntax, scope)
  const table = tableNamed(scope.schema, whole.rows.table)
  const inside = insideQuestion(scope, table)
  const own = checkFilter(syntax, inside, check)
  const rows: Rows = {
    ...whole.rows,
    span: syntax.span,
    written: 'denominator',
    source: 'denominator',
    conditions: [...whole.rows.conditions, ...own],
    ownConditions: own.length,
  }
  return { rows, inside }
}

function noDenominatorRows(syntax: RowsSyntax, scope: Scope): undefined {
  return addFault(
    scope.faults,
    syntax.span,
    'no-denominator-rows',
    'there is no denominator of rows to narrow here',
    'Use it in a numerator whose denominator is one aggregate, such as `count(requests[…])`.',
  )
}

type Found = { readonly table: Table; readonly relation?: Relation }

function rootTable(syntax: RowsSyntax, scope: Scope): Found | undefined {
  const [word, second] = syntax.words
  const table = word && !second ? scope.schema.tables.get(word.text) : undefined
  if (table) return { table }
  const near = nearest(word?.text ?? '', scope.schema.tables.keys())
  return addFault(
    scope.faults,
    syntax.span,
    'unknown-table',
    `there is no table \`${syntax.words.map((one) => one.text).join('.')}\`${near ? `. Did you mean \`${near}\`?` : ''}`,
    near ? `Write \`${near}\`.` : `The tables are ${listWords([...scope.schema.tables.keys()])}.`,
  )
}

function related(syntax: RowsSyntax, scope: Scope): Found | undefined {
  const last = syntax.words.at(-1)
  const anchor = walk(scope, syntax.words.slice(0, -1))
  const from = scope.row
  if (!last || !anchor || !from) return undefined
  const chains = chainsTo(scope.schema, anchor.table, last.text)
  const [chain, other] = chains
  if (!chain) return notRelated(scope, anchor.table, last.text, syntax)
  if (other) return tie(scope, anchor.table, last.text, [chain, other], syntax)
  const start = chain[0]
  if (!start) return undefined
  for (const step of chain) useTable(scope, tableNamed(scope.schema, step.from))
  return {
    table: tableNamed(scope.schema, start.from),
    relation: { row: anchor.row, via: anchor.path, anchor: anchor.table.name, chain },
  }
}

/** The shortest chains of links that lead from rows called `name` to a row of `anchor`. */
function chainsTo(schema: Schema, anchor: Table, name: string): Step[][] {
  const direct = [...schema.tables.values()].flatMap((table) =>
    [...table.links.values()]
      .filter((link) => link.to === anchor.name && link.back === name)
      .map((link): Step[] => [{ link: link.name, from: table.name, to: link.to }]),
  )
  if (direct.length > 0) return direct
  const table = schema.tables.get(name)
  return table ? shortestChains(schema, table, anchor.name) : []
}

function shortestChains(schema: Schema, from: Table, to: string): Step[][] {
  let chains: { table: Table; steps: Step[] }[] = [{ table: from, steps: [] }]
  const seen = new Set([from.name])
  for (let length = 1; length <= 4; length += 1) {
    chains = chains.flatMap(({ table, steps }) =>
      [...table.links.values()].map((link) => ({
        table: tableNamed(schema, link.to),
        steps: [...steps, { link: link.name, from: table.name, to: link.to }],
      })),
    )
    const arrived = chains.filter((chain) => chain.table.name === to)
    if (arrived.length > 0) return arrived.map((chain) => chain.steps)
    chains = chains.filter((chain) => !seen.has(chain.table.name))
    for (const chain of chains) seen.add(chain.table.name)
  }
  return []
}

function notRelated(scope: Scope, anchor: Table, name: string, syntax: RowsSyntax): undefined {
  const near = nearest(name, scope.schema.tables.keys())
  const isTable = scope.schema.tables.has(name)
  return addFault(
    scope.faults,
    syntax.span,
    isTable ? 'not-related' : 'unknown-table',
    isTable
      ? `no link leads from ${name} to ${anchor.name}, so a ${anchor.singular} has no ${name}`
      : `there is no table \`${name}\`${near ? `. Did you mean \`${near}\`?` : ''}`,
    isTable ? 'Ask of a table that has a link to it.' : near && `Write \`${near}\`.`,
  )
}

function tie(
  scope: Scope,
  anchor: Table,
  name: string,
  chains: readonly (readonly Step[])[],
  syntax: RowsSyntax,
): undefined {
  const ways = chains.map((chain) => chain.map((step) => step.link).join('.'))
  return addFault(
    scope.faults,
    syntax.span,
    'two-links',
    `${name} reaches ${anchor.name} through ${ways.join(' and through ')}; say which`,
  )
}
