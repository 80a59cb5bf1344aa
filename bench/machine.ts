import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { z } from 'zod'

/** What was measured on: head and text of each line. */
export type Machine = Readonly<Record<string, string>>

const Package = z.object({ version: z.string() })

/** The machine and the versions that matter for speed. */
export function machine(): Machine {
  const processors = cpus()
  return {
    Processor: `${processors[0]?.model.trim() ?? 'unknown'}, ${String(processors.length)} cores`,
    Memory: `${(totalmem() / 2 ** 30).toFixed(1)} GB`,
    System: `${process.platform} ${process.arch}`,
    Node: process.versions.node,
    DuckDB: versionOf('@duckdb/node-api'),
    saxes: versionOf('saxes'),
    'csv-parse': versionOf('csv-parse'),
  }
}

function versionOf(name: string): string {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return Package.parse(JSON.parse(readFileSync(path, 'utf8'))).version
}
