import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { authoritiesOf } from './authorities.ts'
import { randomFrom } from './random.ts'
import type { Issued } from './truth.ts'

/** An authority of the invented publication, with its own counts where it has records. */
export type PublishedAuthority = {
  readonly code: string
  readonly lea: string
  readonly name: string
  /** Plans held, which says how large it is. */
  readonly plans: number
  /** By calendar year; undefined where the figures are invented too. */
  readonly twentyWeeks?: Readonly<Record<string, Issued>>
}

/** The share within 20 weeks of a middling authority, by year; the level of DfE's SEN2 releases. */
const LEVELS: Readonly<Record<string, number>> = { 2021: 0.6, 2022: 0.49, 2023: 0.5, 2024: 0.48 }
const YEARS = ['2021', '2022', '2023', '2024'] as const
/** New plans a year for each plan held, and how many of them have an exception. */
const NEW_PLANS = 0.14
const EXCEPTIONS = 0.08
/** One authority in so many did not return its figures of the last year. */
const MISSING_EVERY = 41
/** The one whose figure of 2024 the second release takes back. */
const WITHDRAWN_AT = 17

const HEAD =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex'
const WHOLE = 'All EHC plans issued,All EHC plans issued'

/**
 * Writes under `folder` what a department would publish of all invented authorities, twice: in June 2025,
 * and again in January 2026 with one figure taken back. In the layout of DfE's table; no figure of it is real.
 *
 * @param authorities - Those whose records are written; others are invented beside them.
 * @returns Bytes written.
 */
export function writePublished(
  authorities: readonly PublishedAuthority[],
  seed: number,
  folder: string,
): number {
  const all = [...authorities, ...(authorities.length > 1 ? [] : authoritiesOf('england', seed))]
  const counts = all.map((one, at) => countsOf(one, at, seed))
  const first = tableOf(all, counts, undefined)
  const second = tableOf(all, counts, WITHDRAWN_AT)
  return (
    writeRelease(join(folder, 'june-2025'), '2025-06-26', first) +
    writeRelease(join(folder, 'january-2026'), '2026-01-22', second)
  )
}

function writeRelease(folder: string, day: string, text: string): number {
  mkdirSync(folder, { recursive: true })
  const note = `# Synthetic: nobody published this.\nextracted_on: ${day}\n`
  writeFileSync(join(folder, 'extract.yaml'), note)
  writeFileSync(join(folder, `timeliness_20_week_${day.slice(0, 7)}.csv`), text)
  return Buffer.byteLength(text) + Buffer.byteLength(note)
}

type Counts = Readonly<Record<string, Issued | undefined>>

function countsOf(
  { code, plans, twentyWeeks }: PublishedAuthority,
  at: number,
  seed: number,
): Counts {
  if (twentyWeeks) return twentyWeeks
  const random = randomFrom(seed, `published ${code}`)
  const leaning = random.normal(0, 1.1)
  const isMissing = at % MISSING_EVERY === MISSING_EVERY - 1
  const years = YEARS.map((year): [string, Issued | undefined] => {
    const level = LEVELS[year] ?? 0.5
    const share =
      1 / (1 + Math.exp(-(Math.log(level / (1 - level)) + leaning + random.normal(0, 0.4))))
    const issued = Math.max(3, Math.round(plans * NEW_PLANS * Math.exp(random.normal(0, 0.15))))
    const plain = issued - Math.round(issued * EXCEPTIONS)
    const inTimeWithoutException = Math.round(plain * share)
    const inTime = inTimeWithoutException + Math.round((issued - plain) * share * 0.3)
    const counts = { issued, inTime, issuedWithoutException: plain, inTimeWithoutException }
    return [year, isMissing && year === '2024' ? undefined : counts]
  })
  return Object.fromEntries(years)
}

function tableOf(
  authorities: readonly PublishedAuthority[],
  counts: readonly Counts[],
  withdrawn: number | undefined,
): string {
  const rows = YEARS.flatMap((year) => {
    const known = counts.flatMap((one) => one[year] ?? [])
    const england = `${year},Calendar year,National,E92000001,England,,,,,,${WHOLE},${cells(summed(known))}`
    return [
      england,
      ...authorities.map(({ code, lea, name }, at) => {
        const isWithdrawn = at === withdrawn && year === '2024'
        const own = isWithdrawn ? undefined : counts[at]?.[year]
        return `${year},Calendar year,Local authority,E92000001,England,,,${code},${lea},${name},${WHOLE},${cells(own)}`
      }),
    ]
  })
  return `${[HEAD, ...rows].join('\n')}\n`
}

function summed(all: readonly Issued[]): Issued {
  const total = (part: keyof Issued) => all.reduce((sum, one) => sum + one[part], 0)
  return {
    issued: total('issued'),
    inTime: total('inTime'),
    issuedWithoutException: total('issuedWithoutException'),
    inTimeWithoutException: total('inTimeWithoutException'),
  }
}

function cells(counts: Issued | undefined): string {
  if (!counts) return 'x,x,x,x,x,x'
  const { issued, inTime, issuedWithoutException, inTimeWithoutException } = counts
  const rates = [percent(inTime, issued), percent(inTimeWithoutException, issuedWithoutException)]
  return [issued, issuedWithoutException, inTime, inTimeWithoutException, ...rates].join(',')
}

/** To one decimal; `z` where there is nothing to divide by. */
function percent(part: number, whole: number): string {
  return whole === 0 ? 'z' : (Math.round((1000 * part) / whole) / 10).toString()
}
