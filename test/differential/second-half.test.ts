import { test } from 'node:test'
import { tryHalf } from './random-cases.ts'

test('the formula and its SQL give the same figures on as many other random records', async (t) => {
  await tryHalf(1, t)
})
