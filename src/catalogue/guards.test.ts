import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCatalogue } from './index.ts'

const { measures } = await readCatalogue()

const without = (isMeant: (id: string) => boolean): string[] =>
  [...measures.values()]
    .filter(({ id, guards }) => isMeant(id) && guards.length === 0)
    .map(({ id }) => id)

it('guards every refusal, ceasing and placement in the independent sector', () => {
  const isAccess = (id: string) =>
    /declined|refusals|ending-with-no-plan|plans-ceased|in-independent/.test(id)
  assert.deepEqual(without(isAccess), [])
})

it('guards every measure of what is spent, saved or in balance', () => {
  const isMoney = (id: string) => /spend|cost|savings|balance|funding-gap/.test(id)
  assert.deepEqual(without(isMoney), [])
})

it('guards with measures that are there', () => {
  const named = [...measures.values()].flatMap(({ guards }) => guards)
  assert.deepEqual(
    named.filter((id) => !measures.has(id)),
    [],
  )
})
