import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { validateXML } from 'xmllint-wasm'
import { testDemo } from './test-demo.ts'

const SCHEMA = readFileSync(join(import.meta.dirname, '../sources/sen2/sen2.xsd'), 'utf8')
const { folder } = await testDemo()

function written(year: number): string {
  return readFileSync(join(folder, 'sen2', `sen2-${String(year)}.xml`), 'utf8')
}

/** Without the two faults that are planted in a few records and that a schema sees. */
function mended(xml: string): string {
  return xml.replaceAll('2025-02-30', '2025-02-28').replaceAll('<SENtype>ASC<', '<SENtype>ASD<')
}

/** What the schema refuses in a return. */
async function faultsIn(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'return.xml', contents: xml },
    schema: { fileName: 'sen2.xsd', contents: SCHEMA },
    initialMemoryPages: 2_048,
    maxMemoryPages: 8_192,
  })
  return errors.map(({ message }) => message)
}

describe('the SEN2 returns of the demonstration and the schema', () => {
  it('agree in all four years', async () => {
    const faults = await Promise.all(
      [2023, 2024, 2025, 2026].map(async (year) => await faultsIn(mended(written(year)))),
    )
    assert.deepEqual(faults, [[], [], [], []])
  })

  /** The first persons of a return with one thing changed. */
  function changed(from: string, to: string): string {
    const [head = '', ...persons] = mended(written(2026)).split('<Person>')
    const some = `${[head, ...persons.slice(0, 300)].join('<Person>')}</Persons></Message>`
    assert.ok(some.includes(from), from)
    return some.replace(from, to)
  }

  const PLANTED: readonly (readonly [string, string, string, RegExp])[] = [
    ['a day that is none', '<StartDate>', '<StartDate>2025-02-30</StartDate><Old>', /2025-02-30/],
    ['an unknown need', '<SENtype>ASD', '<SENtype>ASC', /SENtype/],
    ['an unknown outcome', '<RequestOutcome>H', '<RequestOutcome>Q', /RequestOutcome/],
    ['an element that is not known', '<RYA>', '<Shoe>4</Shoe><RYA>', /Shoe/],
    ['elements in another order', '<Surname>Invented</Surname>', '', /Forename/],
    ['a flag that is neither 0 nor 1', '<PB>0', '<PB>2', /PB/],
    ['a header without an authority', '<LEA>999</LEA>', '', /LEA|SoftwareCode/],
  ]
  for (const [what, from, to, says] of PLANTED)
    it(`part at ${what}`, async () => {
      assert.match((await faultsIn(changed(from, to))).join('\n'), says)
    })
})
