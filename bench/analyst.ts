import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Database } from '../src/database/index.ts'
import type { MeasuredFigure } from './measured-set.ts'

const PYTHON = '/usr/bin/python3'
const SCRIPT = fileURLToPath(new URL('peers/analyst.py', import.meta.url))

const Timing = z.object({
  reading: z.number(),
  computing: z.number(),
  peakBytes: z.number(),
  pandas: z.string(),
})

export type AnalystRun = z.infer<typeof Timing> & { readonly figures: readonly MeasuredFigure[] }

/** Whether Debian's python3-pandas is here. Without it the bench leaves that column out, and says so. */
export function hasPandas(): boolean {
  return spawnSync(PYTHON, ['-c', 'import pandas']).status === 0
}

/**
 * The measured set as an analyst computes it with pandas, from the CSV files.
 *
 * @param folders - One of each authority, as the demo writes them.
 * @throws Error if the script fails.
 */
export async function runAnalyst(
  database: Database,
  asAt: string,
  folders: readonly string[],
  work: string,
): Promise<AnalystRun> {
  const refused = join(work, 'refused.json')
  const out = join(work, 'analyst.csv')
  writeFileSync(refused, JSON.stringify(await refusedLines(database, folders)))
  const said = execFileSync(PYTHON, [SCRIPT, asAt, refused, out, ...folders], { encoding: 'utf8' })
  return { ...Timing.parse(JSON.parse(said)), figures: readFigures(out) }
}

type Refused = Record<string, Record<string, number[]>>

/** By folder and file, the lines that were not imported: the folders were imported in this order. */
async function refusedLines(database: Database, folders: readonly string[]): Promise<Refused> {
  const rows = await database.query(
    `select distinct import_id, file, line from records.import_issues
     where severity = 'error' and line is not null order by import_id, file, line`,
  )
  const refused: Refused = {}
  for (const row of rows) {
    const folder = folders[Number(row['import_id']) - 1] ?? ''
    const files = (refused[folder] ??= {})
    const lines = (files[String(row['file'])] ??= [])
    lines.push(Number(row['line']))
  }
  return refused
}

const Row = z.object({
  authority: z.string(),
  measure: z.string(),
  month: z.string(),
  breakdown: z.string(),
  category: z.string(),
  value: z.coerce.number(),
})

function readFigures(file: string): readonly MeasuredFigure[] {
  const rows = z.array(Row).parse(parse(readFileSync(file, 'utf8'), { columns: true }))
  return rows.map((row) => ({
    ...row,
    breakdown: row.breakdown || null,
    category: row.breakdown ? row.category : null,
  }))
}
