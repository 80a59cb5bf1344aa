import type { Finding, Level, ReturnFigure, ReturnReport } from '../sources/index.ts'
import type { Row } from './write-table.ts'

/** A return, checked and counted. */
export type ReturnCheck = {
  readonly report: ReturnReport
  readonly figures: readonly ReturnFigure[]
}

export const LEVELS: readonly Level[] = ['error', 'query', 'warning']

export const FINDING_COLUMNS = [
  ...(['level', 'rule', 'module', 'field', 'file', 'line', 'person'] as const),
  ...(['message', 'what_to_do', 'certainty'] as const),
] as const

/** One row for each finding, the worst first. */
export function findingRows({ report }: ReturnCheck): Row<(typeof FINDING_COLUMNS)[number]>[] {
  return report.findings.map(({ says, fix, ...finding }) => ({
    ...finding,
    message: says,
    what_to_do: fix,
  }))
}

/** The findings of one rule at one level. */
export type OfRule = {
  readonly level: Level
  readonly rule: string
  readonly findings: readonly [Finding, ...Finding[]]
  readonly persons: number
}

/** Findings by level and rule: the worst level first, then the rule broken most often. */
export function byRule({ report: { findings } }: ReturnCheck): readonly OfRule[] {
  const groups = Map.groupBy(findings, ({ level, rule }) => `${level} ${rule}`)
  return [...groups.values()]
    .flatMap((members) => {
      const [first, ...others] = members
      if (!first) return []
      const persons = new Set(members.flatMap(({ person }) => person ?? [])).size
      const group: OfRule = {
        level: first.level,
        rule: first.rule,
        findings: [first, ...others],
        persons,
      }
      return [group]
    })
    .toSorted(
      (a, b) =>
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        b.findings.length - a.findings.length ||
        (a.rule < b.rule ? -1 : 1),
    )
}

export const RULE_COLUMNS = [
  ...(['level', 'rule', 'times', 'persons', 'message', 'what_to_do', 'certainty'] as const),
] as const

export function ruleRows(check: ReturnCheck): Row<(typeof RULE_COLUMNS)[number]>[] {
  return byRule(check).map(({ level, rule, findings, persons }) => ({
    ...{ level, rule, times: findings.length, persons },
    message: findings[0].says,
    what_to_do: findings[0].fix,
    certainty: findings[0].certainty,
  }))
}

export const MODULE_COLUMNS = ['module', 'records', 'errors', 'queries', 'warnings'] as const

const MODULES = [
  ...['File', 'Header', 'Person', 'Requests', 'Assessment', 'NamedPlan', 'PlanDetail'],
  ...['ActivePlans', 'PlacementDetail', 'SENneed'],
]

/** How many records each module has, and findings about them. */
export function moduleRows({ report }: ReturnCheck): Row<(typeof MODULE_COLUMNS)[number]>[] {
  const { records, findings } = report
  const named = [...new Set([...MODULES, ...findings.map(({ module }) => module)])]
  return named.map((module) => {
    const of = (level: Level): number =>
      findings.filter((one) => one.module === module && one.level === level).length
    return {
      module,
      records: records[module] ?? null,
      errors: of('error'),
      queries: of('query'),
      warnings: of('warning'),
    }
  })
}

export const FIGURE_COLUMNS = [
  'section',
  'figure',
  'name',
  'numerator',
  'denominator',
  'value',
] as const

/** The Department's derived figures. */
export function figureRows({ figures }: ReturnCheck): Row<(typeof FIGURE_COLUMNS)[number]>[] {
  return figures.map(({ id, ...figure }) => ({ ...figure, figure: id }))
}
