import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { parseConfig } from '../config.ts'
import { importPaths } from '../records/index.ts'
import { openServices, type Services } from '../services.ts'

/** For the tests of this folder: the pages of a board of its own, without a port. */
export type TestBoard = {
  readonly app: FastifyInstance
  readonly services: Services
  readonly data: string
  /** A page's words without its markup. */
  readonly words: (url: string) => Promise<string>
  readonly close: () => Promise<void>
}

/**
 * Opens a board over the records of some files; without records if there are none.
 *
 * @param files - The lines of each file, by its name.
 */
export async function openTestBoard(
  files: Readonly<Record<string, readonly string[]>> = {},
): Promise<TestBoard> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-pages-'))
  const data = join(folder, 'data')
  const config = parseConfig({ SENDBOARD_DATA: data, SENDBOARD_LOG: 'silent' })
  assert.ok(config.ok)
  const services = await openServices(config.value)
  const paths = Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  })
  if (paths.length > 0) {
    const { database, catalogue } = services
    const personKey = 'a key for tests, of no use elsewhere'
    const { imports } = await importPaths({ database, catalogue, personKey }, [folder])
    assert.deepEqual(
      imports.map(({ status }) => status),
      ['loaded'],
    )
  }
  const app = await buildApp(services)
  return {
    app,
    services,
    data,
    words: async (url) => {
      const { body } = await app.inject(url)
      return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
    },
    close: async () => {
      await app.close()
      await services.close()
      rmSync(folder, { recursive: true })
    },
  }
}
