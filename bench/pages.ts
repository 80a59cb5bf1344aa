import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { say } from './stopwatch.ts'

const SERVER = fileURLToPath(new URL('measured-server.ts', import.meta.url))
const CLIENT = fileURLToPath(new URL('load-client.ts', import.meta.url))
const PORT = 41_300
/** Requests a second: a board at its meeting, and 50 people who each open a page every second. */
const USUAL = 20
const CROWD = 50

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

/** Pages under so many requests a second, and how long the server's event loop was held up. */
export type LoadResult = {
  readonly rate: number
  readonly pages: readonly PageTimes[]
  readonly loop: { readonly p99: number; readonly max: number }
}

/** The pages of one server: undisturbed, while it imports, and for a crowd while it imports. */
export type PageLoads = {
  readonly alone: LoadResult
  readonly importing: LoadResult
  readonly crowd: LoadResult
}

/**
 * Asks a server for pages, first alone, then while the same process imports files, then by a crowd
 * while it imports others. DuckDB's file belongs to one process, so with DuckDB an import under way
 * can only be in the server's own.
 *
 * @param data - A data folder; `first` and `second` are what to import meanwhile.
 * @param seconds - How long each of the loads lasts.
 */
export async function measurePages(
  data: string,
  { first, second }: { readonly first: string; readonly second: string },
  seconds: number,
): Promise<PageLoads> {
  const server = fork(SERVER, [data, String(PORT)])
  try {
    await told(server, (message) => message === 'ready')
    await load(1, USUAL)
    say('pages, 20 requests a second')
    const alone = await measureLoad(server, seconds, USUAL)
    say('pages while the server imports')
    const importing = await whileImporting(server, first, seconds, USUAL)
    say('pages for 50 people while the server imports')
    const crowd = await whileImporting(server, second, seconds, CROWD)
    return { alone, importing, crowd }
  } finally {
    server.send('end')
    await once(server, 'exit')
  }
}

async function whileImporting(
  server: ChildProcess,
  path: string,
  seconds: number,
  rate: number,
): Promise<LoadResult> {
  const imported = told(server, (message) => message === 'imported')
  server.send(`import ${path}`)
  const result = await measureLoad(server, seconds, rate)
  await imported
  return result
}

async function measureLoad(
  server: ChildProcess,
  seconds: number,
  rate: number,
): Promise<LoadResult> {
  server.send('reset')
  const pages = await load(seconds, rate)
  const delays = told(server, (message) => message.startsWith('{'))
  server.send('delays')
  return { rate, pages, loop: Delays.parse(JSON.parse(await delays)) }
}

const Delays = z.object({ p99: z.number(), max: z.number() })
const Answers = z.record(z.string(), z.array(z.number()))

async function load(seconds: number, rate: number): Promise<readonly PageTimes[]> {
  const base = `http://127.0.0.1:${String(PORT)}`
  const args = [CLIENT, String(seconds), String(rate), ...PATHS.map((path) => base + path)]
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
