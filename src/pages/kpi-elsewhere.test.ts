import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FORTY_PLANS, openTestBoard } from './test-board.ts'

/** Forty plans of 2023, of which 29 came within 20 weeks (72.5%), and figures of other areas. */
const FILES = {
  ...FORTY_PLANS,
  'plans.csv': [
    'plan_id,person_id,start_date,primary_need',
    ...FORTY_PLANS['persons.csv']
      .slice(1)
      .map((line) => line.split(',')[0] ?? '')
      .map((id) => `p${id},${id},2023-06-30,ASD`),
  ],
  'reference.csv': [
    'series,measure,area,as_at,value,source,published_date',
    'benchmark,kingston-2021/111/a,england,2023-12-31,50,DfE,2024-01-15',
    'benchmark,kingston-2021/111/a,london,2023-12-31,72.5,DfE,2024-01-15',
    'benchmark,kingston-2021/111/a,statistical-neighbours,2022-12-31,90,DfE,2023-01-15',
    'benchmark,kingston-2021/1/a,england,2024-01-18,500000,DfE,2024-01-31',
  ],
}

test('a figure stands among those of other areas, and what chance would do is said', async () => {
  const board = await openTestBoard(FILES)
  await board.services.refreshFigures()
  try {
    const words = await board.words('/strategies/kingston-2021/111/a')
    const section = /Normal elsewhere.*?Target and baseline/.exec(words)?.[0] ?? ''
    assert.match(
      section,
      /This authority 72\.5% .*London 72\.5% the same .*England 50\.0% 22\.5 points higher, which is better/,
    )
    // more than a year before the figure's own
    assert.doesNotMatch(section, /neighbours/)
    // By hand: of 40 cases around a half, 29 or more have a chance of 0.32%: under 2.5%, not under 0.1%.
    assert.match(
      section,
      /an authority with 40 cases would lie between .* This figure lies beyond them: more than chance is likely/,
    )
    const total = await board.words('/strategies/kingston-2021/1/a')
    assert.match(total, /England 500,000 not compared: a total follows the size of the area/)
    assert.doesNotMatch(await board.words('/strategies/kingston-2021/111/b'), /Normal elsewhere/)
  } finally {
    await board.close()
  }
})
