import { createHash } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { cellAsks } from './cells-asks.ts'
import { keepChanges } from './cells-changes.ts'
import { hasLog, type Inputs, partAsks, readInputs, type Refresh } from './cells-kept.ts'
import { CELL_COLUMNS, cellValues, createFigureTables, figureOfCell } from './cells-table.ts'
import { computeFigures } from './compute-figures.ts'
import { readSettings } from './settings.ts'
import type { Figure, FigureSource } from './types.ts'

/** A run: figures computed from one fixed set of imports with one version of the catalogue. */
export type FigureRun = {
  readonly id: number
  readonly computedAt: string
  readonly asAt: string
  /** SHA-256 of the imports that count, the files in them, the catalogue's version and the day. */
  readonly fingerprint: string
  readonly catalogueVersion: string
}

/** How many figures a run holds, and how many of them had to be computed. */
export type Refreshed = FigureRun & { readonly cells: number; readonly computed: number }

/**
 * Computes and keeps the figures that pages show, unless those kept are of the same imports, the same
 * catalogue and the same day. After an import only those are computed that may have changed: of
 * measures that read what the import changed, and of periods that were not over before. Readers see
 * the old figures until the new ones stand.
 *
 * @param now - The instant, for the log of runs.
 * @throws DatabaseError if the database fails.
 */
export async function refreshCells(source: FigureSource, now: Date): Promise<Refreshed> {
  const { database, authority, asAt, catalogue } = source
  await createFigureTables(database)
  const fingerprint = await fingerprintOf(source)
  const before = await readRun(database, authority)
  if (before?.fingerprint === fingerprint) {
    return { ...before, cells: await countCells(source), computed: 0 }
  }
  const settingsOf = await readSettings(source)
  const inputs = await readInputs(source)
  const { kept, compute } = await partedAsks(source, settingsOf, inputs, before)
  const computed = await computeFigures(source, compute)
  const figures = [...kept, ...computed]
  const about = {
    computedAt: now.toISOString(),
    asAt,
    fingerprint,
    catalogueVersion: catalogue.version,
  }
  const run = await keep(source, about, before, figures, inputs ?? new Map())
  return { ...run, cells: figures.length, computed: computed.length }
}

async function partedAsks(
  source: FigureSource,
  settingsOf: Awaited<ReturnType<typeof readSettings>>,
  inputs: Inputs | undefined,
  before: FigureRun | undefined,
): Promise<Refresh> {
  if (!inputs || !before) return { kept: [], compute: cellAsks(source, settingsOf) }
  const rows = await source.database.query(
    'select name, fingerprint from figures.inputs where authority = $1 and run_id = $2',
    [source.authority, before.id],
  )
  const earlier = {
    asAt: before.asAt,
    inputs: new Map(rows.map((row) => [String(row['name']), String(row['fingerprint'])])),
    figures: await readCells(source),
  }
  return partAsks(source, settingsOf, inputs, earlier)
}

/**
 * The run gets its number when no other process can take the same.
 *
 * @param before - The run whose figures these replace.
 */
async function keep(
  source: FigureSource,
  about: Omit<FigureRun, 'id'>,
  before: FigureRun | undefined,
  figures: readonly Figure[],
  inputs: Inputs,
): Promise<FigureRun> {
  const { database, authority } = source
  return await database.transaction(async () => {
    const run = { id: await nextId(database), ...about }
    await keepChanges(source, run, before, await readCells(source, { wholeOnly: true }), figures)
    await database.execute('delete from figures.cells where authority = $1', [authority])
    await database.execute(
      `insert into figures.runs (id, authority, computed_at, as_at, fingerprint, catalogue_version)
       values ($1, $2, $3, cast($4 as date), $5, $6)`,
      [run.id, authority, run.computedAt, run.asAt, run.fingerprint, run.catalogueVersion],
    )
    await database.execute('delete from figures.inputs where authority = $1', [authority])
    for (const [name, fingerprint] of inputs) {
      await database.execute(
        'insert into figures.inputs (authority, run_id, name, fingerprint) values ($1, $2, $3, $4)',
        [authority, run.id, name, fingerprint],
      )
    }
    const writer = await database.bulkWriter('figures.cells', CELL_COLUMNS)
    for (const figure of figures) writer.write(cellValues(figure, run.id))
    await writer.close()
    return run
  })
}

/** The latest run of an authority; undefined before the first. */
export async function readRun(
  database: Database,
  authority: string,
): Promise<FigureRun | undefined> {
  const [row] = await database.query(
    `select id, computed_at, cast(as_at as varchar) as as_at, fingerprint, catalogue_version
     from figures.runs where authority = $1 order by id desc nulls last limit 1`,
    [authority],
  )
  if (!row) return undefined
  return {
    id: Number(row['id']),
    computedAt: String(row['computed_at']),
    asAt: String(row['as_at']),
    fingerprint: String(row['fingerprint']),
    catalogueVersion: String(row['catalogue_version']),
  }
}

/** Which of the kept figures to read; all of them unless narrowed. */
export type CellsAsked = {
  readonly measures?: readonly string[]
  /** Only whole figures, no breakdowns. */
  readonly wholeOnly?: boolean
}

/**
 * Reads kept figures: by measure, variant, breakdown, period (oldest first) and category. Only
 * figures of the latest run are there.
 *
 * @throws DatabaseError if the database fails or has no tables of figures yet.
 */
export async function readCells(
  { database, authority }: Pick<FigureSource, 'database' | 'authority'>,
  { measures, wholeOnly = false }: CellsAsked = {},
): Promise<readonly Figure[]> {
  if (measures?.length === 0) return []
  const places = (measures ?? []).map((_, index) => `$${String(index + 2)}`)
  const rows = await database.query(
    `select ${CELL_COLUMNS.join(', ')} from figures.cells where authority = $1
     ${places.length > 0 ? `and measure in (${places.join(', ')})` : ''}
     ${wholeOnly ? 'and breakdown is null' : ''}
     order by measure, variant, breakdown nulls first, period_end, period_start, category`,
    [authority, ...(measures ?? [])],
  )
  return rows.map(figureOfCell)
}

async function countCells({ database, authority }: FigureSource): Promise<number> {
  const [row] = await database.query(
    'select count(*) as n from figures.cells where authority = $1',
    [authority],
  )
  return Number(row?.['n'] ?? 0)
}

async function nextId(database: Database): Promise<number> {
  const [row] = await database.query('select coalesce(max(id), 0) + 1 as id from figures.runs')
  return Number(row?.['id'] ?? 1)
}

/** The imports of the authority, undone ones as such, with their files; none when rows were put in. */
async function fingerprintOf(source: FigureSource): Promise<string> {
  const { database, authority, asAt, catalogue, supplied } = source
  const imports = !(await hasLog(source))
    ? []
    : await database.query(
        `select i.id, i.status, f.sha256 from records.imports i
           left join records.files f on f.authority = i.authority and f.import_id = i.id
           where i.authority = $1 order by i.id, f.id`,
        [authority],
      )
  const parts = imports.map((row) => [row['id'], row['status'], row['sha256']].map(String))
  const text = JSON.stringify([catalogue.version, asAt, [...supplied].sort(), parts])
  return createHash('sha256').update(text).digest('hex')
}
