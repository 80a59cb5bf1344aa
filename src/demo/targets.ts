import type { World } from './world.ts'

type Decision = {
  readonly at: string
  readonly kind: 'baseline' | 'target' | 'standard'
  readonly from: string
  readonly comparator?: string
  readonly value?: number
}

/** What the SEND Board decided after the strategies were written: the blanks that they left. */
const DECISIONS: readonly Decision[] = [
  { at: 'kingston-2021/61/a', kind: 'standard', from: '2021-04-01', value: 18 },
  { at: 'kingston-2021/62/a', kind: 'standard', from: '2021-04-01', value: 18 },
  { at: 'kingston-2021/64/a', kind: 'standard', from: '2021-04-01', value: 4 },
  { at: 'kingston-2021/64/a', kind: 'standard', from: '2025-04-01', value: 6 },
  { at: 'kingston-2021/61/a', kind: 'target', from: '2021-04-01', comparator: 'gte', value: 80 },
  { at: 'kingston-2021/111/a', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 60 },
  { at: 'kingston-2021/111/a', kind: 'target', from: '2025-01-01', comparator: 'gte', value: 75 },
  { at: 'kingston-2021/111/c', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 90 },
  { at: 'kingston-2021/117/a', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 60 },
  { at: 'kingston-2021/120/a', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 80 },
  { at: 'kingston-2021/109/b', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 75 },
  { at: 'kingston-2021/110/b', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 75 },
  { at: 'kingston-2021/122/a', kind: 'target', from: '2023-09-01', comparator: 'gte', value: 70 },
  { at: 'kingston-2021/123/a', kind: 'target', from: '2023-04-01', comparator: 'lte', value: 2.5 },
  { at: 'kingston-2021/75/a', kind: 'target', from: '2023-04-01', comparator: 'lte', value: 6 },
  { at: 'kingston-2021/41/a', kind: 'target', from: '2023-04-01', comparator: 'lte', value: 25 },
  { at: 'kingston-2021/10/a', kind: 'target', from: '2023-04-01', comparator: 'gte', value: 0 },
  {
    at: 'kingston-2021/18/a',
    kind: 'target',
    from: '2023-04-01',
    comparator: 'gte',
    value: 1_000_000,
  },
  { at: 'kingston-2021/69/a', kind: 'target', from: '2023-04-01', comparator: 'lte', value: 10 },
  { at: 'kingston-2021/80/a', kind: 'target', from: '2023-09-01', comparator: 'gte', value: 95 },
  { at: 'kingston-2021/112/b', kind: 'target', from: '2024-01-01', comparator: 'gte', value: 50 },
  { at: 'kingston-2021/100/a', kind: 'target', from: '2023-09-01', comparator: 'gte', value: 65 },
  { at: 'tower-hamlets-2018/2.2/a', kind: 'baseline', from: '2021-03-31', value: 30 },
  {
    at: 'tower-hamlets-2018/2.2/a',
    kind: 'target',
    from: '2023-04-01',
    comparator: 'lte',
    value: 26,
  },
  {
    at: 'tower-hamlets-2018/3.2/a',
    kind: 'target',
    from: '2023-09-01',
    comparator: 'lte',
    value: 9,
  },
  {
    at: 'tower-hamlets-2018/3.2/b',
    kind: 'target',
    from: '2023-09-01',
    comparator: 'lte',
    value: 9,
  },
  { at: 'tower-hamlets-2018/5.1/a', kind: 'baseline', from: '2022-08-31', value: 68 },
  {
    at: 'tower-hamlets-2018/5.1/a',
    kind: 'target',
    from: '2023-09-01',
    comparator: 'gte',
    value: 72,
  },
]

/** Writes the board's decisions, each taken at the meeting four weeks before. */
export function writeTargets(world: World): void {
  for (const { at, kind, from, comparator, value } of DECISIONS) {
    const [framework, ref, sub] = at.split('/')
    world.emit('targets', {
      framework,
      ref,
      sub,
      kind,
      applies_date: from,
      comparator,
      value,
      decided_on: from.endsWith('-31') ? `${from.slice(0, 8)}03` : decidedBefore(from),
    })
  }
}

/** The first Tuesday or so of the month before. */
function decidedBefore(from: string): string {
  const [year, month] = from.split('-').map(Number)
  if (year === undefined || month === undefined) return from
  return month === 1
    ? `${String(year - 1)}-12-05`
    : `${String(year)}-${String(month - 1).padStart(2, '0')}-05`
}
