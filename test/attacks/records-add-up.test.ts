import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Measure, readCatalogue } from '../../src/catalogue/index.ts'
import { databaseFile } from '../../src/config.ts'
import {
  add,
  DEMO_AUTHORITY,
  equals,
  lastPeriods,
  type Rational,
  rational,
} from '../../src/core/index.ts'
import { openDuckDb } from '../../src/database/index.ts'
import { writeDemo } from '../../src/demo/index.ts'
import {
  type Figure,
  type FigureSource,
  type RecordBehind,
  recordsBehind,
  type RecordsPart,
} from '../../src/figures/index.ts'
import {
  asAtOf,
  createRecordTables,
  importPaths,
  readPersonKey,
  suppliedDatasets,
} from '../../src/records/index.ts'

const catalogue = await readCatalogue()
const data = mkdtempSync(join(tmpdir(), 'records-'))
await writeDemo({ size: 'kingston', out: join(data, 'demo') })
const database = await openDuckDb(databaseFile(data))
after(async () => {
  await database.close()
  rmSync(data, { recursive: true })
})
await createRecordTables(database, catalogue)
const personKey = await readPersonKey(data)
await importPaths({ database, catalogue, personKey }, [join(data, 'demo', 'csv')])
const asAt = (await asAtOf(database, DEMO_AUTHORITY)) ?? assert.fail('no day of the extract')
const supplied = await suppliedDatasets(database, DEMO_AUTHORITY)
const source: FigureSource = { database, catalogue, authority: DEMO_AUTHORITY, supplied, asAt }

/** What does not add up of one measure in its headline period: the parts of the whole, or of a breakdown. */
async function faultsOf(measure: Measure, breakdown: string | null): Promise<readonly string[]> {
  const [period] = lastPeriods(measure.period, asAt, 1)
  if (!period) return [`${measure.id}: no period`]
  const by = breakdown === null ? {} : { breakdown }
  const { figures, parts } = await recordsBehind(source, { measure: measure.id, period, ...by })
  const place = `${measure.id} by ${breakdown ?? 'nothing'}`
  const none = figures.length > 0 && parts.length === 0 ? [`${place}: no rows`] : []
  return [
    ...none,
    ...sumsUnlike(measure, breakdown, figures, parts).map((fault) => `${place}: ${fault}`),
    ...parts.flatMap(({ addsUp, name, reason }) =>
      addsUp ? [] : [`${place}, ${name}: ${reason}`],
    ),
  ]
}

const ADDED: readonly string[] = ['count', 'persons', 'sum', 'distinct']

/**
 * Where a figure is one sum of rows, or one over another: what the rows of each category add, against
 * the figure itself.
 */
function sumsUnlike(
  { formula }: Measure,
  breakdown: string | null,
  figures: readonly Figure[],
  [part, ...others]: readonly RecordsPart[],
): readonly string[] {
  const { value, denominator, numerator } = formula
  const base = value ?? denominator
  const isPlain = base?.kind === 'aggregate' && ADDED.includes(base.name)
  if (!part || others.length > 0 || !isPlain || (numerator && numerator.kind !== 'narrowed'))
    return []
  return figures.flatMap((figure) => {
    const isAsked = figure.breakdown === breakdown
    if (!isAsked || figure.ofWhole || figure.status === 'unknown') return []
    const rows = part.rows.filter(({ category }) => category === figure.category)
    const counted = sumOf(numerator ? rows.filter((row) => row.counted) : rows)
    const isSame =
      sameAs(figure.numerator, counted) && (!numerator || sameAs(figure.denominator, sumOf(rows)))
    return isSame ? [] : [`${figure.category ?? 'the whole'} is not what its rows add`]
  })
}

function sumOf(rows: readonly RecordBehind[]): Rational {
  return rows.reduce((sum, { adds }) => add(sum, adds), rational(0))
}

function sameAs(value: Rational | null, sum: Rational): boolean {
  return value !== null && equals(value, sum)
}

test('The records behind every figure of the demo add up to it, whole and in every category', async (t) => {
  const start = Date.now()
  const faults: string[] = []
  let count = 0
  for (const measure of catalogue.measures.values()) {
    for (const breakdown of [null, ...measure.breakdowns]) {
      count += 1
      faults.push(...(await faultsOf(measure, breakdown)))
    }
  }

  assert.deepEqual(faults, [])
  t.diagnostic(`${String(count)} figures in ${String(Date.now() - start)} ms`)
})
