import type { Catalogue, Comparison, Kpi, Measure } from '../catalogue/index.ts'
import { type DayText, NATION, type Period, periodHolding, toNumber } from '../core/index.ts'
import {
  computeFigures,
  computeFiguresOf,
  type Figure,
  type FigureAsk,
  publicDisplay,
} from '../figures/index.ts'
import { type AuthorityHeld, recordsHeld } from '../records/index.ts'
import type { BoardState, Services } from '../services.ts'
import type { Compared, ComparedFigure, ComparedSets, Neighbours } from './compared.ts'
import { figureOnChart } from './figure-words.ts'
import { readKpiSettings, sourceOf } from './read-figures.ts'
import { readNeighbours } from './read-neighbours.ts'
import {
  publishedYears,
  type PublishedYearSet,
  readAllAreas,
  readPublishedRows,
} from './read-published.ts'

type Reads = Pick<Services, 'database' | 'catalogue'>

const NONE: ComparedSets = { sets: [], differs: '' }

/** So many KPIs are kept. */
const KEPT = 100

/** Reads what is known of other authorities; kept until the next import. */
export function createComparedReader(
  services: Reads,
): (state: BoardState | undefined, kpi: Kpi, latest: Figure | null) => Promise<ComparedSets> {
  const kept = new Map<string, Promise<ComparedSets>>()
  return async (state, kpi, latest) => {
    if (!state || !kpi.measure) return NONE
    const rows = await services.database.query('select max(id) as last from records.imports')
    const key = `${kpi.address} ${state.authority} ${state.asAt} ${String(rows[0]?.['last'])}`
    const known = kept.get(key)
    if (known) return await known
    const read = readCompared(services, state, kpi, kpi.measure, latest)
    const [oldest] = kept.keys()
    if (kept.size >= KEPT) kept.delete(oldest ?? '')
    kept.set(key, read)
    read.catch(() => kept.delete(key))
    return await read
  }
}

async function readCompared(
  services: Reads,
  state: BoardState,
  kpi: Kpi,
  measure: Measure,
  latest: Figure | null,
): Promise<ComparedSets> {
  const comparison = services.catalogue.published.comparisons.get(measure.id)
  const { differs } = comparison ?? {}
  const [published, records] = await Promise.all([
    comparison && differs === undefined
      ? readYear(services, state, kpi, measure, comparison)
      : undefined,
    readOthers(services, state, kpi, measure, latest),
  ])
  return {
    sets: [published, records].filter((one) => one !== undefined),
    differs: differs ?? '',
  }
}

/** Of so many years the newest is taken for which this authority has a figure. */
const YEARS_TRIED = 3

async function readYear(
  services: Reads,
  state: BoardState,
  kpi: Kpi,
  measure: Measure,
  comparison: Comparison,
): Promise<Compared | undefined> {
  const rows = await readPublishedRows(services, comparison)
  if (rows.length === 0) return undefined
  const areas = await readAllAreas()
  const symbols = symbolWords(services.catalogue)
  const years = publishedYears({ rows, comparison, measure, areas, symbols })
  const settings = await readKpiSettings(services, state, kpi)
  const around = {
    region: areas.find(({ code }) => code === state.authority)?.region,
    neighbours: await readNeighbours(services, state.authority, areas),
  }
  for (const year of years.slice(0, YEARS_TRIED)) {
    const period = periodOf(services.catalogue, comparison, year.asAt)
    const own = await ownFigure(services, state, { measure: measure.id, settings, period })
    const stands = year.figures.find(({ area }) => area === state.authority)
    if (stands?.value !== undefined || own)
      return comparedYear(year, state, own, { period, measure, ...around })
  }
  const [newest] = years
  if (!newest) return undefined
  const period = periodOf(services.catalogue, comparison, newest.asAt)
  return comparedYear(newest, state, null, { period, measure, ...around })
}

function symbolWords({ datasets }: Pick<Catalogue, 'datasets'>): ReadonlyMap<string, string> {
  return datasets.get('published')?.table.columns.get('symbol')?.codes ?? new Map()
}

/** A calendar year is a period of its own; what is counted on a day is of that day. */
function periodOf({ published }: Catalogue, comparison: Comparison, asAt: DayText): Period {
  const main = comparison.value ?? comparison.numerator[0] ?? ''
  const year = published.series.get(main)?.year ?? 'calendar'
  if (year === 'academic') return periodHolding('academic-year', asAt)
  if (year === 'financial') return periodHolding('financial-year', asAt)
  return periodHolding(year === 'calendar' ? 'calendar-year' : 'point', asAt)
}

/** This authority's figure of a period by its records; null where there is none, or none of the whole period. */
async function ownFigure(
  services: Reads,
  state: BoardState,
  { measure, settings = [], period }: Pick<FigureAsk, 'measure' | 'settings'> & { period: Period },
): Promise<Figure | null> {
  if (period.end > state.asAt) return null
  const ask = { measure, settings, periods: [period], breakdowns: 'none' } as const
  const [figure] = await computeFigures(sourceOf(services, state), [ask])
  return figure?.value ? figure : null
}

