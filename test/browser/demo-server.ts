import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'
import { writeDemo } from '../../src/demo/index.ts'
import { importPaths, readPersonKey } from '../../src/records/index.ts'
import { openServices, type Services } from '../../src/services.ts'

/** A server over the demo authority, imported as a council would import its own files. */
export type DemoServer = {
  readonly url: string
  readonly services: Services
  /** The data folder: a command may open it once the server has stopped. */
  readonly data: string
  /** Ends the server and leaves its data. */
  readonly stop: () => Promise<void>
  /** Ends the server, unless that was done, and takes its data away. */
  readonly close: () => Promise<void>
}

/** Writes the demo's files, imports them, computes the figures and listens at a free port. */
export async function openDemoServer(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-pages-'))
  const data = join(folder, 'data')
  await writeDemo({ size: 'kingston', out: join(folder, 'files') })
  const empty = await open(data)
  const personKey = await readPersonKey(data)
  const { database, catalogue } = empty
  await importPaths({ database, catalogue, personKey }, [join(folder, 'files')])
  await empty.close()
  const services = await open(data)
  const app = await buildApp(services)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await app.close()
    await services.close()
  }
  return {
    url,
    services,
    data,
    stop: async () => {
      await (stopped ??= stop())
    },
    close: async () => {
      await (stopped ??= stop())
      rmSync(folder, { recursive: true })
    },
  }
}

async function open(data: string): Promise<Services> {
  const config = parseConfig({
    SENDBOARD_DATA: data,
    SENDBOARD_LOG: 'error',
    SENDBOARD_REQUESTS_PER_MINUTE: '100000',
  })
  if (!config.ok) throw new Error(config.issues.map((issue) => issue.message).join('; '))
  return await openServices(config.value)
}
