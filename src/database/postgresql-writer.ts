import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { type ColumnShape, copyText } from './postgresql-values.ts'
import { quoted } from './table-columns.ts'
import { type BulkWriter, CELL_END, ROW_END, type SqlRow, type TextLoader } from './types.ts'

/** Rows to a piece of the stream. */
const PIECE = 500

/** From so many rows on, the server is to look at them at once, for it plans by what it knows. */
const MANY_ROWS = 1000

/** Gives a connection for the time of some work. */
export type Use = <T>(work: (client: pg.ClientBase) => Promise<T>) => Promise<T>

/** What the writer asks of its connection. */
export type CopyConnection = {
  readonly query: (sql: string, parameters?: readonly string[]) => Promise<readonly SqlRow[]>
  readonly use: Use
}

/**
 * A bulk writer over COPY. Several may be open at a time: rows are gathered here and each flush is one
 * statement of its own. Columns of the table that are not named stay empty.
 *
 *     copy records.plans ("authority", "plan_id", …) from stdin
 */
export async function postgresqlWriter(
  connection: CopyConnection,
  table: string,
  columns: readonly string[],
): Promise<BulkWriter> {
  const { query, use } = connection
  let rows = 0
  const shapes = await columnShapes(query, table, columns)
  const sql = `copy ${table} (${columns.map(quoted).join(', ')}) from stdin`
  let [pieces, lines]: [string[], string[]] = [[], []]
  const cut = () => {
    if (lines.length > 0) pieces.push(`${lines.join('\n')}\n`)
    lines = []
  }
  const flush = async () => {
    cut()
    const sent = pieces
    pieces = []
    if (sent.length === 0) return
    await use(async (client) => {
      await pipeline(Readable.from(sent), client.query(from(sql)))
    })
  }
  return {
    write(values) {
      lines.push(shapes.map((shape, place) => copyText(values[place] ?? null, shape)).join('\t'))
      rows += 1
      if (lines.length === PIECE) cut()
    },
    flush,
    async close() {
      await flush()
      if (rows >= MANY_ROWS) await query(`analyze ${table}`)
    },
  }
}

/** A text loader over the writer: COPY takes text too, of another form. */
export function postgresqlTextLoader(writer: BulkWriter): TextLoader {
  return {
    async load(rows) {
      const text = rows.endsWith(ROW_END) ? rows.slice(0, -1) : rows
      if (text === '') return
      for (const row of text.split(ROW_END))
        writer.write(row.split(CELL_END).map((cell) => (cell === '' ? null : cell)))
      await writer.flush()
    },
    close: async () => {
      await writer.close()
    },
  }
}

async function columnShapes(
  query: CopyConnection['query'],
  table: string,
  columns: readonly string[],
): Promise<readonly ColumnShape[]> {
  const [schema = '', name = ''] = table.split('.')
  const rows = await query(
    `select column_name, data_type, numeric_precision, numeric_scale
     from information_schema.columns where table_schema = $1 and table_name = $2`,
    [schema, name],
  )
  const shapes = new Map(
    rows.map((row) => [
      row['column_name'],
      {
        type: String(row['data_type']),
        precision: Number(row['numeric_precision']),
        scale: Number(row['numeric_scale']),
      },
    ]),
  )
  const unknown = columns.filter((column) => !shapes.has(column))
  if (unknown.length > 0) throw new RangeError(`${table} has no column ${unknown.join(', ')}`)
  return columns.flatMap((column) => shapes.get(column) ?? [])
}
