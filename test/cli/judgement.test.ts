import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { newFolder, sendboard } from './sendboard.ts'
import { writeSmallExtract } from './small-extract.ts'

const folder = newFolder()
const data = ['--data', join(folder, 'data')]
const ADDRESS = 'kingston-2021/117/a'

before(async () => {
  writeSmallExtract(join(folder, 'files'))
  const { code, err } = await sendboard(['import', join(folder, 'files'), ...data])
  assert.equal(code, 0, err)
})

test('a sentence that claims what cannot be told is not borne out', async () => {
  const { code, out } = await sendboard(['check-sentence', ADDRESS, 'It has improved.', ...data])
  assert.equal(code, 1)
  assert.match(
    out,
    /"improved": cannot be told \(too few figures to tell: (?:no figure is|only \d+ figures? (?:is|are)) known\)/,
  )
})

test('a sentence that claims nothing has nothing against it', async () => {
  const { code, out } = await sendboard(['check-sentence', ADDRESS, 'Four reviews.', ...data])
  assert.equal(code, 0)
  assert.match(out, /The sentence claims nothing that is checked\./)
})

test('a sentence is held against one KPI and not several', async () => {
  const { code, err } = await sendboard(['check-sentence', 'kingston-2021', 'It rose.', ...data])
  assert.equal(code, 2)
  assert.match(err, /kingston-2021 is more than one KPI/)
})

test('a strategy with a dozen faults of sense is refused with a message for each', async () => {
  const { code, out, err } = await sendboard(['check', 'test/faults/catalogue/sense.yaml'])
  assert.equal(code, 1)
  const told = `${out}${err}`
  const codes = [...told.matchAll(/^\S+: (?:error|warning) ([\w-]+):/gm)].map(([, one]) => one)
  assert.equal(codes.length, 17)
  assert.deepEqual([...new Set(codes)].sort(), [
    'catalogue-target',
    'strategy-away',
    'strategy-basis',
    'strategy-dates',
    'strategy-demand',
    'strategy-direction',
    'strategy-no-rule',
    'strategy-reached',
    'strategy-same-date',
    'strategy-scale',
    'strategy-unit',
    'strategy-words',
  ])
})
