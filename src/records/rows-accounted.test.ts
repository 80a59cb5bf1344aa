import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestFolder, testFolder } from './test-folder.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(async () => {
  await folder.close()
})

const PERSONS = `person_id,birth_date,home_la
  1,2010-05-01,X00000999
  2,2012-02-29,X00000999`

/** Rows of plans: sound, changed, repeated, clashing, of nobody, or with a wrong cell. */
const plan = fc.record({
  id: fc.constantFrom('p1', 'p2', 'p3', 'p4', ''),
  person: fc.constantFrom('1', '2', '2', '9'),
  start: fc.constantFrom('2020-01-10', '2020-01-10', '2021-06-01', '2021-02-30', 'N/A'),
  cease: fc.constantFrom('', '', '2023-07-31', '2019-01-01'),
})

test('of random files every row read is loaded, unchanged or refused, and each refusal is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 12 }), async (plans) => {
      const rows = plans.map(({ id, person, start, cease }) =>
        [id, person, start, cease, cease === '' ? '' : '2'].join(),
      )
      const text = ['plan_id,person_id,start_date,cease_date,cease_reason', ...rows].join('\n')
      const outcome = await folder.load({ 'persons.csv': PERSONS, 'plans.csv': text })
      const { read, loaded, unchanged, refused } = outcome.counts
      assert.equal(read, plans.length + 2)
      const isAllOrNothing = outcome.status === 'refused'
      assert.equal(loaded + unchanged + refused, read)
      if (isAllOrNothing) assert.equal(loaded, 0)
      const told = new Set(
        outcome.issues
          .filter(({ severity }) => severity === 'error')
          .map(({ place }) => place?.line),
      )
      if (refused > 0) assert.notEqual(told.size, 0)
    }),
    { numRuns: 25, seed: 20_261_201 },
  )
})
