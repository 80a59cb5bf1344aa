import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { say } from './stopwatch.ts'

const SERVER = fileURLToPath(new URL('measured-server.ts', import.meta.url))
const CLIENT = fileURLToPath(new URL('load-client.ts', import.meta.url))
const PORT = 41_300
const RATE = 20

/** What is asked for: the strategy with the most rows, and one KPI's page. */
const PATHS = ['/strategies/kingston-2021', '/strategies/kingston-2021/111/a']

/** Milliseconds. */
export type PageTimes = {
  readonly path: string
  readonly requests: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** Pages under a load of 20 requests a second, and how long the server's event loop was held up. */
export type LoadResult = {
  readonly pages: readonly PageTimes[]
  readonly loop: { readonly p99: number; readonly max: number }
}

/**
 * Asks a server for pages, first alone and then while the same process imports files. DuckDB's file
 * belongs to one process, so with DuckDB an import under way can only be in the server's own.
 *
 * @param data - A data folder; `importing` is what to import meanwhile.
 * @param seconds - How long each of the two loads lasts.
 */
export async function measurePages(
  data: string,
  importing: readonly string[],
  seconds: number,
): Promise<{ readonly alone: LoadResult; readonly importing: LoadResult }> {
  const server = fork(SERVER, [data, String(PORT)])
  try {
    await told(server, (message) => message === 'ready')
    await load(1)
    say('pages, 20 requests a second')
    const alone = await measureLoad(server, seconds)
    say('pages while the server imports')
    const imported = told(server, (message) => message === 'imported')
    server.send(`import ${importing.join('\n')}`)
    const meanwhile = await measureLoad(server, seconds)
    await imported
    return { alone, importing: meanwhile }
  } finally {
    server.send('end')
    await once(server, 'exit')
  }
}

async function measureLoad(server: ChildProcess, seconds: number): Promise<LoadResult> {
  server.send('reset')
  const pages = await load(seconds)
  const delays = told(server, (message) => message.startsWith('{'))
  server.send('delays')
  return { pages, loop: Delays.parse(JSON.parse(await delays)) }
}

const Delays = z.object({ p99: z.number(), max: z.number() })
const Answers = z.record(z.string(), z.array(z.number()))

async function load(seconds: number): Promise<readonly PageTimes[]> {
  const base = `http://127.0.0.1:${String(PORT)}`
  const args = [CLIENT, String(seconds), String(RATE), ...PATHS.map((path) => base + path)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Object.entries(Answers.parse(JSON.parse(stdout))).map(([url, times]) => {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN
    return {
      path: url.slice(base.length),
      requests: times.length,
      p50: at(0.5),
      p95: at(0.95),
      max: at(1),
    }
  })
}

/** The next message that is the one wanted. @throws Error if the server ends first. */
async function told(server: ChildProcess, wanted: (message: string) => boolean): Promise<string> {
  return await new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      if (typeof message !== 'string' || !wanted(message)) return
      server.off('message', hear)
      resolve(message)
    }
    server.on('message', hear)
    server.once('exit', () => {
      reject(new Error('the server ended before it answered'))
    })
  })
}
