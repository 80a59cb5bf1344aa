import { type Catalogue, kpisOf, type Measure } from '../catalogue/index.ts'
import { datasetsRead } from '../figures/index.ts'
import { instantWords } from './import-words.ts'
import { DUE_DAYS } from './read-quality.ts'
import type { TableHeld } from './read-tables.ts'

/** How old a table is, held against how often it is needed. */
export type Freshness = {
  readonly name: string
  readonly href: string
  /** `every month`; empty where no KPI needs it again. */
  readonly due: string
  /** Days beyond that since the last import; 0 or less is in time, null where nothing is due. */
  readonly daysLate: number | null
  /** `12 days late`; empty when in time. */
  readonly late: string
  /** `Last imported 4 April 2024, 09:12; needed every month; 12 days late`. */
  readonly words: string
}

const STEP_WORDS: Readonly<Record<Measure['every'], string>> = {
  month: 'every month',
  quarter: 'every quarter',
  term: 'every term',
  year: 'every year',
  once: '',
}

const MS_A_DAY = 86_400_000

/**
 * How fresh each supplied table is: it is needed as often as the most frequent KPI that reads it.
 *
 * @param now - The instant that ages count to.
 */
export function freshnessOf(
  catalogue: Catalogue,
  held: ReadonlyMap<string, TableHeld>,
  now: Date,
): ReadonlyMap<string, Freshness> {
  const steps = stepsByTable(catalogue)
  return new Map(
    [...held].flatMap(([name, { lastImport }]) => {
      if (!lastImport) return []
      const step = steps.get(name) ?? 'once'
      const days = Math.floor((now.getTime() - Date.parse(lastImport.importedAt)) / MS_A_DAY)
      const due = DUE_DAYS[step]
      const daysLate = due === null ? null : days - due
      const late = daysLate !== null && daysLate > 0 ? `${daysWords(daysLate)} late` : ''
      const parts = [
        `last imported ${instantWords(lastImport.importedAt)}`,
        STEP_WORDS[step] && `needed ${STEP_WORDS[step]}`,
        late,
      ]
      const words = parts.filter((text) => text !== '').join('; ')
      const href = `/definitions/tables/${name}`
      return [[name, { name, href, due: STEP_WORDS[step], daysLate, late, words }] as const]
    }),
  )
}

/** Tables whose next import is late, the latest first. */
export function lateTables(fresh: ReadonlyMap<string, Freshness>): readonly Freshness[] {
  return [...fresh.values()]
    .filter(({ daysLate }) => (daysLate ?? 0) > 0)
    .toSorted((a, b) => (b.daysLate ?? 0) - (a.daysLate ?? 0))
}

function daysWords(days: number): string {
  return `${days.toLocaleString('en-GB')} ${days === 1 ? 'day' : 'days'}`
}

/** The shortest step of the KPIs that read each table. */
function stepsByTable(catalogue: Catalogue): ReadonlyMap<string, Measure['every']> {
  const found = new Map<string, Measure['every']>()
  const kpis = [...catalogue.frameworks.values()].flatMap((one) => kpisOf(catalogue, one))
  const measures = new Set(kpis.flatMap(({ measure }) => measure ?? []))
  for (const measure of measures) {
    for (const name of datasetsRead(measure, catalogue.measures)) {
      const known = found.get(name)
      if (!known || daysOf(measure.every) < daysOf(known)) found.set(name, measure.every)
    }
  }
  return found
}

function daysOf(step: Measure['every']): number {
  return DUE_DAYS[step] ?? Infinity
}
