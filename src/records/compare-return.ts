import { type Dataset, readAuthorities } from '../catalogue/index.ts'
import type { AuthorityCode, DayText } from '../core/index.ts'
import { type Database, quoted } from '../database/index.ts'
import { endedSpells } from './ended-spells.ts'
import { nextId } from './import-log.ts'
import { keptItems } from './kept-rows.ts'
import { compareRows } from './merge.ts'
import type { MergeContext } from './merge-context.ts'
import { currentOf, sameKey } from './merge-sql.ts'
import { knownLinks } from './people.ts'
import { datasetOrder } from './plan-import.ts'
import { type ReplacedValue, replacedValues } from './read-replaced.ts'
import { adoptIds } from './same-meaning.ts'
import { stagerHere } from './stager.ts'
import { type StagedFile, stageFile } from './staging.ts'
import type { RecordServices } from './types.ts'

/** A record that one of the two knows, and the other should. */
export type OneSided = {
  readonly table: string
  readonly side: 'return' | 'case-system'
  readonly file: string
  readonly line: number | null
  /** The day that it is known by: received, begun or entered. */
  readonly day: DayText | null
  /** It lies after the day up to which the other side knows. */
  readonly isLater: boolean
}

/** What a return and the case system say differently about the same people. */
export type SourceComparison = {
  /** Values of a record that both have. */
  readonly values: readonly ReplacedValue[]
  readonly oneSided: readonly OneSided[]
  /** Tables of which the case system never gave an extract. */
  readonly notCompared: readonly string[]
}

/** Tables whose rows both sides should have, with the day by which a row is known. */
const KNOWN_BY: Readonly<Record<string, string>> = {
  requests: 'received_date',
  plans: 'start_date',
  placements: 'entry_date',
}

type Found = {
  readonly id: number
  readonly name: string
  readonly sha256: string
  readonly shape: string
  readonly extractedOn: DayText
}

/**
 * Reads the return of a year again, from what was kept of it, and compares it with the records of the
 * case system as they are now. Nothing is changed: what is staged is taken back.
 *
 * @returns undefined if no return of that year stands.
 */
