import { readFileSync } from 'node:fs'
import { type Database, openDuckDb } from '../src/database/index.ts'
import { computeFigures, type FigureSource } from '../src/figures/index.ts'
import { hasPandas, runAnalyst } from './analyst.ts'
import { requireEqual } from './compare-sets.ts'
import { runHandWritten } from './hand-written.ts'
import { measured, type MeasuredFigure, measuredAsks } from './measured-set.ts'
import { sourcesIn } from './records.ts'
import { fastest, type Time } from './stopwatch.ts'

/** How long each took for the same figures, all of them checked to be equal. */
export type PeerTimes = {
  readonly figures: number
  /** The figures themselves, for engines that are asked later. */
  readonly set: readonly MeasuredFigure[]
  readonly ours: Time
  readonly handWritten: Time
  /** One pass over every column that the hand-written queries touch: the least there is to read. */
  readonly scan: Time
  /** Undefined where pandas is not installed. Both are on one processor. */
  readonly pandas: { readonly reading: number; readonly computing: number } | undefined
}

/**
 * Computes the measured set in every way, compares the figures, and only then gives the times.
 *
 * @param folders - Of CSV files, imported in this order into the database and nothing else.
 * @throws Error that lists the differences if any figure differs.
 */
export async function measurePeers(
  file: string,
  folders: readonly string[],
  work: string,
  repeats: number,
): Promise<PeerTimes> {
  const database = await openDuckDb(file)
  try {
    const sources = await sourcesIn(database)
    const asAt = sources[0]?.asAt ?? ''
    const ours = await fastest(repeats, async () => await computeOurs(sources))
    const hand = await fastest(repeats, async () => await runHandWritten(database, asAt))
    const figures = requireEqual('the hand-written SQL', ours.result, hand.result)
    const scan = await fastest(repeats, async () => {
      await scanColumns(database)
    })
    const pandas = hasPandas() ? await runAnalyst(database, asAt, folders, work) : undefined
    if (pandas) requireEqual('pandas', ours.result, pandas.figures)
    return { figures, set: ours.result, ours, handWritten: hand, scan, pandas }
  } finally {
    await database.close()
  }
}

/** The measured set as Sendboard computes it. */
export async function computeOurs(
  sources: readonly FigureSource[],
): Promise<readonly MeasuredFigure[]> {
  const figures: MeasuredFigure[] = []
  for (const source of sources)
    figures.push(...measured(source, await computeFigures(source, measuredAsks(source))))
  return figures
}

/** Reads once every column of the tables that the hand-written queries name. */
export async function scanColumns(database: Database): Promise<void> {
  const text = readFileSync(new URL('peers/hand-written.sql', import.meta.url), 'utf8')
  const words = new Set(text.match(/\w+/g))
  const columns = await database.query(
    `select table_name, column_name from information_schema.columns where table_schema = 'read'`,
  )
  const tables = Map.groupBy(columns, (row) => String(row['table_name']))
  for (const [table, all] of tables) {
    if (!text.includes(`read.${table} `)) continue
    const touched = all.map((row) => String(row['column_name'])).filter((name) => words.has(name))
    await database.query(
      `select ${touched.map((name) => `max(${name})`).join(', ')} from read.${table}`,
    )
  }
}
