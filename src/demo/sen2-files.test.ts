import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { SaxesParser } from 'saxes'
import { between, testDemo } from './test-demo.ts'

const { folder, summary, rowsOf } = await testDemo()

describe('the SEN2 returns of the demonstration', () => {
  type Return = {
    readonly persons: number
    readonly texts: ReadonlyMap<string, ReadonlySet<string>>
  }

  /** Reads a return to its end. @throws if it is not well-formed. */
  function readReturn(year: number): Return {
    const parser = new SaxesParser()
    const texts = new Map<string, Set<string>>()
    let [element, persons] = ['', 0]
    parser.on('opentag', ({ name }) => {
      element = name
      persons += name === 'Person' ? 1 : 0
    })
    parser.on('text', (text) => {
      const found = texts.get(element) ?? new Set()
      texts.set(element, found.add(text.trim()))
    })
    parser.on('error', (error) => {
      throw error
    })
    const path = join(folder, 'sen2', `sen2-${String(year)}.xml`)
    parser.write(readFileSync(path, 'utf8')).close()
    return { persons, texts }
  }

  it('are well-formed, and hold as many persons as the summary says', () => {
    const counts = [2023, 2024, 2025, 2026].map((year) => readReturn(year).persons)
    assert.deepEqual(counts, [...summary.sen2Persons.values()])
    between(counts.at(-1) ?? 0, 2_200, 3_000, 'persons in 2026')
  })

  it('name nobody: one surname, one postcode, and the pupils of the tables', () => {
    const { texts } = readReturn(2026)
    assert.deepEqual(
      [...(texts.get('Surname') ?? [])].filter((text) => text !== ''),
      ['Invented'],
    )
    assert.deepEqual(
      [...(texts.get('PostCode') ?? [])].filter((text) => text !== ''),
      ['ZZ99 9ZZ'],
    )
    const known = new Set(rowsOf('persons').map((row) => row['upn']))
    const strange = [...(texts.get('UPN') ?? [])].filter((upn) => !known.has(upn))
    between(strange.length, 0, 1 + summary.faults['wrong-check-letter'], 'strange numbers')
  })

  it('were born on the days that the tables say', () => {
    const known = new Set(rowsOf('persons').map((row) => row['birth_date'] ?? ''))
    const births = [...(readReturn(2025).texts.get('PersonBirthDate') ?? [])]
    assert.deepEqual(
      births.filter((birth) => birth !== '' && !known.has(birth)),
      [],
    )
  })
})
