import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { after, test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { openPostgresql } from '../../src/database/index.ts'
import { runExamples } from '../../src/figures/index.ts'
import { judgeTarget } from '../../src/judgement/index.ts'
import { startServer } from './server.ts'

const REFERENCE = fileURLToPath(
  new URL('../../../shared/reference/kpi-worked-examples.json', import.meta.url),
)
const catalogue = await readCatalogue()
const server = await startServer()
after(async () => {
  await server.stop()
})

test(
  'every worked example of the reference passes on PostgreSQL',
  { skip: existsSync(REFERENCE) ? false : 'the reference examples are not beside the project' },
  async () => {
    const results = await runExamples(catalogue, readFileSync(REFERENCE, 'utf8'), {
      judge: judgeTarget,
      open: async () => await openPostgresql(await server.newDatabase()),
    })
    const failures = results.cases.flatMap(({ kpi, differences }) =>
      differences.map((one) => `${kpi} ${one}`),
    )
    assert.deepEqual(failures, [])
    assert.ok(results.passed > 100)
  },
)
