import type { ColumnRead, Comparison, Expression, InList, InRange } from './tree.ts'

/** What a condition lets a column be: some codes or any, numbers from and to, with a value or empty. */
export type Allowed = {
  readonly codes?: ReadonlySet<string>
  readonly not: ReadonlySet<string>
  readonly above: number
  readonly below: number
  /** The ends themselves are out. */
  readonly open: boolean
  readonly empty: boolean
  readonly present: boolean
}

const ANY: Allowed = {
  not: new Set(),
  above: -Infinity,
  below: Infinity,
  open: false,
  empty: false,
  present: true,
}

/** What must hold for both. */
export function meet(a: Allowed, b: Allowed): Allowed {
  const codes = a.codes && b.codes ? a.codes.intersection(b.codes) : (a.codes ?? b.codes)
  const above = Math.max(a.above, b.above)
  const below = Math.min(a.below, b.below)
  return {
    ...(codes && { codes }),
    not: a.not.union(b.not),
    above,
    below,
    open: touches(a, above, below) || touches(b, above, below),
    empty: a.empty && b.empty,
    present: a.present && b.present,
  }
}

function touches(one: Allowed, above: number, below: number): boolean {
  return one.open && (one.above === above || one.below === below)
}

/** Whether no value at all is allowed, the empty one included. */
export function nothing(allowed: Allowed): boolean {
  if (allowed.empty) return false
  const { codes, not, above, below, open, present } = allowed
  if (!present || above > below || (open && above === below)) return true
  return codes !== undefined && [...codes].every((code) => not.has(code))
}

type Found = { readonly column: string; readonly allowed: Allowed }

/** What a condition says of one column alone; undefined when it says something else. */
export function allowedBy(condition: Expression): Found | undefined {
  switch (condition.kind) {
    case 'comparison':
      return byComparison(condition)
    case 'in-list':
      return byList(condition)
    case 'in-range':
      return byRange(condition)
    case 'emptiness': {
      const { of, present } = condition
      return of.kind === 'column' ? found(of, { present, empty: !present }) : undefined
    }
    default:
      return undefined
  }
}

function byList({ of, items, negated, orEmpty }: InList): Found | undefined {
  const values = literals(items)
  if (!values || of.kind !== 'column') return undefined
  const listed = new Set(values)
  return negated
    ? found(of, { not: listed, empty: !orEmpty })
    : found(of, { codes: listed, empty: orEmpty })
}

function byRange({ of, from, to, negated }: InRange): Found | undefined {
  const [above, below] = literals([from, to])?.map(Number) ?? []
  if (above === undefined || below === undefined || negated || of.type.is !== 'number') {
    return undefined
  }
  return of.kind === 'column' ? found(of, { above, below }) : undefined
}

function byComparison({ operator, left, right }: Comparison): Found | undefined {
  if (left.kind !== 'column' || right.kind !== 'literal') return undefined
  const codes = new Set([right.value])
  if (operator === '=') return found(left, { codes, ...exactly(left, right.value) })
  if (operator === '<>') return found(left, { not: codes, empty: true })
  if (left.type.is !== 'number') return found(left, {})
  const end = Number(right.value)
  const open = operator === '<' || operator === '>'
  return found(left, operator.startsWith('<') ? { below: end, open } : { above: end, open })
}

function exactly(of: Expression, value: string): Partial<Allowed> {
  return of.type.is === 'number' ? { above: Number(value), below: Number(value) } : {}
}

function found(of: ColumnRead, allowed: Partial<Allowed>): Found {
  const path = of.path.map((step) => step.link).join('.')
  return { column: `${of.row}.${path}.${of.column}`, allowed: { ...ANY, ...allowed } }
}

function literals(items: readonly Expression[]): string[] | undefined {
  const values = items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []))
  return values.length === items.length ? values : undefined
}
