import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sendboard } from './sendboard.ts'

const REFERENCE = '../shared/reference/spc-cases.json'
const absent = existsSync(REFERENCE) ? false : 'the reference cases are not on this machine'

const SERIES = [50, 52, 48, 51, 49, 52, 48, 51, 49, 52, 48, 50, 51, 49, 70]

// By hand: 14 ranges add up to 2+4+3+2+3+4+3+2+3+4+2+1+2+21 = 56, mean 4. 21 is not below 3.267 x 4,
// so 35 / 13 is kept. The 15 values add up to 770.
const CENTRE = 770 / 15
const UPPER = CENTRE + 2.66 * (35 / 13)
const GOOD = {
  id: 'latest-high',
  input: { values: SERIES, improvement_direction: 'increase', target: 60 },
  expected: {
    segments: [{ centre: CENTRE, upper_limit: UPPER, ranges_screened_out: 1 }],
    special_cause_points: [{ index: 14, label: 'Above UCL', rules: ['outside_limit'] }],
    variation_icon: 'improvement_high',
    assurance_icon: 'fail',
  },
}

async function run(file: unknown): Promise<{ code: number | null; out: string; err: string }> {
  const path = join(await mkdtemp(join(tmpdir(), 'spc-')), 'cases.json')
  await writeFile(path, JSON.stringify(file))
  return sendboard(['spc', path])
}

test('the reference cases all pass', { skip: absent }, async () => {
  const { code, out } = await sendboard(['spc', REFERENCE])
  assert.equal(out.trim(), '97 passed, 0 failed')
  assert.equal(code, 0)
})

test('a case that comes out otherwise is printed with both numbers', async () => {
  const wrong = { ...GOOD, expected: { ...GOOD.expected, variation_icon: 'common_cause' } }
  const { code, out } = await run({ xmr_cases: [GOOD, wrong] })
  assert.match(out, /variation_icon: expected "common_cause", found "improvement_high"/)
  assert.match(out, /1 passed, 1 failed/)
  assert.equal(code, 1)
})

test('a case with a field or a chart that is not known fails and names it', async () => {
  const { code, out } = await run({
    xmr_cases: [{ ...GOOD, input: { ...GOOD.input, smoothing: 3 } }],
    attribute_and_run_cases: [
      { id: 'x', chart: 'ewma', input: { values: [1, 2] }, expected: { centre: 1.5 } },
    ],
    median_cases: [],
  })
  assert.match(out, /latest-high xmr_cases\[0\] failed:\n {2}cannot be run: input: .*"smoothing"/)
  assert.match(out, /chart: Invalid option: expected one of "i"\|"i_prime"/)
  assert.match(out, /median_cases failed/)
  assert.match(out, /0 passed, 3 failed/)
  assert.equal(code, 1)
})

test('a case that cannot be worked out fails and says why', async () => {
  const late = { ...GOOD, input: { ...GOOD.input, rebase_at_index: [15] } }
  const { out } = await run({ xmr_cases: [late] })
  assert.match(out, /cannot be run: a rebase index must be inside the series; got 15/)
})

test('the lengths of runs are those that the file states', async () => {
  // By hand: the last six lie above the mean, 4.18, and well inside the limits.
  const values = [5, 1, 5, 1, 5, 1, 5, 1, 6, 5.5, 6, 5.5, 6, 5.5]
  const shift = {
    id: 'six',
    input: { values, improvement_direction: 'increase' },
    expected: { variation_icon: 'improvement_high' },
  }
  const six = await run({ constants: { shift_length: 6 }, xmr_cases: [shift] })
  assert.equal(six.out.trim(), '1 passed, 0 failed')
  const seven = await run({ xmr_cases: [shift] })
  assert.match(seven.out, /0 passed, 1 failed/)
})

test('a file made with other constants fails and names them', async () => {
  const { out } = await run({ constants: { limit_factor: 2.5 }, xmr_cases: [GOOD] })
  assert.match(out, /limit_factor: the file has 2.5, we compute with 2.66/)
})

test('a file without cases is a problem, and one of another form wrong use', async () => {
  const none = await run({ about: 'nothing' })
  assert.deepEqual(
    [none.code, none.out.trim()],
    [1, 'The file holds no cases.\n0 passed, 0 failed'],
  )
  const other = await run({ xmr_cases: 'all' })
  assert.equal(other.code, 2)
  assert.match(other.err, /xmr_cases/)
})
