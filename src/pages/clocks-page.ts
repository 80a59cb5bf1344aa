import { type DayText, formatDay, formatPeriod } from '../core/index.ts'
import type { ClockId, MonthEnd } from '../judgement/index.ts'
import {
  CLOCK_WORDS,
  clockIds,
  type ClocksFilter,
  clocksQuery,
  filterCases,
  SORTS,
  type WeekId,
  weekOf,
  WEEKS,
} from './clocks-filter.ts'
import { csvText } from './csv.ts'
import { type Paging, pagingOf } from './paging.ts'
import type { Clocks } from './clocks-reader.ts'
import type { OpenCase } from './read-clocks.ts'

export const CASES_A_PAGE = 50

/** An open case as a line of the list. */
export type CaseLine = {
  readonly person: string
  readonly record: string
  readonly clock: string
  readonly started: string
  readonly lastDay: string
  readonly daysLeft: string
  readonly isLate: boolean
  readonly exception: string
  readonly source: string
}

/** A limit, with how many open cases are past it or reach it in 30 days. */
export type ClockRow = {
  /** Why nothing can be counted; empty where it can. */
  readonly missing: string
  readonly name: string
  readonly law: string
  readonly href: string
  readonly late: number
  readonly soon: number
  readonly open: number
  readonly openWords: string
}

type Option = { readonly value: string; readonly text: string; readonly selected: boolean }

/** Whose question: the SEND manager's on Monday morning, "which cases are about to break a legal limit?" */
export type ClocksPage = {
  readonly asAt: string
  readonly summary: string
  readonly forecast: readonly string[]
  /** How many cases are in each stretch of days, each with a link that shows them. */
  readonly weeks: readonly {
    readonly id: WeekId
    readonly name: string
    readonly count: string
    readonly href: string
  }[]
  /** The same by limit. */
  readonly clocks: readonly ClockRow[]
  readonly options: {
    readonly clocks: readonly Option[]
    readonly weeks: readonly Option[]
    readonly sorts: readonly Option[]
  }
  readonly filtered: boolean
  readonly shown: string
  readonly lines: readonly CaseLine[]
  readonly paging: Paging
  readonly csvHref: string
}

type About = {
  readonly asAt: DayText
  readonly filter: ClocksFilter
  readonly page: number
}

/** The page of a list of open cases, earliest last day first. */
export function clocksPage({ cases, missing, monthEnd }: Clocks, about: About): ClocksPage {
  const { filter, page, asAt } = about
  const shown = filterCases(cases, filter)
  const query = clocksQuery(filter)
  return {
    asAt: formatDay(asAt),
    summary: clocksSummary(cases, missing),
    forecast: monthEnd ? forecastWords(monthEnd) : [],
    weeks: weekIds().map((id) => ({
      id,
      name: WEEKS[id].name,
      count: number(cases.filter((one) => weekOf(one.daysLeft) === id).length),
      href: `/clocks${clocksQuery({ ...filter, week: id })}#cases`,
    })),
    clocks: clockRows(cases, missing),
    options: {
      clocks: choices(
        'All limits',
        clockIds().map((id) => [id, CLOCK_WORDS[id].name]),
        filter.clock,
      ),
      weeks: choices(
        'Any time left',
        weekIds().map((id) => [id, WEEKS[id].name]),
        filter.week,
      ),
      sorts: choices('Earliest last day first', Object.entries(SORTS).slice(1), filter.sort),
    },
    filtered: filter.clock !== '' || filter.week !== '',
    shown: `${number(shown.length)} of ${number(cases.length)} open cases`,
    lines: shown.slice((page - 1) * CASES_A_PAGE, page * CASES_A_PAGE).map(caseLine),
    paging: pagingOf({ page, total: shown.length, size: CASES_A_PAGE }, (at) =>
      pageHref(query, at),
    ),
    csvHref: `/clocks.csv${query}`,
  }
}

function pageHref(query: string, page: number): string {
  return `/clocks${query}${query === '' ? '?' : '&'}page=${String(page)}#cases`
}

