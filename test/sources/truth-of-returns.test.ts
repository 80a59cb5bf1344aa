import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { writeDemo } from '../../src/demo/index.ts'
import { checkReturn, countReturn } from '../../src/sources/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sendboard-truth-'))
const { authorities } = await writeDemo({ size: 'kingston', out: folder })
const truth = authorities[0]?.truth ?? assert.fail()

/** The figures that the Department derives from what was written, in the words of the truth. */
async function saidBy(year: string): Promise<Readonly<Record<string, number | undefined>>> {
  const counter = countReturn({ withChallenged: true })
  await checkReturn(join(folder, 'sen2', `sen2-${year}.xml`), { onPerson: counter.add })
  const figures = new Map(counter.figures().map(({ id, numerator }) => [id, numerator]))
  return {
    plansAtCensus: figures.get('plans-at-census'),
    newPlans: figures.get('new-plans'),
    transferredIn: figures.get('transferred-in'),
    ceased: figures.get('ceased'),
    transferredOut: figures.get('ceased-5'),
    requests: figures.get('requests'),
    refused: figures.get('requests-N'),
    inTime: figures.get('twenty-weeks-including'),
  }
}

describe('the returns of the demonstration', () => {
  after(() => {
    rmSync(folder, { recursive: true })
  })
  for (const [year, meant] of Object.entries(truth.returns))
    it(`say in ${year} what was meant, field by field`, async () => {
      assert.deepEqual(await saidBy(year), meant)
    })
})