export async function compareReturn(
  services: Pick<RecordServices, 'database' | 'catalogue' | 'personKey'>,
  authority: AuthorityCode,
  year: number,
): Promise<SourceComparison | undefined> {
  const { database } = services
  const found = await returnOf(database, authority, year)
  if (!found) return undefined
  let comparison: SourceComparison | undefined
  try {
    await database.transaction(async () => {
      comparison = await compareStaged(services, authority, { ...found, year })
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return comparison
}

/** Ends the transaction of a comparison, of which nothing is to stay. */
class TakenBack extends Error {}

async function returnOf(
  database: Database,
  authority: AuthorityCode,
  year: number,
): Promise<Found | undefined> {
  const rows = await database.query(
    `select f.id, f.name, f.sha256, f.shape, f.extracted_on
     from records.files f join records.imports i on i.id = f.import_id
     where f.authority = $1 and f.form = 'sen2-xml' and f.collection_year = $2
       and i.status in ('loaded', 'unchanged')
     order by f.id`,
    [authority, year],
  )
  const row = rows.at(-1)
  return (
    row && {
      id: Number(row['id']),
      name: String(row['name']),
      sha256: String(row['sha256']),
      shape: String(row['shape']),
      extractedOn: String(row['extracted_on']),
    }
  )
}

async function compareStaged(
  services: Pick<RecordServices, 'database' | 'catalogue' | 'personKey'>,
  authority: AuthorityCode,
  found: Found & { readonly year: number },
): Promise<SourceComparison> {
  const { database, catalogue } = services
  const importId = await nextId(database, 'imports')
  const file = { ...found, form: 'sen2-xml' as const, isAgain: true as const }
  const context: MergeContext = { database, authority, importId, file }
  const staged = await stageAgain(services, context, found)
  const order = datasetOrder(catalogue)
  const tables = staged.tables.toSorted(
    (a, b) => order.indexOf(a.dataset.name) - order.indexOf(b.dataset.name),
  )
  const [oneSided, notCompared]: [OneSided[], string[]] = [[], []]
  for (const one of tables) {
    const { dataset } = one
    const asAt = await extractDay(context, dataset)
    await adoptIds(context, dataset)
    await compareRows(context, one)
    if (asAt === undefined) notCompared.push(dataset.name)
    else oneSided.push(...(await oneSidedOf(context, dataset, asAt)))
    await database.execute('drop table staging.merged')
  }
  const all = await replacedValues(database, authority, importId)
  return { values: all.filter(({ reason }) => reason === 'case-system'), oneSided, notCompared }
}

async function stageAgain(
  { database, catalogue, personKey }: Pick<RecordServices, 'database' | 'catalogue' | 'personKey'>,
  { authority, file: { name, year, extractedOn } }: MergeContext,
  { sha256, shape }: Found,
): Promise<StagedFile> {
  const { datasets, schema, published } = catalogue
  const stager = stagerHere({
    catalogue: { datasets, schema, published },
    authority,
    authorities: await readAuthorities(),
    mappings: [],
    personKey,
    links: await knownLinks(database, authority),
  })
  const names = ['persons', 'requests', 'plans', 'placements', 'reviews']
  const pieces = stager.stage({
    ...({ path: name, name, form: 'sen2-xml', datasets: names, extractedOn } as const),
    ended: await endedSpells(database, authority, year),
    again: keptItems(database, { authority, sha256, shape }),
  })
  const silent = { kept: [], add: () => undefined, flush: () => Promise.resolve() }
  const context = {
    ...{ database, catalogue, log: silent, signal: undefined },
    keep: () => Promise.resolve(),
    onProgress: () => undefined,
  }
  const staged = await stageFile(context, { datasets: names, bytes: 0 }, pieces)
  if (!staged) throw new Error(`what was kept of ${name} must be readable again`)
  return staged
}

/** The day of the latest extract of the case system for a table; none if there was none. */
async function extractDay(
  { database, authority }: MergeContext,
  { name }: Dataset,
): Promise<DayText | undefined> {
  const rows = await database.query(
    `select max(f.extracted_on) as latest
     from records.files f join records.file_counts c on c.file_id = f.id
     join records.imports i on i.id = f.import_id and i.status in ('loaded', 'unchanged')
     where f.authority = $1 and f.form = 'csv' and c.dataset = $2`,
    [authority, name],
  )
  const latest = rows[0]?.['latest']
  return typeof latest === 'string' ? latest : undefined
}

async function oneSidedOf(
  { database, authority, file }: MergeContext,
  dataset: Dataset,
  asAt: DayText,
): Promise<readonly OneSided[]> {
  const day = KNOWN_BY[dataset.name]
  if (day === undefined) return []
  const { name } = dataset
  const only = await database.query(
    `select m._line as line, s.${quoted(day)} as day
     from staging.merged m join staging.${name} s on s._seq = m._seq
     where not exists (select 1 from ${currentOf(name)} c
       join records.files f on f.id = c.source_file and f.form = 'csv' where ${sameKey(dataset, 'm', 'c')})
     order by m._line`,
    [authority],
  )
  const missing = await database.query(
    `select f.name as file, c.source_line as line, c.${quoted(day)} as day
     from ${currentOf(name)} c join records.files f on f.id = c.source_file and f.form = 'csv'
     where c.${quoted(day)} <= $2 and ${inScope(name, file.year ?? 0)}
       and not exists (select 1 from staging.merged m where ${sameKey(dataset, 'm', 'c')})
     order by f.name, c.source_line`,
    [authority, file.extractedOn],
  )
  const lineOf = (value: unknown) => (value === null ? null : Number(value))
  const dayOf = (value: unknown) => (typeof value === 'string' ? value : null)
  return [
    ...only.map((row) => ({
      ...({ table: name, side: 'return', file: file.name } as const),
      line: lineOf(row['line']),
      day: dayOf(row['day']),
      isLater: (dayOf(row['day']) ?? '') > asAt,
    })),
    ...missing.map((row) => ({
      ...({ table: name, side: 'case-system', file: String(row['file']) } as const),
      line: lineOf(row['line']),
      day: dayOf(row['day']),
      isLater: false,
    })),
  ]
}

/** SQL: whether a record `c` of the case system belongs in the return of a year. */
function inScope(dataset: string, year: number): string {
  const from = `date '${String(year - 1)}-01-01'`
  if (dataset === 'requests')
    return `(c.received_date >= ${from} and c.request_outcome <> 'H' and c.exported is distinct from 'Y')`
  const end = dataset === 'plans' ? 'c.cease_date' : 'c.leaving_date'
  return `(${end} is null or ${end} >= ${from})`
}
