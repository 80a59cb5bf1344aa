import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder, sendboard } from './sendboard.ts'

test('the built-in catalogue is sound', async () => {
  const { code, out } = await sendboard(['check', 'catalogue'])
  assert.equal(out, 'catalogue is sound.\n')
  assert.equal(code, 0)
})

test('a wrong column name is shown with its place, and the nearest name', async () => {
  const file = join(newFolder(), 'own.yaml')
  writeFileSync(
    file,
    [
      'measures:',
      '  - id: own-late-plans',
      '    name: Own late plans',
      '    kind: count',
      '    unit: plans',
      '    period: month',
      '    every: month',
      '    value: count(plans[strat_date in P])',
      '    polarity: lower-better',
      '    disclosure: suppress-small',
      '',
    ].join('\n'),
  )
  const { code, out } = await sendboard(['check', file])
  assert.equal(code, 1)
  assert.match(out, /own\.yaml:8:\d+: error /)
  assert.match(out, /strat_date/)
  assert.match(out, /start_date/)
  assert.match(out, /1 error\./)
})

test('a folder that is not there is a problem', async () => {
  const { code, out } = await sendboard(['check', join(newFolder(), 'nowhere')])
  assert.equal(code, 1)
  assert.match(out, /catalogue-not-found/)
})
