import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const CHILD = join(import.meta.dirname, 'import-child.ts')

/** What a process is to import, and where it keeps what it has compiled. */
export type WatchedImport = {
  /** The data folder; the records stand in it unless `url` is given. */
  readonly data: string
  readonly extract: string
  /** A file with the catalogue. */
  readonly definitions: string
  readonly compiled: string
  /** Of a PostgreSQL database. */
  readonly url?: string
}

/** Starts a process that imports and says each step as it begins. */
export function startImport(watched: WatchedImport): ChildProcess {
  const { data, extract, definitions, compiled, url = '' } = watched
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CHILD, data, extract, definitions, url],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    },
  )
}

/** Starts an import and kills it without warning once it has come so far. */
export async function killWhen(
  watched: WatchedImport,
  reached: (child: ChildProcess) => Promise<void>,
): Promise<void> {
  const child = startImport(watched)
  await reached(child)
  child.kill('SIGKILL')
  await ended(child)
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Comes back when the child has said a line, or is at its end. */
export async function said(child: ChildProcess, line: string): Promise<void> {
  await new Promise<void>((resolve) => {
    let text = ''
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8')
      if (`\n${text}`.includes(`\n${line}\n`)) resolve()
    })
    child.stdout?.once('end', resolve)
  })
}

/** The lines that an import says when nobody disturbs it: of those with the same first word the first and the last. */
export async function stepsOf(watched: WatchedImport): Promise<readonly string[]> {
  const child = startImport(watched)
  const text: string[] = []
  child.stdout?.on('data', (part: Buffer) => text.push(part.toString('utf8')))
  await said(child, 'committed')
  await ended(child)
  const lines = text.join('').trim().split('\n')
  const steps = Map.groupBy(lines, (line) => line.split(' ')[0])
  return [...steps.values()]
    .flatMap((members) => [...new Set([members.at(0), members.at(-1)])])
    .filter((line) => line !== undefined)
}
