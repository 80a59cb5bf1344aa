import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BUILT_IN, readCatalogue } from './index.ts'

async function read(lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-rebases-'))
  try {
    writeFileSync(join(folder, 'rebases.yaml'), `${lines.join('\n')}\n`)
    return await readCatalogue([BUILT_IN, folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const decision = (kpi: string, from: string) => [
  `  - kpi: ${kpi}`,
  `    from: ${from}`,
  '    reason: a second panel began to meet',
  '    author: SEND board',
]

test('a decision to start limits anew is kept with its reason and author', async () => {
  const catalogue = await read(['rebases:', ...decision('kingston-2021/111/a', '2025-09-01')])
  assert.deepEqual(catalogue.issues, [])
  assert.deepEqual(catalogue.rebases, [
    {
      kpi: 'kingston-2021/111/a',
      from: '2025-09-01',
      reason: 'a second panel began to meet',
      author: 'SEND board',
    },
  ])
})

test('a decision about no KPI, from no day, twice or without a reason is refused where it stands', async () => {
  const { issues } = await read([
    'rebases:',
    ...decision('kingston-2021/111/q', '2025-09-01'),
    ...decision('kingston-2021/111/a', '2025-02-30'),
    ...decision('kingston-2021/1/a', '2025-09-01'),
    ...decision('kingston-2021/1/a', '2025-09-01'),
  ])
  assert.deepEqual(
    issues.map(({ code, place }) => [code, place?.line]),
    [
      ['catalogue-rebase', 2],
      ['catalogue-date', 7],
      ['catalogue-rebase', 14],
    ],
  )
  const without = await read(['rebases:', '  - kpi: kingston-2021/1/a', '    from: 2025-09-01'])
  assert.ok(without.issues.some(({ message }) => message.includes('reason')))
})
