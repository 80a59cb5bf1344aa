import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
  /** Imports one more file, of a day. */
  readonly importText: (name: string, lines: readonly string[], day: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens a board over the records of some files; without records if there are none.
 *
 * @param files - The lines of each file, by its name.
 * @param owners - Of how many the records are: two where some are published.
 */
export async function openTestBoard(
  files: Readonly<Record<string, readonly string[]>> = {},
  owners = 1,
): Promise<TestBoard> {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-pages-'))
  const data = join(folder, 'data')
  const config = parseConfig({ SENDBOARD_DATA: data, SENDBOARD_LOG: 'silent' })
  assert.ok(config.ok)
  const services = await openServices(config.value)
  const paths = Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  })
  const { database, catalogue } = services
  const personKey = 'a key for tests, of no use elsewhere'
  if (paths.length > 0) {
    const { imports } = await importPaths({ database, catalogue, personKey }, [folder])
    assert.deepEqual(
      imports.map(({ status }) => status),
      Array.from({ length: owners }, () => 'loaded'),
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
    importText: async (name, lines, day) => {
      const path = join(data, name)
      writeFileSync(path, `${lines.join('\n')}\n`)
      await importPaths({ database, catalogue, personKey }, [path], { extractedOn: day })
    },
    close: async () => {
      await app.close()
      await services.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * Three requests that led to plans, and the board's target of 75% within 20 weeks: that of 3 January 2022
 * in time (20 weeks end on 23 May), that of 1 November 2022 late (on 21 March 2023), and that of 3 January
 * 2023 in time (on 23 May).
 */
export const THREE_REQUESTS = {
  'persons.csv': [
    'person_id,birth_date,home_la',
    ...['A1', 'A2', 'A3'].map((id) => `${id},2010-05-01,X00000999`),
  ],
  'requests.csv': [
    'request_id,person_id,received_date,request_outcome,request_outcome_date,assessment_outcome,assessment_outcome_date,week20_exception',
    'q1,A1,2022-01-03,Y,2022-02-01,Y,2022-05-23,',
    'q2,A2,2022-11-01,Y,2022-12-01,Y,2023-05-01,',
    'q3,A3,2023-01-03,Y,2023-02-01,Y,2023-05-01,',
  ],
  'targets.csv': [
    'framework,ref,sub,kind,applies_date,comparator,value,decided_on',
    'kingston-2021,111,a,target,2022-01-01,gte,75,2021-12-01',
  ],
}

const FORTY = Array.from({ length: 40 }, (_, at) => `A${String(at)}`)

/** Forty plans of 2023, of which 29 came within 20 weeks: 72.5%. */
export const FORTY_PLANS = {
  'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-01-31', 'holder: EHC team'],
  'persons.csv': [
    'person_id,birth_date,home_la',
    ...FORTY.map((id) => `${id},2010-05-01,X00000999`),
  ],
  'requests.csv': [
    'request_id,person_id,received_date,request_outcome,request_outcome_date,assessment_outcome,assessment_outcome_date',
    ...FORTY.map((id, at) =>
      at < 29
        ? `q${id},${id},2023-03-01,Y,2023-04-01,Y,2023-06-30`
        : `q${id},${id},2023-01-02,Y,2023-02-01,Y,2023-06-30`,
    ),
  ],
}
