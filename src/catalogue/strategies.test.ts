import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type Framework, readCatalogue, type RowMeasure } from './index.ts'

const REFERENCE = join(import.meta.dirname, '../../../shared/reference')
const skip = existsSync(REFERENCE) ? false : 'the strategies are not beside the project'
const catalogue = await readCatalogue()
const kingston = catalogue.frameworks.get('kingston-2021') ?? assert.fail()
const towerHamlets = catalogue.frameworks.get('tower-hamlets-2018') ?? assert.fail()

type Row = Readonly<Record<string, string>>

function catalogueRows(framework: string): Row[] {
  const rows: unknown = parse(readFileSync(join(REFERENCE, 'kpi-catalogue.csv'), 'utf8'), {
    columns: true,
  })
  return z
    .array(z.record(z.string(), z.string()))
    .parse(rows)
    .filter((row) => row['framework'] === framework)
}

/** One line per part of a row: what the strategy says must be reached, and how it is shown. */
function partsOf({ rows }: Framework): string[] {
  return rows.flatMap((row) => row.measures.map((use) => `${row.ref}/${use.sub} ${partOf(use)}`))
}

function partOf(use: RowMeasure): string {
  const [target] = use.targets
  const parts = [
    use.polarity,
    use.disclosure,
    use.baseline?.value,
    use.baseline?.date,
    target?.comparator ?? 'none',
    target?.value,
    target?.date,
    use.benchmarks.join(';'),
  ]
  return parts.map((part) => part ?? '-').join(' ')
}

function cataloguePart(row: Row): string {
  const keys = [
    'polarity',
    'disclosure',
    'baseline_value',
    'baseline_date',
    'target_comparator',
    'target_value',
    'target_date',
  ]
  const parts = keys.map((key) => (row[key] === '' ? '-' : (row[key] ?? '-')))
  return `${row['ref'] ?? ''}/${row['sub'] ?? ''} ${parts.join(' ')} ${row['benchmark'] ?? ''}`
}

const ambiguousRefs = ({ rows }: Framework): string =>
  rows
    .filter((row) => row.measures.some((use) => use.ambiguous))
    .map((row) => row.ref)
    .join(' ')

describe('the strategy of Kingston', () => {
  it('has its 125 rows word for word, in order, under their areas', { skip }, () => {
    const source = readFileSync(join(REFERENCE, 'strategies/kingston-2021.txt'), 'utf8')
    const lines = source.split('\n').filter((line) => /^\d+\t/.test(line))
    const ours = kingston.rows.map(({ ref, area, owners, words }) =>
      [ref, area, ...owners, words].join('\t'),
    )
    assert.equal(lines.length, 125)
    assert.deepEqual(ours, lines)
  })

  it('keeps the baselines, targets and benchmarks of the KPI catalogue', { skip }, () => {
    assert.deepEqual(partsOf(kingston), catalogueRows('kingston-2021').map(cataloguePart))
  })

  it('marks the rows that can be read in two ways', () => {
    assert.equal(
      ambiguousRefs(kingston),
      '2 3 4 7 8 9 10 17 21 22 23 24 27 28 30 31 32 35 49 61 65 70 71 72 73 74 75 76 77 83 85 86 93 97 99 103 109 110 111 120 124 125',
    )
  })

  it('marks what the document says is still to be confirmed as provisional', () => {
    const provisional = kingston.rows.flatMap((row) =>
      row.measures
        .filter((use) => use.provisional)
        .map((use) => `${row.ref}/${use.sub} ${use.disclosure}`),
    )
    assert.deepEqual(provisional, [
      '62/a restricted',
      '62/b restricted',
      '62/c restricted',
      '64/a restricted',
      '64/b restricted',
      '64/c restricted',
    ])
  })

  it('names the areas to be compared with where a row says so', () => {
    const compared = kingston.rows.flatMap((row) =>
      row.measures.flatMap((use) =>
        use.targets
          .filter((one) => one.areas.length > 0)
          .map((one) => `${row.ref}/${use.sub} ${one.areas.join(' ')}`),
      ),
    )
    assert.deepEqual(compared.slice(0, 7), [
      '66/b england',
      '81/a statistical-neighbours',
      '81/b statistical-neighbours',
      '82/a statistical-neighbours',
      '82/b statistical-neighbours',
      '83/a outer-london england',
      '83/c outer-london england',
    ])
  })
})

