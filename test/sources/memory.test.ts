import assert from 'node:assert/strict'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { readSource } from '../../src/sources/index.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'sendboard-memory-'))
const MEGABYTE = 1_000_000
/** Every so many rows the memory in use is looked at. */
const STEP = 50_000

after(() => {
  rmSync(FOLDER, { recursive: true })
})

test('a CSV file of 60 MB is read in steady memory', async () => {
  const header = 'change_id,made_date,status,service,origin,description\r\n'
  const path = await writeFile('changes.csv', header, '', (n) => {
    const words = 'a longer description, of what was changed because of what people said '
    return `C${String(n)},2024-05-01,made,Service ${String(n % 50)},other,"${words}"\r\n`
  })
  const { rows, growth } = await readMeasured(path)
  assert.ok(rows > 400_000, `only ${String(rows)} rows`)
  assert.ok(growth < 10 * MEGABYTE, `grew by ${String(growth)} bytes`)
})

test('a return of 60 MB is read in steady memory', async () => {
  const header =
    '<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year>' +
    '<ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails><Source><LEA>999</LEA></Source>' +
    '</Header><Persons>\n'
  const path = await writeFile('return.xml', header, '</Persons></Message>\n', (n) => {
    const day = `20${String(10 + (n % 10))}-0${String(1 + (n % 9))}-1${String(n % 10)}`
    const number = `Z${String(n).padStart(11, '0')}0`
    return `<Person><Surname>Invented</Surname><Forename>Person</Forename><PersonBirthDate>${day}</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity><UPN>${number}</UPN>
<Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome><NamedPlan><StartDate>2020-01-01</StartDate><PB>0</PB></NamedPlan></Assessment>
<ActivePlans><PlacementDetail><URN>999001</URN><PlacementRank>1</PlacementRank><EntryDate>2020-09-01</EntryDate></PlacementDetail></ActivePlans></Requests></Person>\n`
  })
  const { rows, growth } = await readMeasured(path)
  assert.ok(rows > 250_000, `only ${String(rows)} rows`)
  assert.ok(growth < 10 * MEGABYTE, `grew by ${String(growth)} bytes`)
})

async function writeFile(
  name: string,
  start: string,
  end: string,
  piece: (n: number) => string,
): Promise<string> {
  const path = join(FOLDER, name)
  const file = createWriteStream(path)
  file.write(start)
  for (let n = 0, size = 0; size < 60 * MEGABYTE; n += 1) {
    const text = piece(n)
    size += text.length
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end(end)
  await once(file, 'finish')
  return path
}

/** Reads a file to its end; the growth is between the first look at the memory and the highest. */
async function readMeasured(path: string): Promise<{ rows: number; growth: number }> {
  const catalogue = await readCatalogue()
  const used: number[] = []
  let rows = 0
  for await (const item of readSource(path, catalogue)) {
    if (item.kind !== 'row') continue
    rows += 1
    if (rows % STEP === 0) used.push(heapInUse())
  }
  return { rows, growth: Math.max(...used) - (used[0] ?? 0) }
}

function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [])
  return process.memoryUsage().heapUsed
}
