import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { xlsxBytes } from '../../src/downloads/index.ts'
import { readSource, type SourceRow } from '../../src/sources/index.ts'

test('a spreadsheet that we write is one that we read, below its heading', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendboard-xlsx-'))
  try {
    const path = join(folder, 'extract.xlsx')
    const columns = ['review_id', 'plan_id', 'review_type', 'meeting_date', 'la_attended']
    const rows = [['=V1', 100, 'annual', { day: '2024-02-29' }, true]]
    writeFileSync(
      path,
      xlsxBytes([{ name: 'reviews', heading: ['Reviews', 'March'], columns, rows }]),
    )
    const read: SourceRow[] = []
    for await (const item of readSource(path, await readCatalogue()))
      if (item.kind === 'row') read.push(item.row)
    assert.deepEqual(read, [
      {
        dataset: 'reviews',
        line: 5,
        values: {
          review_id: '=V1',
          plan_id: '100',
          review_type: 'annual',
          meeting_date: '2024-02-29',
          la_attended: 'Y',
        },
      },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
