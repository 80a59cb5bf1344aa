import { test } from 'node:test'
import { tryHalf } from './random-cases.ts'

test('the formula and its SQL give the same figures on random records, in every category', async (t) => {
  await tryHalf(0, t)
})
