import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { readGlossary } from './read-glossary.ts'
import { findEntries, searchIndex } from './search-index.ts'
import { searchPage } from './search-page.ts'

const index = searchIndex(await readCatalogue(), await readGlossary())

function names(words: string, kind = ''): string[] {
  return findEntries(index, words)
    .filter((one) => kind === '' || one.kind === kind)
    .map(({ name }) => name)
}

it('finds a KPI by its number in the strategy, first', () => {
  assert.ok(names('111', 'kpi')[0]?.startsWith('111 '))
})

it('finds a KPI by the words of the strategy and by its owner', () => {
  assert.ok(
    names('completed within the statutory timescale').includes(
      '111 New plans within 20 weeks, excluding exceptions',
    ),
  )
  assert.ok(names('demand management actual EHCPs').includes('1 Active EHC plans'))
})

it('finds a table by a column and by what a code means', () => {
  assert.ok(names('week20_exception', 'table').includes('requests'))
  assert.ok(names('autistic spectrum', 'table').includes('plans'))
})

it('puts what is named so before what only mentions it', () => {
  assert.equal(names('plans', 'table')[0], 'plans')
})

it('finds the one for the many', () => {
  assert.deepEqual(names('annual reviews', 'word'), names('annual review', 'word'))
})

it('wants every word, and finds nothing for no word', () => {
  assert.deepEqual(names('plans zebra'), [])
  assert.deepEqual(names('  '), [])
  assert.deepEqual(names('<>&'), [])
})

it('says first what a word means', () => {
  assert.deepEqual(
    searchPage(index, 'annual review', '')
      .groups.map(({ id }) => id)
      .slice(0, 2),
    ['word', 'kpi'],
  )
})

it('shows a few of each kind, and all of one', () => {
  const some = searchPage(index, 'plans', '')
  const kpis = some.groups.find(({ id }) => id === 'kpi')
  assert.equal(kpis?.entries.length, 8)
  const all = searchPage(index, 'plans', 'kpi')
  assert.equal(all.groups.length, 1)
  assert.equal(all.groups[0]?.entries.length, kpis.count)
  assert.equal(all.groups[0].allHref, '')
})
