import { createHash } from 'node:crypto'
import type { CompiledAggregate, ContextTest } from '../formula/index.ts'
import { type Context, contextKey } from './scan-context.ts'
import { isGroupable } from './scan-groupable.ts'
import type { SplitSql } from './scan-split.ts'

/** One aggregate in one context, whole or by one breakdown: what a cell is asked by. */
export type Need = {
  readonly compiled: CompiledAggregate
  readonly context: Context
  readonly split: { readonly name: string; readonly sql: SplitSql } | null
}

/** Aggregates that can be computed in one pass over a table, and in which contexts each is wanted. */
export type Scan = {
  readonly table: string
  readonly aggregates: ReadonlyMap<string, CompiledAggregate>
  readonly contexts: ReadonlyMap<string, Context>
  /** By breakdown (empty for the whole) and how it is read: what is wanted of it. */
  readonly parts: ReadonlyMap<string, ScanPart>
  /** The rows can be grouped before they meet the contexts: see `isGroupable`. */
  readonly isGrouped: boolean
  /** Rows are spread over time for their categories, and count where this says yes. */
  readonly spread?: ContextTest
}

export type ScanPart = {
  readonly split: Need['split']
  readonly aggregates: Set<string>
  readonly contexts: Set<string>
}

const keys = new WeakMap<object, string>()

/** A short name made from a text, kept with the thing that the text is of. */
function nameOf(thing: object, text: () => string): string {
  const known = keys.get(thing)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text()).digest('hex').slice(0, 16)
  keys.set(thing, name)
  return name
}

/** Two aggregates alike in text are one, whichever measures they stand in. */
export function aggregateKey(compiled: CompiledAggregate): string {
  return nameOf(compiled, () => {
    const { aggregate, table, conditions, of } = compiled
    const tests = conditions.map(({ sql }) => sql)
    return JSON.stringify([aggregate.name, of?.sql, of?.over, table, tests])
  })
}

/** A breakdown and how it is read; empty for the whole. */
export function partKey(split: Need['split']): string {
  return split ? nameOf(split.sql, () => `${split.name}: ${split.sql.sql}`) : ''
}

/** Where the cells of a need are kept. */
export function needKey({ compiled, context, split }: Need): string {
  return `${aggregateKey(compiled)} ${contextKey(context)} ${partKey(split)}`
}

/** The tables that a need reads: those whose rows it counts, and those that it asks of them. */
export function tablesOfNeed({ compiled, split }: Need): readonly string[] {
  const { table, conditions, of, row } = compiled
  const texts = [
    ...conditions.map(({ sql }) => sql),
    ...row.joins.values(),
    of?.sql ?? '',
    ...(split ? [split.sql.sql, ...split.sql.joins.values()] : []),
  ]
  const asked = texts.flatMap((sql) =>
    [...sql.matchAll(/\bread\.(\w+)/g)].map(([, name = '']) => name),
  )
  return [table, ...asked]
}

/**
 * Puts needs together whose rows are found in the same way: same table, same tests of dates. Where rows
 * can be grouped first, these are all the tests that read a run value.
 */
export function planScans(needs: Iterable<Need>): readonly Scan[] {
  const scans = new Map<string, MutableScan>()
  for (const need of needs) {
    const isGrouped = isGroupable(need)
    const key = scanKey(need, isGrouped)
    const { table } = need.compiled
    const scan = scans.get(key) ?? newScan(table, isGrouped, need.split?.sql.spread?.test)
    scans.set(key, scan)
    addTo(scan, need)
  }
  return [...scans.values()].map(inOrder)
}

/** Contexts in the order of their days, so that those in which a row counts follow each other. */
function inOrder(scan: MutableScan): Scan {
  const contexts = [...scan.contexts].sort(([, a], [, b]) => compareTexts(placeOf(a), placeOf(b)))
  return { ...scan, contexts: new Map(contexts) }
}

function placeOf({ start, day, scenario }: Context): string {
  return `${day} ${start} ${scenario ?? ''}`
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Where rows meet each context, those with categories, often of few contexts, are looked up alone. */
function scanKey({ compiled, split }: Need, isGrouped: boolean): string {
  const { table, conditions } = compiled
  const finding = conditions.filter((one) => (isGrouped ? one.readsRun : one.finds))
  const tests = new Set(finding.map(({ sql }) => sql))
  const way = isGrouped
    ? `grouped ${[...(split?.sql.spread?.joins.values() ?? [])].join(' ')}`
    : (driverOf(compiled) ?? (split ? 'by category' : 'whole'))
  return `${way} ${table}: ${[...tests].sort().join(' and ')}`
}

/**
 * The column of a row by which it can be found from the questions that it needs an answer to, such as
 * `t.person_id`; undefined if there is not one.
 */
export function driverOf({ needs, row }: CompiledAggregate): string | undefined {
  const anchors = (needs ?? []).map((alias) => row.asks.get(alias)?.anchor)
  const [first] = anchors
  return first?.startsWith('t.') && anchors.every((one) => one === first) ? first : undefined
}

type MutableScan = {
  readonly table: string
  readonly aggregates: Map<string, CompiledAggregate>
  readonly contexts: Map<string, Context>
  readonly parts: Map<string, ScanPart>
  readonly isGrouped: boolean
  /** Rows are spread over time for their categories, and count where this says yes. */
  readonly spread?: ContextTest
}

function newScan(table: string, isGrouped: boolean, spread?: ContextTest): MutableScan {
  const empty = { aggregates: new Map(), contexts: new Map(), parts: new Map() }
  return { table, ...empty, isGrouped, ...(isGrouped && spread && { spread }) }
}

function addTo(scan: MutableScan, { compiled, context, split }: Need): void {
  const part = scan.parts.get(partKey(split)) ?? {
    split,
    aggregates: new Set<string>(),
    contexts: new Set<string>(),
  }
  scan.parts.set(partKey(split), part)
  scan.aggregates.set(aggregateKey(compiled), compiled)
  scan.contexts.set(contextKey(context), context)
  part.aggregates.add(aggregateKey(compiled))
  part.contexts.add(contextKey(context))
}
