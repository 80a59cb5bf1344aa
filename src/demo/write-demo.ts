import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { authoritiesOf, type DemoSize } from './authorities.ts'
import { writePublished } from './benchmark-published.ts'
import { type FaultCounts, faultCounts } from './faults.ts'
import { README_START, readmeOf } from './readme.ts'
import { EXTRACTED_ON } from './story.ts'
import { type AuthoritySummary, writeAuthority } from './write-authority.ts'

/** What to write and where. */
export type DemoOptions = {
  readonly size: DemoSize
  /** A folder that is missing, empty, or holds an earlier demonstration. */
  readonly out: string
  /** A whole number; the same one gives the same bytes. */
  readonly seed?: number
  readonly onProgress?: (progress: DemoProgress) => void
}

/** How far the writing has come. */
export type DemoProgress = {
  readonly authority: string
  /** Authorities finished, and in all. */
  readonly done: number
  readonly total: number
  /** Children and young people with SEND of this authority written so far. */
  readonly children: number
}

/** What was written. */
export type DemoSummary = {
  readonly size: DemoSize
  readonly seed: number
  readonly extractedOn: string
  readonly authorities: readonly AuthoritySummary[]
  /** Rows by table, over all authorities. */
  readonly rows: Readonly<Record<string, number>>
  /** Deliberate faults by kind, in the CSV files and the returns. */
  readonly faults: FaultCounts
  readonly bytes: number
}

export const DEFAULT_SEED = 20_260_331

/**
 * Writes the files that an invented authority, or a whole invented England, would export: the 27 CSV
 * files of the data model under `csv/`, a SEN2 return for each year under `sen2/`, and a README that
 * says that it is all synthetic. For `england` there is a folder for each authority.
 *
 * @throws Error if `out` holds anything else.
 */
export async function writeDemo(options: DemoOptions): Promise<DemoSummary> {
  const { size, out, seed = DEFAULT_SEED } = options
  requireOwnFolder(out)
  mkdirSync(out, { recursive: true })
  const authorities = authoritiesOf(size, seed)
  const written: AuthoritySummary[] = []
  writeFileSync(join(out, 'README.txt'), readmeOf(authorities, seed))
  for (const [done, authority] of authorities.entries()) {
    const folder = size === 'england' ? join(out, authority.code) : out
    const step = async (children: number): Promise<void> => {
      options.onProgress?.({ authority: authority.name, done, total: authorities.length, children })
      await setImmediate()
    }
    written.push(await writeAuthority(authority, seed, folder, step))
  }
  const published = authorities.map((authority, at) => {
    const twentyWeeks = written[at]?.truth.twentyWeeks
    return { ...authority, ...(twentyWeeks && { twentyWeeks }) }
  })
  const bytes = writePublished(published, seed, join(out, 'published'))
  const whole = summaryOf(size, seed, written)
  const summary = { ...whole, bytes: whole.bytes + bytes }
  writeFileSync(join(out, 'README.txt'), readmeOf(authorities, seed, summary.faults))
  return summary
}

function requireOwnFolder(out: string): void {
  if (!existsSync(out)) return
  const names = readdirSync(out)
  if (names.length === 0) return
  if (
    names.includes('README.txt') &&
    readFileSync(join(out, 'README.txt'), 'utf8').startsWith(README_START)
  )
    return
  throw new Error(`${out} is not empty. Choose another folder for the demonstration.`)
}

function summaryOf(
  size: DemoSize,
  seed: number,
  authorities: readonly AuthoritySummary[],
): DemoSummary {
  const rows: Record<string, number> = {}
  for (const one of authorities) {
    for (const [table, count] of Object.entries(one.rows)) rows[table] = (rows[table] ?? 0) + count
  }
  const sum = (numberOf: (one: AuthoritySummary) => number): number =>
    authorities.reduce((total, one) => total + numberOf(one), 0)
  return {
    size,
    seed,
    extractedOn: EXTRACTED_ON,
    authorities,
    rows,
    faults: faultCounts((kind) => sum(({ faults }) => faults[kind])),
    bytes: sum(({ bytes }) => bytes),
  }
}
