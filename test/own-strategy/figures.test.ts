import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { newFolder, type Ran, sendboard } from '../cli/sendboard.ts'

/*
 * The strategy of Hillside with its extracts, worked out by hand from the rows of the ten files: see
 * the dates and numbers there. Of one child aged 4 on 30 September 2026, for example, the wait of 42
 * weeks is 294 days from 10 December 2025.
 */
const CATALOGUE = 'examples/own-strategy'
const data = newFolder()
const withOwn = ['--catalogue', CATALOGUE, '--data', data]
const run = async (...words: readonly string[]): Promise<Ran> =>
  await sendboard([...words, ...withOwn])

/** Address, category, numerator, denominator, display and status of each figure. */
function told({ out }: Ran): readonly string[] {
  const [, ...lines] = out.trim().split('\r\n')
  return lines.map((line) => {
    const cells = line.split(',')
    const [address, shown] = [cells.slice(1, 3).join('/'), cells.slice(8, 13)]
    return [address, ...shown.toSpliced(3, 1), cells[14]].join(' ')
  })
}

let imported: Ran

before(async () => {
  imported = await run('import', 'examples/own-strategy/extracts')
})

describe('the strategy of Hillside', () => {
  test('takes its own table, columns and codes from the extracts', () => {
    assert.equal(imported.code, 0)
    assert.match(imported.out, /54 rows read: 54 loaded, 0 unchanged, 0 refused/)
  })

  test('has the figures worked out by hand, also by its own column', async () => {
    const words = ['--framework', 'hillside-2026', '--by', 'locality', '--format', 'csv']
    assert.deepEqual(told(await run('figures', ...words)), [
      '1/a  42  42.0 ok',
      '1/b  1 2 50.0 ok',
      '2/a  2 4 50.0 ok',
      '2/a coast 2 2 100.0 ok',
      '2/a town 0 1 0.0 ok',
      '2/a not-recorded 0 1 0.0 ok',
      '3/a  3 4 75.0 ok',
      '3/a coast 2 2 100.0 ok',
      '3/a downs 1 1 100.0 ok',
      '3/a town 0 1 0.0 ok',
      '3/b  4 5 80.0 ok',
      '4/a  11 3 3.67 ok',
      '5/a  93 100 93.0 ok',
      '5/a coast 57 60 95.0 ok',
      '5/a downs 36 40 90.0 ok',
      '6/a  2  2 ok',
      '7/a  3 6 50.0 ok',
      '7/a coast 2 3 66.7 ok',
      '7/a downs 1 1 100.0 ok',
      '7/a town 0 1 0.0 ok',
      '7/a not-recorded 0 1 0.0 ok',
      '8/a  18 20 90.0 ok',
      '9/a  1  yes ok',
      '10/a  5 8 62.5 ok',
    ])
  })

  test('says how many of its KPIs are on target in each of its areas', async () => {
    const words = ['--kpi', 'hillside-2026/10/a', '--by', 'area', '--format', 'csv']
    assert.deepEqual(told(await run('figures', ...words)), [
      '10/a  5 8 62.5 ok',
      '10/a Close to home 2 2 100.0 ok',
      '10/a Heard and helped 2 3 66.7 ok',
      '10/a Waiting less 1 3 33.3 ok',
    ])
  })

  test('lists the KPIs behind that share of another quarter, and they add up to it', async () => {
    const { code, out } = await run('records', 'hillside-2026/10/a', '--period', '2026-Q2')
    assert.equal(code, 0)
    assert.match(out, /33\.3 \(1 of 3\) ok/)
    assert.match(out, /3 rows add up to 3, of which 1 in the numerator/)
  })

  test('comes to the same when it is worked out a second way', async () => {
    const { code, out } = await run('prove', '--kpi', 'hillside-2026')
    assert.equal(code, 0)
    assert.match(out, /figures of 12 measures computed both ways\. Every figure agrees\./)
  })

  test('passes its worked examples both ways', async () => {
    const { code, out } = await sendboard([
      ...['examples', 'examples/own-strategy/examples.json', '--catalogue', CATALOGUE],
    ])
    assert.deepEqual([code, out], [0, '14 passed, 0 failed\n'])
  })

  test('tells what was published before the records began', async () => {
    const { out } = await sendboard(['explain', 'hillside-2026/1/a', '--catalogue', CATALOGUE])
    const told = out.replaceAll(/\s+/g, ' ')
    assert.match(
      told,
      /Baseline The longest wait at the end of 2025 was 61\.5 weeks \(31 December 2025; Therapies waiting list, January 2026\)/,
    )
    assert.match(
      told,
      /Published 2023-24: 74 \(Annual report 2024\) Published 2024-25: Off track \(Annual report 2025\)/,
    )
  })
})