/** How many cases are past a limit, and how many reach one soon, in a sentence. */
export function clocksSummary(cases: readonly OpenCase[], missing: Clocks['missing']): string {
  if (missing.size === clockIds().length) return 'The open cases cannot be listed.'
  const late = cases.filter(isLate).length
  const soon = cases.filter(isSoon).length
  return `${number(late)} ${late === 1 ? 'case is' : 'cases are'} past a legal limit. ${number(soon)} more ${soon === 1 ? 'reaches' : 'reach'} one in the next ${String(WEEKS.month.to)} days.`
}

function isLate({ daysLeft }: OpenCase): boolean {
  return daysLeft < 0
}

function isSoon({ daysLeft }: OpenCase): boolean {
  return daysLeft >= 0 && daysLeft <= WEEKS.month.to
}

/** Every limit with its open cases. */
export function clockRows(
  cases: readonly OpenCase[],
  missing: Clocks['missing'],
): readonly ClockRow[] {
  return clockIds().map((id) => clockRow(id, cases, missing.get(id) ?? []))
}

function clockRow(id: ClockId, cases: readonly OpenCase[], missing: readonly string[]): ClockRow {
  const own = cases.filter(({ clock }) => clock === id)
  const { name, law } = CLOCK_WORDS[id]
  return {
    missing: missing.length === 0 ? '' : `no ${missing.join(', no ')} supplied`,
    name,
    law,
    href: `/clocks${clocksQuery({ clock: id, week: '', sort: '' })}#cases`,
    late: own.filter(isLate).length,
    soon: own.filter(isSoon).length,
    open: own.length,
    openWords: number(own.length),
  }
}

function forecastWords(end: MonthEnd): string[] {
  const month = formatPeriod(end.month)
  if (end.best === null) return [`No plan is due or likely to be finished in ${month}.`]
  const due = `${number(end.due)} open ${end.due === 1 ? 'case reaches its' : 'cases reach their'} 20 weeks in what is left of ${month}`
  const best = `If every one is finished in time, the month ends at ${percent(end.best)}`
  return [
    `${due}${end.finished === 0 ? '' : `; of ${number(end.finished)} finished so far, ${number(end.finishedInTime)} were in time`}.`,
    end.atPace === null
      ? `${best}. There is no recent case to take a pace from.`
      : `${best}; at the pace of the last 13 weeks, at ${percent(end.atPace)}.`,
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`
}

function caseLine(one: OpenCase): CaseLine {
  return {
    person: shortCode(one.person),
    record: shortCode(one.record),
    clock: CLOCK_WORDS[one.clock].name,
    started: formatDay(one.startedOn),
    lastDay: formatDay(one.lastDay),
    daysLeft: daysWords(one.daysLeft),
    isLate: isLate(one),
    exception: one.exception.replaceAll('_', ' '),
    source: one.line === null ? one.file : `${one.file}, line ${number(one.line)}`,
  }
}

/** A code made here is long; its first eight signs tell one from another on a page. */
function shortCode(code: string): string {
  return code.length > 20 ? `${code.slice(0, 8)}…` : code
}

function daysWords(days: number): string {
  if (days < 0) return `${number(-days)} ${days === -1 ? 'day' : 'days'} late`
  return days === 0 ? 'last day' : number(days)
}

const CSV_COLUMNS = [
  ...['person_code', 'record', 'limit', 'started_on', 'last_day', 'days_left'],
  ...['exception', 'source_file', 'source_line'],
]

/** Exactly the cases that are shown, all pages of them. */
export function clocksCsv(cases: readonly OpenCase[], filter: ClocksFilter): string {
  return csvText(
    CSV_COLUMNS,
    filterCases(cases, filter).map((one) => [
      ...[one.person, one.record, CLOCK_WORDS[one.clock].name, one.startedOn, one.lastDay],
      ...[one.daysLeft, one.exception, one.file, one.line],
    ]),
  )
}

function weekIds(): WeekId[] {
  return ['late', 'this-week', 'next-week', 'month', 'later']
}

function choices(
  all: string,
  entries: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Option[] {
  return [['', all] as const, ...entries].map(([value, words]) => ({
    value,
    text: words,
    selected: value === chosen,
  }))
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
