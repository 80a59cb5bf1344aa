import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

const folder = await mkdtemp(join(tmpdir(), 'sendboard-privacy-'))
const data = join(folder, 'data')
const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')

const UPN = 'F999200013001'
const ULN = '9079110875'
const NUMBERS = [UPN, ULN, 'CASENUMBER']
/** Each stands in a place where a name, an address or a number could stand, rightly or wrongly. */
const MARKS = [...NUMBERS, 'canaryname', 'quillon', 'zz98', 'marigold lane', 'canary@']

const FILES: Readonly<Record<string, string>> = {
  'extract.yaml': 'authority: X00000999\nextracted_on: 2024-03-31\n',
  'persons.csv': `person_id,upn,uln,surname,address,birth_date,sex,home_la
CASENUMBER-1,${UPN},${ULN},Canaryname,1 Marigold Lane ZZ98 1AA,2008-12-01,F,X00000999
CASENUMBER-2,Canaryname,${ULN},Canaryname,,2009-12-01,Canaryname,X00000999
CASENUMBER-3,,,,,Canaryname,M,X00000999
CASENUMBER-4,,,,,2010-12-01,M,X00000999
`,
  'plans.csv': `plan_id,person_id,start_date,primary_need
p1,CASENUMBER-1,2019-10-19,ASD
p2,CASENUMBER-4,2019-10-19,Quillon Canaryname
p3,CASENUMBER-5,2019-10-19,ASD
`,
  'engagement.csv': `engagement_id,activity_date,activity,participant_id,headcount,participant_type
e1,2024-01-01,forum,canary@example.org,1,parent_carer
`,
  'sen2.xml': `<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2024</Year>
<ReferenceDate>2024-01-18</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source></Header><Persons>
<Person><Surname>Canaryname</Surname><Forename>Quillon</Forename><PersonBirthDate>2008-12-01</PersonBirthDate>
<Sex>F</Sex><Ethnicity>WBRI</Ethnicity><PostCode>ZZ98 1AA</PostCode><UPN>${UPN}</UPN>
<UniqueLearnerNumber>${ULN}</UniqueLearnerNumber><Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome>
<Assessment><AssessmentOutcome>H</AssessmentOutcome><NamedPlan><StartDate>2019-10-19</StartDate><PB>0</PB>
</NamedPlan></Assessment><ActivePlans><PlacementDetail><SENsetting>OTH</SENsetting>
<SENSettingOther>Quillon Canaryname, 1 Marigold Lane</SENSettingOther><PlacementRank>1</PlacementRank>
<EntryDate>2020-09-03</EntryDate></PlacementDetail></ActivePlans></Requests></Person>
<Person><Surname>Canaryname</Surname><PersonBirthDate>Canaryname</PersonBirthDate><Sex>Quillon</Sex>
<UPN>Canaryname</UPN><Nickname>Quillon</Nickname><Requests><RequestOutcome>Canaryname</RequestOutcome>
</Requests></Person></Persons></Message>
`,
}

before(async () => {
  const extract = join(folder, 'extract')
  await mkdir(extract)
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(extract, name), text)
})
after(async () => {
  await rm(folder, { recursive: true })
})

/** What a command writes, to either stream. */
async function outputOf(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...words, '--data', data])
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => parts.push(part))
  await new Promise((resolve) => child.once('close', resolve))
  return Buffer.concat(parts).toString('utf8')
}

/** The marks that stand in a text, whatever their case. */
function found(text: string): readonly string[] {
  const lower = text.toLowerCase()
  return MARKS.filter((mark) => lower.includes(mark.toLowerCase()))
}

test('no name, address or number of a child is in what an import says', async () => {
  const said = await outputOf('import', join(folder, 'extract'))
  assert.match(said, /X00000999, import 1: loaded/)
  assert.deepEqual(found(said), [])
})

test('nor in the list of all that was wrong, nor in the records behind a figure', async () => {
  const said = [
    await outputOf('imports', '1', '--issues', '--format', 'json'),
    await outputOf('figures', '--format', 'json'),
    await outputOf('records', 'kingston-2021/1', '--format', 'json'),
  ].join('\n')
  assert.match(said, /source-unknown-code/)
  assert.deepEqual(found(said), [])
})

test('nor in any page or any line of the log', async () => {
  const { pages, log } = await visitAll()
  assert.ok(pages.length > 20)
  assert.match(log, /"status":200/)
  assert.deepEqual(found([...pages, log].join('\n')), [])
})

test('nor in any byte of the data folder', async () => {
  const names = await readdir(data)
  const bytes = await Promise.all(
    names.map(async (name) => await readFile(join(data, name), 'latin1')),
  )
  assert.ok(names.includes('sendboard.duckdb'))
  assert.deepEqual(found([...names, ...bytes].join('\n')), [])
})

const MOST_PAGES = 150

/** Every page that can be reached from the first one, up to a number, and what the server logs. */
async function visitAll(): Promise<{ readonly pages: readonly string[]; readonly log: string }> {
  const server = spawn(process.execPath, [MAIN, 'serve', '--data', data, '--port', '39417'], {
    env: { ...process.env, SENDBOARD_LOG: 'info' },
  })
  const log: string[] = []
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (part: Buffer) => log.push(part.toString('utf8')))
  const ended = new Promise((resolve) => server.once('close', resolve))
  while (!log.join('').includes('Sendboard is at')) {
    if (server.exitCode !== null) throw new Error(log.join(''))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const pages = await crawl('http://127.0.0.1:39417')
  server.kill('SIGTERM')
  await ended
  return { pages, log: log.join('') }
}

async function crawl(site: string): Promise<readonly string[]> {
  const paths = new Set(['/'])
  const pages: string[] = []
  for (const path of paths) {
    if (pages.length === MOST_PAGES) break
    const text = await (await fetch(`${site}${path}`)).text()
    pages.push(`${path}\n${text}`)
    for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g))
      if (!href.startsWith('/assets')) paths.add(href.replaceAll('&amp;', '&'))
  }
  return pages
}
