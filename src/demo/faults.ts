import type { Cell, TableName } from './columns.ts'
import { type Random, randomFrom } from './random.ts'

/** What is wrong with a row or an element that was spoilt on purpose. */
export const FAULT_KINDS = [
  'missing-required-when',
  'impossible-date',
  'unknown-code',
  'duplicate-key',
  'dangling-reference',
  'decision-before-request',
  'trailing-space',
  'wrong-check-letter',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What each kind of fault is, for the README. */
export const FAULT_WORDS: Readonly<Record<FaultKind, string>> = {
  'missing-required-when': 'a decision without its date',
  'impossible-date': 'a date that no calendar has, such as 29 February 2023',
  'unknown-code': 'a code that is not in the list',
  'duplicate-key': 'a row written twice, word for word',
  'dangling-reference': 'a reference to a plan or request that is not there',
  'decision-before-request': 'a decision dated before its request',
  'trailing-space': 'stray spaces after a code',
  'wrong-check-letter': 'a pupil number with a wrong check letter (returns only)',
}
export type FaultCounts = Readonly<Record<FaultKind, number>>

type AnyRow = Readonly<Record<string, Cell>>

/** A way to spoil a row. `share` is how many of the rows that it fits are spoilt. */
type Fault = {
  readonly kind: FaultKind
  readonly table: TableName
  readonly share: number
  readonly fits: (row: AnyRow) => boolean
  readonly spoil: (row: AnyRow) => readonly AnyRow[]
}

/** Spoils rows on their way to the files, and counts what it did. */
export type FaultMaker = {
  readonly spoil: (table: TableName, row: AnyRow) => readonly AnyRow[]
  /** Whether to spoil something outside the tables, such as an element of the return. */
  readonly strike: (kind: FaultKind, share: number) => boolean
  /** Faults so far, in the tables and in the returns. */
  readonly counts: () => FaultCounts
  readonly countsInTables: () => FaultCounts
}

/**
 * The faults that case workers and exports leave in real files, at low rates: no figure moves by more
 * than a fraction of a point. Rows on which others hang (persons, plans) are only ever doubled or
 * given a stray space.
 */
const FAULTS: readonly Fault[] = [
  {
    kind: 'missing-required-when',
    table: 'requests',
    share: 0.012,
    fits: (row) => row['request_outcome'] === 'N',
    spoil: (row) => [{ ...row, request_outcome_date: undefined }],
  },
  {
    kind: 'missing-required-when',
    table: 'reviews',
    share: 0.0008,
    fits: (row) => row['decision'] === 'M',
    spoil: (row) => [{ ...row, decision_date: undefined }],
  },
  {
    kind: 'impossible-date',
    table: 'reviews',
    share: 0.0004,
    fits: (row) => row['decision'] === 'M',
    spoil: (row) => [{ ...row, decision_date: '2023-02-29' }],
  },
  {
    kind: 'impossible-date',
    table: 'exclusions',
    share: 0.001,
    fits: () => true,
    spoil: (row) => [{ ...row, start_date: '2024-11-31' }],
  },
  {
    kind: 'unknown-code',
    table: 'placements',
    share: 0.0008,
    fits: (row) => row['leaving_date'] !== undefined,
    spoil: (row) => [{ ...row, work_based: 'WP' }],
  },
  {
    kind: 'unknown-code',
    table: 'requests',
    share: 0.004,
    fits: (row) => row['request_outcome'] === 'N',
    spoil: (row) => [{ ...row, request_source: 'school' }],
  },
  {
    kind: 'duplicate-key',
    table: 'plans',
    share: 0.0012,
    fits: () => true,
    spoil: (row) => [row, row],
  },
  {
    kind: 'duplicate-key',
    table: 'reviews',
    share: 0.0005,
    fits: () => true,
    spoil: (row) => [row, row],
  },
  {
    kind: 'dangling-reference',
    table: 'advice',
    share: 0.0004,
    fits: (row) => row['context'] === 'assessment',
    spoil: (row) => [{ ...row, request_id: 'R9999999' }],
  },
  {
    kind: 'dangling-reference',
    table: 'reviews',
    share: 0.0003,
    fits: () => true,
    spoil: (row) => [{ ...row, plan_id: 'P9999999' }],
  },
  {
    kind: 'decision-before-request',
    table: 'requests',
    share: 0.006,
    fits: (row) => row['request_outcome'] === 'N',
    spoil: (row) => [{ ...row, request_outcome_date: '2019-06-03' }],
  },
  {
    kind: 'trailing-space',
    table: 'persons',
    share: 0.0005,
    fits: () => true,
    spoil: (row) => [{ ...row, ethnicity: `${String(row['ethnicity'])} ` }],
  },
  {
    kind: 'trailing-space',
    table: 'plans',
    share: 0.002,
    fits: () => true,
    spoil: (row) => [{ ...row, primary_need: `${String(row['primary_need'])}  ` }],
  },
]

/** A source of faults for one authority. */
export function makeFaults(seed: number, code: string): FaultMaker {
  const random: Random = randomFrom(seed, `${code}/faults`)
  const counts = new Map<FaultKind, number>()
  const inTables = new Map<FaultKind, number>()
  const count = (kind: FaultKind): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const byTable = Map.groupBy(FAULTS, (fault) => fault.table)
  return {
    spoil: (table, row) => {
      const fault = byTable.get(table)?.find(({ share, fits }) => fits(row) && random.chance(share))
      if (fault === undefined) return [row]
      count(fault.kind)
      inTables.set(fault.kind, (inTables.get(fault.kind) ?? 0) + 1)
      return fault.spoil(row)
    },
    strike: (kind, share) => {
      const strikes = random.chance(share)
      if (strikes) count(kind)
      return strikes
    },
    counts: () => faultCounts((kind) => counts.get(kind) ?? 0),
    countsInTables: () => faultCounts((kind) => inTables.get(kind) ?? 0),
  }
}

/** Counts for every kind. */
export function faultCounts(countOf: (kind: FaultKind) => number): FaultCounts {
  return {
    'missing-required-when': countOf('missing-required-when'),
    'impossible-date': countOf('impossible-date'),
    'unknown-code': countOf('unknown-code'),
    'duplicate-key': countOf('duplicate-key'),
    'dangling-reference': countOf('dangling-reference'),
    'decision-before-request': countOf('decision-before-request'),
    'trailing-space': countOf('trailing-space'),
    'wrong-check-letter': countOf('wrong-check-letter'),
  }
}
