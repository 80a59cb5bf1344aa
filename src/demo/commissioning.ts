import type { World } from './world.ts'

type Arrangement = {
  readonly title: string
  readonly kind: 'new' | 'revised'
  readonly from: string
  readonly until?: string
  readonly aligned: 'Y' | 'N'
}

/** The joint commissioning board's register. */
const ARRANGEMENTS: readonly Arrangement[] = [
  {
    title: 'Therapies in special schools',
    kind: 'new',
    from: '2020-09-01',
    until: '2023-08-31',
    aligned: 'Y',
  },
  { title: 'Equipment store', kind: 'revised', from: '2020-10-01', aligned: 'N' },
  { title: 'Short breaks', kind: 'revised', from: '2021-04-01', until: '2024-03-31', aligned: 'Y' },
  { title: 'Nursing in special schools', kind: 'new', from: '2021-09-01', aligned: 'Y' },
  { title: 'Emotional health in schools', kind: 'new', from: '2021-11-01', aligned: 'N' },
  { title: 'Interpreting', kind: 'revised', from: '2022-04-01', aligned: 'N' },
  { title: 'Autism pathway', kind: 'revised', from: '2022-09-01', aligned: 'Y' },
  { title: 'Speech and language in early years', kind: 'new', from: '2023-04-01', aligned: 'Y' },
  { title: 'Therapies in special schools', kind: 'revised', from: '2023-09-01', aligned: 'Y' },
  {
    title: 'Keyworkers for young people with autism',
    kind: 'new',
    from: '2024-01-08',
    aligned: 'Y',
  },
  { title: 'Short breaks', kind: 'revised', from: '2024-04-01', aligned: 'Y' },
  { title: 'Occupational therapy in schools', kind: 'new', from: '2024-09-01', aligned: 'Y' },
  { title: 'Sensory assessments', kind: 'new', from: '2024-11-04', aligned: 'N' },
  { title: 'Wheelchair service', kind: 'revised', from: '2025-04-01', aligned: 'Y' },
  { title: 'Neurodiversity in mainstream schools', kind: 'new', from: '2025-09-01', aligned: 'Y' },
  { title: 'Transition to adult care', kind: 'new', from: '2025-10-06', aligned: 'Y' },
  { title: 'Continuing care', kind: 'revised', from: '2026-01-05', aligned: 'Y' },
]

/** Writes the arrangements that council and health made together. */
export function writeCommissioning(world: World): void {
  for (const { title, kind, from, until, aligned } of ARRANGEMENTS) {
    world.emit('commissioning', {
      arrangement_id: world.nextId('JC'),
      title,
      kind,
      effective_date: from,
      end_date: until,
      strategy_aligned: aligned,
    })
  }
}
