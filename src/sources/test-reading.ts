import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalogue, readCatalogue } from '../catalogue/index.ts'
import { formatIssue, type Issue } from '../core/index.ts'
import { readSource } from './read-source.ts'
import type { SourceOptions, SourceRow } from './types.ts'

/** For tests: all that a file gives. */
export type ReadAll = {
  readonly rows: readonly SourceRow[]
  readonly refused: readonly { readonly line: number; readonly issues: readonly Issue[] }[]
  readonly issues: readonly Issue[]
}

let catalogue: Promise<Catalogue> | undefined

/** The built-in catalogue, read once. */
export function builtIn(): Promise<Catalogue> {
  catalogue ??= readCatalogue()
  return catalogue
}

/** Reads a file to its end. */
export async function readPath(path: string, options: SourceOptions = {}): Promise<ReadAll> {
  const rows: SourceRow[] = []
  const refused: { line: number; issues: readonly Issue[] }[] = []
  const issues: Issue[] = []
  for await (const item of readSource(path, await builtIn(), options)) {
    if (item.kind === 'row') rows.push(item.row)
    else if (item.kind === 'refused') refused.push({ line: item.line, issues: item.issues })
    else if (item.kind === 'issue') issues.push(item.issue)
  }
  return { rows, refused, issues }
}

/** Reads a file of that name and content. */
export async function readText(
  name: string,
  content: string | Buffer,
  options: SourceOptions = {},
): Promise<ReadAll> {
  return withFile(name, content, (path) => readPath(path, options))
}

/** Does something with a file that is there only meanwhile. */
export async function withFile<T>(
  name: string,
  content: string | Buffer,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-sources-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, content)
    return await work(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every issue of a reading as lines of text, with the repairs left out. */
export function lines({ refused, issues }: ReadAll): string[] {
  return [...refused.flatMap((one) => one.issues), ...issues].map(
    (issue) => formatIssue(issue).split('\n')[0] ?? '',
  )
}

/** What refuses a whole file; none if it stands. */
export function refusal({ issues }: ReadAll): Issue | undefined {
  return issues.find(({ severity }) => severity === 'error')
}