describe('the strategy of Tower Hamlets', () => {
  it('has its 13 rows word for word, in order', { skip }, () => {
    const source = readFileSync(join(REFERENCE, 'strategies/tower-hamlets-2018.txt'), 'utf8')
    const heads = source.split('\n').map((line) => line.split('\t')[0]?.trim() ?? '')
    const first = heads.indexOf('Priority 1 "Leading SEND"')
    const rows = heads.slice(first).filter((head) => head !== '' && !head.startsWith('Priority '))
    // A page break cuts one row in two.
    const joined = rows.join('\n').replace('at SEN\nsupport', 'at SEN support').split('\n')
    assert.equal(joined.length, 13)
    assert.deepEqual(
      towerHamlets.rows.map((row) => row.words),
      joined,
    )
  })

  it('has its five priorities as they are printed', { skip }, () => {
    const source = readFileSync(join(REFERENCE, 'strategies/tower-hamlets-2018.txt'), 'utf8')
    const printed = source.split('\n').map((line) => line.split('\t')[0] ?? '')
    assert.deepEqual(
      towerHamlets.areas,
      printed.filter((head) => head.startsWith('Priority ')),
    )
  })

  it('quotes its baselines and targets from the document', { skip }, () => {
    const source = readFileSync(join(REFERENCE, 'strategies/tower-hamlets-2018.txt'), 'utf8')
    const text = source
      .replace(/\s+/g, ' ')
      .replace(
        /at SEN FP exclusions.*?SEN support:/,
        (cut) =>
          `${cut} FP exclusions with a EHC plan & at SEN support FP exclusion rate for pupils with an EHCP xxx`,
      )
    const quoted = towerHamlets.rows.flatMap((row) =>
      row.measures.flatMap((use) => [
        ...use.targets.map((one) => one.words),
        use.baseline?.words ?? '',
      ]),
    )
    assert.deepEqual(
      quoted.filter((words) => !text.includes(words)),
      [],
    )
  })

  it('keeps the baselines, targets and benchmarks of the KPI catalogue', { skip }, () => {
    assert.deepEqual(partsOf(towerHamlets), catalogueRows('tower-hamlets-2018').map(cataloguePart))
  })

  it('marks the rows that can be read in two ways', () => {
    assert.equal(ambiguousRefs(towerHamlets), '1.1 1.2 2.1 3.1 3.2 4.2 4.3 5.1 5.2')
  })

  it('sets the start and goal of its own places', () => {
    const row = towerHamlets.rows.find(({ ref }) => ref === '3.1')
    assert.deepEqual(row?.measures.find(({ sub }) => sub === 'c')?.parameters, [
      { name: 'start', value: '548', unit: 'places' },
      { name: 'goal', value: '670', unit: 'places' },
    ])
  })
})

describe('both strategies', () => {
  it('give each row its words in the KPI catalogue and each part its measure', { skip }, () => {
    const ours = [...catalogue.frameworks.values()].flatMap(({ id, rows }) =>
      rows.flatMap((row) =>
        row.measures.map((use) => [id, row.ref, use.sub, row.words, use.name].join('|')),
      ),
    )
    const given = ['kingston-2021', 'tower-hamlets-2018'].flatMap((framework) =>
      catalogueRows(framework).map((row) =>
        [framework, row['ref'], row['sub'], row['seed_text'], row['short_name']].join('|'),
      ),
    )
    assert.equal(ours.length, 249)
    assert.deepEqual(ours, given)
    const uses = [...catalogue.frameworks.values()].flatMap(({ rows }) =>
      rows.flatMap((row) => row.measures),
    )
    assert.deepEqual(
      uses.filter(({ measure }) => measure === undefined),
      [],
    )
  })

  it('use every measure', () => {
    const used = new Set(
      [...catalogue.frameworks.values()].flatMap(({ rows }) =>
        rows.flatMap((row) => row.measures.map((use) => use.measure ?? '')),
      ),
    )
    assert.deepEqual(
      [...catalogue.measures.keys()].filter((id) => !used.has(id)),
      [],
    )
  })
})
