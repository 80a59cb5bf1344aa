import { createHash } from 'node:crypto'
import type { Measure } from '../catalogue/index.ts'
import { addDays, type DayText, type Period } from '../core/index.ts'
import { tablesMadeFrom } from '../database/index.ts'
import { cellAsks } from './cells-asks.ts'
import { tablesRead } from './compute-figures.ts'
import { KPIS } from './kpi-judgings.ts'
import { variantOf } from './measure-facts.ts'
import type { KpiUse } from './settings.ts'
import type { Figure, FigureAsk, FigureRequest, FigureSource, ParameterSetting } from './types.ts'

/**
 * What figures were computed from: a fingerprint by name of each dataset that an import changed, and
 * of the definitions with the list of what was supplied.
 */
export type Inputs = ReadonlyMap<string, string>

const DEFINITIONS = 'definitions'

/** The inputs as they stand. Undefined where no import is logged: then nothing is known of changes. */
export async function readInputs(source: FigureSource): Promise<Inputs | undefined> {
  const { database, authority, catalogue, supplied } = source
  if (!(await hasLog(source))) return undefined
  const rows = await database.query(
    `select c.dataset, i.id, i.status, f.sha256,
       (select count(*) from records.imports u
        where u.authority = i.authority and u.id < i.id and u.status = 'undone') as undone_before
     from records.imports i
     join records.changed_tables c on c.import_id = i.id
     left join records.files f on f.authority = i.authority and f.import_id = i.id
     where i.authority = $1 order by c.dataset, i.id, f.id`,
    [authority],
  )
  if (rows.length === 0) return undefined
  const byDataset = Map.groupBy(rows, (row) => String(row['dataset']))
  return new Map([
    [DEFINITIONS, hashOf([catalogue.version, [...supplied].sort()])],
    ...[...byDataset].map(([dataset, changes]): [string, string] => [
      dataset,
      hashOf(
        changes.map((row) =>
          // An import is made again when an earlier one is undone, and may then have other rows.
          [row['id'], row['status'], row['sha256'], row['undone_before']].map(String),
        ),
      ),
    ]),
  ])
}

/** Whether there are tables of the log at all: there are none where rows were only put in. */
export async function hasLog({ database }: Pick<FigureSource, 'database'>): Promise<boolean> {
  const [row] = await database.query(
    `select count(*) as n from information_schema.tables
     where table_schema = 'records' and table_name in ('imports', 'files', 'changed_tables')`,
  )
  return Number(row?.['n'] ?? 0) === 3
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/** A run whose figures may still hold. */
export type EarlierRun = {
  readonly asAt: DayText
  readonly inputs: Inputs
  readonly figures: readonly Figure[]
}

/** The figures of the run before that still hold, and what is to be computed. */
export type Refresh = { readonly kept: readonly Figure[]; readonly compute: FigureRequest }

/**
 * Parts what is asked in two. A figure still holds if no dataset changed that any table it reads is
 * made from, and its period was over, and settled, on the days of both runs. Measures about KPIs are
 * always computed: they depend on the figures of all others.
 */
export function partAsks(
  source: FigureSource,
  settingsOf: (kpi: KpiUse) => readonly ParameterSetting[],
  inputs: Inputs,
  earlier: EarlierRun,
): Refresh {
  const { catalogue } = source
  const asks = cellAsks(source, settingsOf)
  if (inputs.get(DEFINITIONS) !== earlier.inputs.get(DEFINITIONS))
    return { kept: [], compute: asks }
  const names = new Set([...inputs.keys(), ...earlier.inputs.keys()])
  const changed = [...names].filter((name) => inputs.get(name) !== earlier.inputs.get(name))
  const stale = new Set([KPIS, ...tablesMadeFrom(catalogue.schema, changed)])
  const tables = tablesRead(source, asks)
  const before = figuresBefore(source, settingsOf, earlier)
  const lastDay = earlier.asAt < source.asAt ? earlier.asAt : source.asAt
  const parted = asks.map((ask, index) => {
    const measure = catalogue.measures.get(ask.measure)
    const isStale = [...(tables[index] ?? [])].some((table) => stale.has(table))
    if (!measure || isStale) return { kept: [], compute: [ask] }
    return partPeriods(measure, ask, before, lastDay)
  })
  return {
    kept: parted.flatMap(({ kept }) => kept),
    compute: parted.flatMap(({ compute }) => compute),
  }
}

/** The figures of one measure and period, with its breakdowns only where these were asked for. */
type Before = (measure: Measure, ask: FigureAsk, period: Period) => readonly Figure[]

function partPeriods(measure: Measure, ask: FigureAsk, before: Before, lastDay: DayText): Refresh {
  const found = ask.periods.map((period) => {
    const isOver = addDays(period.end, measure.settlesDays ?? 0) <= lastDay
    return { period, figures: isOver ? before(measure, ask, period) : [] }
  })
  const periods = found.flatMap(({ period, figures }) => (figures.length === 0 ? [period] : []))
  return {
    kept: found.flatMap(({ figures }) => figures),
    compute: periods.length === 0 ? [] : [{ ...ask, periods }],
  }
}

function figuresBefore(
  { catalogue }: FigureSource,
  settingsOf: (kpi: KpiUse) => readonly ParameterSetting[],
  { asAt, figures }: EarlierRun,
): Before {
  const key = (measure: string, variant: string, { start, end }: Period) =>
    `${measure} ${variant} ${start} ${end}`
  const byKey = Map.groupBy(figures, (one) => key(one.measure, one.variant, one.period))
  const withBreakdowns = new Set(
    cellAsks({ catalogue, asAt }, settingsOf).flatMap(
      ({ measure, settings, periods, breakdowns }) => {
        const known = catalogue.measures.get(measure)
        if (!known || breakdowns === 'none') return []
        return periods.map((period) => key(measure, variantOf(known, settings ?? []), period))
      },
    ),
  )
  return (measure, { settings, breakdowns }, period) => {
    const own = key(measure.id, variantOf(measure, settings ?? []), period)
    if (breakdowns !== 'none' && !withBreakdowns.has(own)) return []
    const all = byKey.get(own) ?? []
    return breakdowns === 'none' ? all.filter(({ breakdown }) => breakdown === null) : all
  }
}
