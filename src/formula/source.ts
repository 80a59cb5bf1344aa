import type { Issue, Place, Severity } from '../core/index.ts'
import type { FaultCode } from './fault-codes.ts'
import type { Span } from './tree.ts'

/** A formula's text, and the file, line and column where it begins. */
export type TextAt = { readonly text: string; readonly place: Place }

/** What is wrong with a part of a formula, in words. */
export type Complaint = {
  readonly code: FaultCode
  readonly message: string
  /** What to write instead. */
  readonly fix?: string | undefined
  readonly severity?: Severity
}

const WIDEST = 100

/** The issue for a part of a formula: where it is, and the line with carets under the part. */
export function issueAt(source: TextAt, span: Span, complaint: Complaint): Issue {
  const { text, place } = source
  const start = Math.min(span.start, text.length)
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', start)
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd)
  const lines = text.slice(0, start).split('\n').length - 1
  const [column, length] = [start - lineStart, Math.max(1, span.end - start)]
  return {
    code: complaint.code,
    severity: complaint.severity ?? 'error',
    message: complaint.message,
    place: {
      ...place,
      line: (place.line ?? 1) + lines,
      column: lines === 0 ? (place.column ?? 1) + column : column + 1,
    },
    ...(line.trim() !== '' && { excerpt: excerpt(line, column, length) }),
    ...(complaint.fix && { fix: complaint.fix }),
  }
}

/** The line, cut around the fault when it is long, and carets under the fault. */
function excerpt(line: string, column: number, length: number): string {
  const width = Math.min(length, Math.max(1, line.length - column))
  if (line.length <= WIDEST) return `${line}\n${' '.repeat(column)}${'^'.repeat(width)}`
  const from = Math.max(0, Math.min(column - 30, line.length - WIDEST))
  const before = from > 0 ? '… ' : ''
  const after = from + WIDEST < line.length ? ' …' : ''
  const carets = '^'.repeat(Math.min(width, from + WIDEST - column))
  const shown = `${before}${line.slice(from, from + WIDEST)}${after}`
  return `${shown}\n${' '.repeat(before.length + column - from)}${carets}`
}