type YearFacts = {
  readonly period: Period
  readonly measure: Measure
  /** Code of the authority's region. */
  readonly region: string | undefined
  readonly neighbours: Neighbours | null
}

function comparedYear(
  year: PublishedYearSet,
  state: BoardState,
  own: Figure | null,
  { period, measure, region, neighbours }: YearFacts,
): Compared {
  const { figures, wider, source, publishedOn, restated } = year
  const ofArea = (code: string | undefined) => wider.find(({ area }) => area === code) ?? null
  const stands = figures.some(({ area }) => area === state.authority)
  const added = own && !stands ? [ownAmong(own, year, state, measure)] : []
  return {
    basis: 'published',
    period,
    figures: [...figures, ...added],
    own: state.authority,
    ownRecords: own,
    isOwnFromRecords: added.length > 0,
    // An invented authority stands among invented ones: nobody published them.
    source: state.invented ? `Invented for the demonstration, in the layout of ${source}` : source,
    ...{ england: ofArea(NATION), region: ofArea(region), neighbours },
    ...{ definition: figures[0]?.definition ?? '', publishedOn, restated },
    refused: [],
  }
}

function ownAmong(
  own: Figure,
  { asAt, figures }: PublishedYearSet,
  { authority, authorityName }: BoardState,
  measure: Measure,
): ComparedFigure {
  return {
    ...countsOf(own, measure),
    ...{ area: authority, name: authorityName, year: asAt },
    definition: figures[0]?.definition ?? '',
    shown: figureOnChart(own, measure),
    note: 'by the records here',
  }
}

/** A figure's number, as it is published: a percentage to one decimal. */
function countsOf({ value, numerator, denominator }: Figure, { kind }: Measure) {
  const number = value && toNumber(value)
  return {
    value: number === null ? null : Number(number.toFixed(kind === 'percentage' ? 1 : 2)),
    numerator: numerator && toNumber(numerator),
    denominator: denominator && toNumber(denominator),
  }
}

/** With fewer authorities there is nothing to compare. */
const LEAST_OTHERS = 2

/** The figures of all authorities in this database for the latest period, by the records of each. */
async function readOthers(
  services: Reads,
  state: BoardState,
  kpi: Kpi,
  measure: Measure,
  latest: Figure | null,
): Promise<Compared | undefined> {
  if (!latest?.value || measure.disclosure === 'restricted') return undefined
  const held = await recordsHeld(services.database)
  if (held.length <= LEAST_OTHERS) return undefined
  const { period } = latest
  const reach = held.filter(({ extractedOn }) => (extractedOn ?? '') >= period.end)
  const settings = await readKpiSettings(services, state, kpi)
  const request = [
    { measure: measure.id, settings, periods: [period], breakdowns: 'none' as const },
  ]
  const asks = reach.map(({ authority, supplied }) => ({
    source: { ...services, authority, supplied, asAt: state.asAt },
    request,
  }))
  const areas = await readAllAreas()
  const nameOf = (code: string) => areas.find((area) => area.code === code)?.name ?? code
  const figures: ComparedFigure[] = []
  for await (const [figure] of computeFiguresOf(asks)) {
    if (figure) figures.push(recordsFigure(figure, kpi, measure, state, nameOf))
  }
  return {
    basis: 'records',
    ...{ period, figures, own: state.authority, ownRecords: latest, isOwnFromRecords: true },
    ...{
      ...{ england: null, region: null },
      neighbours: await readNeighbours(services, state.authority, areas),
      definition: measure.name,
      source: 'The records held here of each authority',
    },
    ...{ publishedOn: null, restated: [] },
    refused: tooShort(held, period.end, nameOf),
  }
}

/** Whose records end before the period does: their figures are of a shorter one. */
function tooShort(
  held: readonly AuthorityHeld[],
  end: DayText,
  nameOf: (code: string) => string,
): string[] {
  return held
    .filter(({ extractedOn }) => (extractedOn ?? '') < end)
    .map(
      ({ authority }) =>
        `${nameOf(authority)} is not compared: its records end before the period does`,
    )
}

/** What is small is withheld, as it is from the public; this authority's own figure is not. */
function recordsFigure(
  figure: Figure,
  { use }: Kpi,
  measure: Measure,
  state: BoardState,
  nameOf: (code: string) => string,
): ComparedFigure {
  const isOwn = figure.authority === state.authority
  const shown = isOwn
    ? figureOnChart(figure, measure)
    : publicDisplay(figure, measure, use.disclosure)
  const isHidden = !isOwn && (shown === 'suppressed' || shown === 'not published')
  const counts = countsOf(figure, measure)
  const none = { value: null, numerator: null, denominator: null }
  return {
    ...(isHidden || figure.value === null ? none : counts),
    area: figure.authority,
    name: isOwn ? state.authorityName : nameOf(figure.authority),
    year: figure.period.end,
    definition: measure.id,
    shown:
      figure.value === null
        ? figure.reason || 'no figure'
        : isHidden
          ? 'withheld: small numbers'
          : figureOnChart(figure, measure),
    note: '',
  }
}
