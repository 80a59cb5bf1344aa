import type { World } from './world.ts'

/** A commitment of the SEND Board, as the secretariat holds it. */
type Milestone = {
  readonly kind: string
  readonly title: string
  readonly due: string
  readonly achieved?: string
  readonly criteria?: 'Y' | 'N'
  readonly reach?: number
}

const ANNUAL_REPORTS: readonly Milestone[] = [
  ['2020-09-30', '2020-10-14', 410],
  ['2021-09-30', '2021-09-28', 520],
  ['2022-09-30', '2022-12-06', 365],
  ['2023-09-30', '2023-10-03', 640],
  ['2024-09-30', '2024-09-24', 790],
  ['2025-09-30', '2025-09-23', 905],
].map(([due, achieved, reach]) => ({
  kind: 'annual_report',
  title: `SEND annual report ${String(due).slice(0, 4)}`,
  due: String(due),
  achieved: String(achieved),
  criteria: 'Y',
  reach: Number(reach),
}))

const FINANCE_REPORTS: readonly Milestone[] = ANNUAL_REPORTS.filter(({ due }) => due > '2021').map(
  (report) => ({
    kind: 'finance_report',
    title: report.title.replace('annual report', 'annual report: finance section'),
    due: report.due,
    achieved: report.achieved ?? report.due,
    criteria: 'Y',
  }),
)

const SURVEYS: readonly Milestone[] = [2021, 2022, 2023, 2024, 2025, 2026].map((year) => ({
  kind: 'survey_run',
  title: `Annual SEND survey of parents ${String(year)}`,
  due: `${String(year)}-03-31`,
  achieved: year === 2022 ? '2022-05-20' : `${String(year)}-03-18`,
  criteria: 'Y',
}))

const MILESTONES: readonly Milestone[] = [
  {
    kind: 'board_established',
    title: 'SEND Board established',
    due: '2020-12-31',
    achieved: '2020-11-19',
    criteria: 'Y',
  },
  {
    kind: 'charter_agreed',
    title: 'SEND Charter agreed with families',
    due: '2021-07-31',
    achieved: '2021-10-05',
    criteria: 'Y',
  },
  {
    kind: 'position_statement',
    title: 'Position statement on personal budgets',
    due: '2021-12-31',
    achieved: '2022-06-30',
    criteria: 'Y',
  },
  {
    kind: 'position_statement',
    title: 'Position statement on personal budgets, second edition',
    due: '2026-06-30',
  },
  ...ANNUAL_REPORTS,
  ...FINANCE_REPORTS,
  ...SURVEYS,
]

/** Writes the commitments and publications of the SEND Board. */
export function writeMilestones(world: World): void {
  for (const milestone of MILESTONES) {
    world.emit('milestones', {
      milestone_id: world.nextId('MS'),
      kind: milestone.kind,
      title: milestone.title,
      due_date: milestone.due,
      achieved_date: milestone.achieved,
      criteria_met: milestone.criteria,
      reach: milestone.reach,
    })
  }
}
