import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { serialize } from 'node:v8'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { openDuckDb } from '../../src/database/index.ts'
import { importPaths, readPersonKey } from '../../src/records/index.ts'
import { hashOfRecords } from './hash-of-records.ts'
import { writeTwoExtracts } from './two-extracts.ts'
import {
  ended,
  killWhen,
  said,
  startImport,
  stepsOf,
  type WatchedImport,
} from './watched-import.ts'

const MOMENTS = 100
const SEED = 20_260_331
/** After every step, and at every tenth of the random moments, the import is made again too. */
const AGAIN_EVERY = 10
/** As many at a time as a small machine has processors. */
const LANES = 2

const folder = mkdtempSync(join(tmpdir(), 'sendboard-killed-'))
const definitions = join(folder, 'definitions')
const catalogue = await readCatalogue()
const { first, second } = writeTwoExtracts(folder)
const [start, done] = [join(folder, 'start'), join(folder, 'done')]
let [beforeIt, afterIt] = ['', '']
let steps: readonly string[] = []
let took = 0

before(async () => {
  writeFileSync(definitions, serialize(catalogue))
  mkdirSync(start)
  await importHere(start, first)
  beforeIt = await hashOf(start)
  cpSync(start, done, { recursive: true })
  ;({ steps, took } = await undisturbed(done))
  afterIt = await hashOf(done)
  assert.notEqual(afterIt, beforeIt)
})
after(() => {
  rmSync(folder, { recursive: true })
})

test('an import killed as each of its steps begins is there whole or not at all', async () => {
  assert.equal(steps.length, 10, steps.join(', '))
  const seen = await inLanes(steps, async (step, data) => {
    await killWhen(watched(data), async (child) => {
      await said(child, step)
    })
    return { at: step, now: await stateOf(data), again: await hashAgain(data) }
  })
  assert.deepEqual(
    seen.map(({ at, now, again }) => [at, now === 'neither', again]),
    steps.map((step) => [step, false, afterIt]),
  )
  assert.equal(seen.at(0)?.now, 'before')
  assert.equal(seen.at(-1)?.now, 'after')
})

test(`an import killed at ${String(MOMENTS)} random moments is there whole or not at all (seed ${String(SEED)})`, async () => {
  const random = fromSeed(SEED)
  const delays = Array.from({ length: MOMENTS }, () => random() * took * 1.2)
  const seen = await inLanes(delays, async (delay, data, at) => {
    await killWhen(watched(data), async (child) => {
      await said(child, 'opened')
      await setTimeout(delay)
    })
    const now = await stateOf(data)
    const again = at % AGAIN_EVERY === 0 ? await hashAgain(data) : afterIt
    return { delay, now, again }
  })
  assert.deepEqual(
    seen.filter(({ now, again }) => now === 'neither' || again !== afterIt),
    [],
  )
  assert.ok(seen.filter(({ now }) => now === 'before').length >= MOMENTS / 10)
})

/** What a killed import left. */
async function stateOf(data: string): Promise<'before' | 'after' | 'neither'> {
  const hash = await hashOf(data)
  return hash === beforeIt ? 'before' : hash === afterIt ? 'after' : 'neither'
}

/** What is there when a killed import is made again. */
async function hashAgain(data: string): Promise<string> {
  await importHere(data, second)
  return await hashOf(data)
}

async function hashOf(data: string): Promise<string> {
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  try {
    return await hashOfRecords(database)
  } finally {
    await database.close()
  }
}

async function importHere(data: string, extract: string): Promise<void> {
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  const services = { database, catalogue, personKey: await readPersonKey(data) }
  const { imports, issues } = await importPaths(services, [extract])
  await database.close()
  assert.deepEqual([issues, imports.map(({ status }) => status === 'refused')], [[], [false]])
}

/** The steps that an import says when nobody disturbs it, and how many milliseconds it takes. */
async function undisturbed(
  data: string,
): Promise<{ readonly steps: readonly string[]; readonly took: number }> {
  const steps = await stepsOf(watched(data))
  const timed = join(folder, 'timed')
  cpSync(start, timed, { recursive: true })
  const child = startImport(watched(timed))
  await said(child, 'opened')
  const began = performance.now()
  await said(child, 'committed')
  const milliseconds = performance.now() - began
  await ended(child)
  return { steps, took: milliseconds }
}

function watched(data: string): WatchedImport {
  return { data, extract: second, definitions, compiled: join(folder, 'compiled') }
}

/** Does something with each member, each in a copy of the data as they were before the import. */
async function inLanes<Member, Outcome>(
  members: readonly Member[],
  work: (member: Member, data: string, at: number) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = members.entries()
  const lane = async (name: string) => {
    for (const [at, member] of waiting) {
      const data = join(folder, name)
      cpSync(start, data, { recursive: true })
      outcomes[at] = await work(member, data, at)
      rmSync(data, { recursive: true })
    }
  }
  const lanes = Array.from({ length: LANES }, (_, at) => `lane-${String(at)}`)
  await Promise.all(lanes.map(lane))
  return outcomes
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function fromSeed(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
