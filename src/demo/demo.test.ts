import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { addMonths, lastDay } from '../core/index.ts'
import { authoritiesOf } from './authorities.ts'
import { dayOn, monthsAfter, textOf, yearLimit } from './days.ts'
import { between, testDemo } from './test-demo.ts'
import { writeAuthority } from './write-authority.ts'
import { writeDemo } from './write-demo.ts'

const { folder, milliseconds } = await testDemo()
const scratch = mkdtempSync(join(tmpdir(), 'demo-'))
after(() => {
  rmSync(scratch, { recursive: true })
})
const seeds = { usual: 20_260_331, other: 7 }
const SMALL = { code: 'X00000900', lea: '900', name: 'Smallmere', plans: 190, scale: 0.1 }

function hashOf(path: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(join(path, name)))
  }
  return hash.digest('hex')
}

async function smallDemo(name: string, seed: number): Promise<string> {
  const out = join(scratch, name)
  await writeAuthority(SMALL, seed, out, () => Promise.resolve())
  return hashOf(out)
}

describe('the demonstration', () => {
  it('is the same, byte for byte, from the same seed', async () => {
    assert.equal(await smallDemo('first', seeds.usual), await smallDemo('again', seeds.usual))
  })

  it('is another one from another seed', async () => {
    assert.notEqual(await smallDemo('this', seeds.usual), await smallDemo('that', seeds.other))
  })

  it('is written within a minute, however busy the machine', () => {
    between(milliseconds, 0, 60_000, 'milliseconds')
  })

  it('refuses a folder that holds something else', async () => {
    const out = join(folder, 'csv')
    await assert.rejects(writeDemo({ size: 'kingston', out }), /is not empty/)
  })

  it('comes in three sizes: a borough, a county and a whole country', () => {
    const sizes = (['kingston', 'kent', 'england'] as const).map((size) => {
      const authorities = authoritiesOf(size, seeds.usual)
      const plans = authorities.reduce((sum, one) => sum + one.plans, 0)
      return { count: authorities.length, thousands: Math.round(plans / 1000) }
    })
    assert.deepEqual(sizes, [
      { count: 1, thousands: 2 },
      { count: 1, thousands: 21 },
      { count: 153, thousands: 640 },
    ])
  })

  it('gives each authority of the country a code of its own', () => {
    const codes = new Set(authoritiesOf('england', seeds.usual).map(({ code }) => code))
    assert.equal(codes.size, 153)
    assert.deepEqual(
      [...codes].filter((code) => !/^X00000\d{3}$/.test(code)),
      [],
    )
  })

  it('says on its first line that nobody in it exists', () => {
    const readme = readFileSync(join(folder, 'README.txt'), 'utf8')
    assert.match(readme, /^SYNTHETIC DATA\n/)
    assert.match(readme, /\d {2}a row written twice, word for word/)
  })

  it('tells the importer whose files they are and of which day', () => {
    const extract = readFileSync(join(folder, 'csv', 'extract.yaml'), 'utf8')
    assert.match(extract, /^authority: X00000999\nextracted_on: 2026-03-31\nholder: /m)
  })
})

describe('the days of the demonstration', () => {
  const SOME = ['2020-02-29', '2023-01-31', '2023-08-31', '2024-02-29', '2025-12-31', '2024-03-30']

  it('go on by months as those of the figures do', () => {
    const ours = SOME.map((day) => [1, 3, 12, 30].map((n) => textOf(monthsAfter(dayOn(day), n))))
    const theirs = SOME.map((day) => [1, 3, 12, 30].map((n) => addMonths(day, n)))
    assert.deepEqual(ours, theirs)
  })

  it('end a year of review on the same day as the figures do', () => {
    const ours = SOME.map((day) => textOf(yearLimit(dayOn(day))))
    assert.deepEqual(
      ours,
      SOME.map((day) => lastDay(day, 12)),
    )
  })
})
