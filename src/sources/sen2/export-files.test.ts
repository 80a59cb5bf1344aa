import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { checkReturn } from '../sen2-rules/check-return.ts'
import { changedReturn } from '../sen2-rules/test-message.ts'
import { readFolder } from '../folder.ts'
import { recognise } from '../recognise.ts'
import { builtIn, readPath } from '../test-reading.ts'
import { filesOfSource } from './export-files.ts'
import { LIMITS } from '../limits.ts'
import { openReturn } from './open-return.ts'
import type { XmlNode } from './return-parser.ts'

const folder = mkdtempSync(join(tmpdir(), 'sendboard-export-'))
after(() => {
  rmSync(folder, { recursive: true })
})

/** The new plan of changedReturn as the export writes it; the second placement stands first. */
const FILES: Readonly<Record<string, string>> = {
  sen2: `sen2tableid,NativeId,sen2orderseqcolumn,sourceid,collection,year,referencedate,sourcelevel,lea,softwarecode,release,serialno,datetime,dmo,dco,dsco
T1,999,1,S,SEN2,2026,2026-Jan-15 00:00:00,L,999,EXAMPLE,1.0.0,001,2026-Jan-20 09:30:00,Y,Y,R`,
  person: `persontableid,NativeId,personorderseqcolumn,sourceid,sen2tableid,surname,forename,personbirthdate,sex,ethnicity,postcode,upn,uniquelearnernumber,upnunknown
P1,999,1,S,T1,Invented,Ada,2018-May-02 00:00:00,F,WBRI,ZZ99 9ZZ,R999202230013,,`,
  requests: `requeststableid,NativeId,requestsorderseqcolumn,sourceid,persontableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported
R1,999,1,S,P1,2025-Mar-03 00:00:00,2,false,2025-Apr-10 00:00:00,Y,false,false,`,
  assessment: `assessmenttableid,NativeId,assessmentorderseqcolumn,sourceid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20
A1,999,1,S,R1,Y,2025-Jul-18 00:00:00,false,false,false,false,false`,
  namedplan: `namedplantableid,NativeId,namedplanorderseqcolumn,sourceid,assessmenttableid,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason
N1,999,1,S,A1,2025-Jul-18 00:00:00,,,false,false,,,`,
  plandetail: `plandetailtableid,NativeId,plandetailorderseqcolumn,sourceid,namedplantableid,urn,ukprn,sensetting,sensettingother,placementrank,senunitindicator,resourcedprovisionindicator
D1,999,1,S,N1,999001,,,,1,false,false`,
  activeplans: `activeplanstableid,NativeId,activeplansorderseqcolumn,sourceid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,phasetransferduedate,phasetransferfinaldate,lastreview
K1,999,1,S,R1,,,,,,,`,
  placementdetail: `placementdetailtableid,NativeId,placementdetailorderseqcolumn,sourceid,activeplanstableid,urn,ukprn,sensetting,sensettingother,placementrank,entrydate,leavingdate,senunitindicator,resourcedprovisionindicator,res,wbp
L1,999,1,S,K1,999001,,,,1,2025-Sep-03 00:00:00,,false,false,,`,
  senneed: `senneedtableid,NativeId,senneedorderseqcolumn,sourceid,activeplanstableid,sentype,sentyperank
E1,999,1,S,K1,SLCN,1`,
}

function writeExport(name: string, changes: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(folder, name))
  for (const [table, text] of Object.entries({ ...FILES, ...changes }))
    writeFileSync(join(path, `Blade-Export_20-01-2026_${table}.csv`), `${text}\n`)
  return path
}

/** Records with what they hold, whatever the order of their elements. */
function shape({ name, text, children }: XmlNode): unknown {
  const meant = text.replace(' 00:00:00', '').replace('false', '0')
  const day = /^(\d{4})-([A-Z][a-z]{2})-(\d{2})$/.exec(meant)
  const month = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep'].indexOf(
    day?.[2] ?? '',
  )
  const value = day ? `${day[1] ?? ''}-0${String(month)}-${day[3] ?? ''}` : meant
  return children.length === 0
    ? [name, value].join('=').replace(/=$/, '')
    : [name, children.map(shape)]
}

async function personsIn(path: string): Promise<unknown[]> {
  const opened = await openReturn(path, { name: 'x', limits: LIMITS, keepsNames: true })
  const found: unknown[] = []
  for await (const persons of opened.persons) found.push(...persons.map(shape))
  return found
}

test('the nine files of an export give the same persons as the XML', async () => {
  const xml = join(folder, 'return.xml')
  writeFileSync(xml, changedReturn('new', ''))
  assert.deepEqual(await personsIn(writeExport('same')), await personsIn(xml))
})

test('an export is checked as a return: sound, and with the file and line of what is wrong', async () => {
  const now = new Date('2026-02-01T12:00:00Z')
  assert.deepEqual((await checkReturn(writeExport('sound'), { now })).findings, [])
  const wrong = writeExport('wrong', { senneed: (FILES['senneed'] ?? '').replace('SLCN', 'XX') })
  assert.deepEqual(
    (await checkReturn(wrong, { now })).findings.map(({ rule, file, line, person }) => [
      rule,
      file,
      line,
      person,
    ]),
    [['S2-524', 'Blade-Export_20-01-2026_senneed.csv', 2, 1]],
  )
})

test('a row whose record is not there is told (sen2-stray-row), and an unknown column is queried', async () => {
  const now = new Date('2026-02-01T12:00:00Z')
  const need = FILES['senneed'] ?? ''
  const path = writeExport('stray', {
    senneed: `${need}\nE2,999,2,S,K9,ASD,2`,
    plandetail: (FILES['plandetail'] ?? '').replace('indicator\n', 'indicator,colour\n') + ',red',
  })
  assert.deepEqual(
    (await checkReturn(path, { now })).findings.map(({ rule, field, says }) => [rule, field, says]),
    [
      ['S2-008', 'colour', 'There is no such element in PlanDetail.'],
      ['S2-001', '', 'The row of SENneed belongs to a record that is not there.'],
    ],
  )
})

test('an import reads the nine files as one source, with the same rows as the XML', async () => {
  const xml = join(folder, 'return.xml')
  writeFileSync(xml, changedReturn('new', ''))
  const path = writeExport('rows')
  const { files, issues } = await readFolder(path)
  assert.deepEqual(issues, [])
  assert.deepEqual(
    files.map((one) => basename(one.path)),
    ['Blade-Export_20-01-2026_sen2.csv'],
  )
  const known = await recognise(files[0]?.path ?? '', await builtIn())
  assert.equal(known.ok && known.value.form, 'sen2-xml')
  assert.equal(known.ok && known.value.extractedOn, '2026-01-15')
  const withoutLines = ({ rows }: Awaited<ReturnType<typeof readPath>>) =>
    rows.map((row) => ({ ...row, line: 0 }))
  assert.deepEqual(
    withoutLines(await readPath(files[0]?.path ?? '')),
    withoutLines(await readPath(xml)),
  )
  assert.equal(filesOfSource(files[0]?.path ?? '').length, 9)
})
