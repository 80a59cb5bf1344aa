import type { FastifyReply } from 'fastify'
import { csvLines } from '../downloads/index.ts'

type Cell = string | number | boolean | null

/**
 * Rows as CSV: UTF-8 with a byte order mark so that spreadsheets read it, lines ended by CR LF. A text
 * that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${csvLines([columns, ...rows])}`
}

/** Answers with a text as a CSV file of that name. */
export function sendCsv(reply: FastifyReply, name: string, text: string): string {
  void reply.header('content-disposition', `attachment; filename="${name}"`)
  void reply.header('cache-control', 'no-store')
  void reply.type('text/csv; charset=utf-8')
  return text
}
