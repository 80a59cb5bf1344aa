import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { SqlRow } from '../../src/database/index.ts'
import { undoImport } from '../../src/records/index.ts'
import {
  CATALOGUE,
  sen2Return,
  TEST_KEY,
  type TestFolder,
  testFolder,
} from '../../src/records/test-folder.ts'

const RUNS = 6
const SEED = 20_260_331
const UPNS = ['F999200013001', 'P999200015101', 'R999200017201'] as const

/** One extract: which children it knows and by which numbers, and what else it brings. */
type Extract = {
  readonly month: number
  readonly children: readonly number[]
  readonly withUpn: boolean
  readonly plans: readonly { readonly child: number; readonly ceased: boolean }[]
  readonly charter: readonly number[]
  readonly savings: readonly number[]
  readonly returned: readonly number[]
}
type Sequence = { readonly extracts: readonly Extract[]; readonly undone: readonly number[] }

const child = fc.integer({ min: 0, max: 2 })
const some = fc.uniqueArray(child, { maxLength: 3 })
const extract: fc.Arbitrary<Extract> = fc.record({
  month: fc.integer({ min: 1, max: 6 }),
  children: fc.uniqueArray(child, { minLength: 1, maxLength: 3 }),
  withUpn: fc.boolean(),
  plans: fc.uniqueArray(fc.record({ child, ceased: fc.boolean() }), {
    maxLength: 3,
    selector: (plan) => plan.child,
  }),
  charter: some,
  savings: some,
  returned: some,
})
const sequence: fc.Arbitrary<Sequence> = fc.record({
  extracts: fc.array(extract, { minLength: 3, maxLength: 4 }),
  undone: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 2 }),
})

const folders: TestFolder[] = []
after(async () => {
  for (const folder of folders) await folder.close()
})

test(`undoing any imports leaves what the others alone would have made (${String(RUNS)} sequences, seed ${String(SEED)})`, async () => {
  await fc.assert(
    fc.asyncProperty(sequence, async ({ extracts, undone }) => {
      const tried = await newFolder()
      const steps = await loadAll(tried, [...extracts.entries()])
      for (const step of undone) {
        const id = steps.find(([, at]) => at === step)?.[0]
        if (id !== undefined) assert.equal((await undo(tried, id)).ok, true)
      }
      const stand = steps.filter(([, at]) => !undone.includes(at))
      const fresh = await newFolder()
      const rest = stand.flatMap(([, at]): [number, Extract][] => {
        const one = extracts[at]
        return one ? [[at, one]] : []
      })
      const again = await loadAll(fresh, rest)
      assert.deepEqual(await stateOf(tried, stand), await stateOf(fresh, again))
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
})

async function newFolder(): Promise<TestFolder> {
  const folder = await testFolder()
  folders.push(folder)
  return folder
}

async function undo(
  { database }: TestFolder,
  id: number,
): Promise<Awaited<ReturnType<typeof undoImport>>> {
  return await undoImport({ database, catalogue: CATALOGUE, personKey: TEST_KEY }, id)
}

/** The number of an import in the log, and which extract it was. */
type Step = readonly [number, number]

async function loadAll(
  folder: TestFolder,
  extracts: readonly (readonly [number, Extract])[],
): Promise<readonly Step[]> {
  const steps: Step[] = []
  for (const [at, one] of extracts) {
    const day = `2024-${String(one.month).padStart(2, '0')}-28`
    const { id, status, issues } = await folder.load(filesOf(one), { extractedOn: day })
    assert.notEqual(status, 'refused', issues[0]?.message)
    if (id !== undefined) steps.push([id, at])
  }
  return steps
}

function filesOf(one: Extract): Readonly<Record<string, string>> {
  const day = `2024-0${String(one.month)}-18`
  return {
    'persons.csv': [
      one.withUpn ? 'person_id,upn,birth_date,home_la' : 'person_id,birth_date,home_la',
      ...one.children.map((at) =>
        [`c${String(at)}`, ...(one.withUpn ? [UPNS[at]] : []), birth(at), 'X00000999'].join(','),
      ),
    ].join('\n'),
    'plans.csv': [
      'plan_id,person_id,start_date,cease_date,cease_reason',
      ...one.plans.map(
        ({ child: at, ceased }) =>
          `p${String(at)},c${String(at)},2019-10-19,${ceased ? `${day},2` : ','}`,
      ),
    ].join('\n'),
    'charter.csv': [
      'organisation_id,name,sector,in_scope_from',
      ...one.charter.map((at) => `o${String(at)},${String(one.month)},school,2020-01-01`),
    ].join('\n'),
    'savings.csv': [
      'saving_id,financial_year,kind,segment,lever,block,planned,confirmed',
      ...one.savings.map(
        (at) =>
          `s${String(at)},2023-24,saving,under_16,placement_cost,high_needs,${String(one.month)}.00,N`,
      ),
    ].join('\n'),
    ...(one.returned.length > 0 && {
      'sen2.xml': sen2Return(2024 + (one.month % 2), `${String(2024 + (one.month % 2))}-01-18`, [
        ...one.returned.map((at) => ({
          upn: UPNS[at] ?? '',
          birth: birth(at),
          start: '2019-10-19',
          placements: [{ urn: '100000', entry: '2020-09-03' }],
        })),
      ]),
    }),
  }
}

function birth(at: number): string {
  return `2010-05-0${String(at + 1)}`
}

/**
 * Every row of the records, of their log and of what figures are read from, with the extract in place
 * of an import's number, and extract and name in place of a file's.
 */
async function stateOf(
  folder: TestFolder,
  steps: readonly Step[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const imports = new Map(steps.map(([id, at]) => [id, `extract ${String(at)}`]))
  const files = await folder.query('select id, import_id, name from records.files')
  const fileNames = new Map(
    files.map((row) => [
      Number(row['id']),
      `${imports.get(Number(row['import_id'])) ?? 'undone'} ${String(row['name'])}`,
    ]),
  )
  const plain = (row: SqlRow) =>
    Object.entries(row).map(([name, value]) => {
      if (value === null || typeof value !== 'number') return `${name} ${String(value)}`
      if (name === 'import_id' || name === 'ended_by')
        return `${name} ${imports.get(value) ?? 'undone'}`
      if (name === 'source_file' || name === 'file_id')
        return `${name} ${fileNames.get(value) ?? 'undone'}`
      return `${name} ${String(value)}`
    })
  const states: [string, string[]][] = []
  for (const table of TABLES) {
    const rows = await folder.query(`select * from ${table}`)
    const standing = rows.map(plain).filter((cells) => !cells.includes('import_id undone'))
    states.push([table, standing.map((cells) => cells.join(', ')).toSorted()])
  }
  return Object.fromEntries(states)
}

const TABLES = [
  ...[...CATALOGUE.datasets.keys()].map((name) => `records.${name}`),
  ...[...CATALOGUE.schema.tables.keys()].map((name) => `read.${name}`),
  ...['person_links', 'aliases', 'supplied', 'file_counts', 'import_issues', 'changed_tables'].map(
    (name) => `records.${name}`,
  ),
]
