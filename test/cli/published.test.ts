import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newFolder, sendboard } from './sendboard.ts'

const folder = newFolder()
const HEAD =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,plans_issued_den,plans_issued_20_weeks_ex,pc_plans_issued_20_weeks_ex'
const ALL = 'All EHC plans issued,All EHC plans issued'
const of = (named: string, cells: string) =>
  `2024,Calendar year,Local authority,E92000001,England,E12000007,London,${named},${ALL},${cells}`

/** Lewisham's figure was taken back; Camden's came with more decimals, which says nothing else. */
const RELEASES = [
  ['2025-06-26', '310,291,94.8', '200,100,50.04'],
  ['2026-01-22', 'x,x,x', '200,100,50'],
] as const

before(async () => {
  for (const [day, lewisham, camden] of RELEASES) {
    mkdirSync(join(folder, day))
    const rows = [HEAD, of('E09000023,209,Lewisham', lewisham), of('E09000007,202,Camden', camden)]
    writeFileSync(join(folder, day, 'timeliness_20_week.csv'), `${rows.join('\n')}\n`)
    const ran = await sendboard(['import', day, '--extracted', day], {}, folder)
    assert.equal(ran.code, 0, ran.err)
  }
})

after(() => {
  rmSync(folder, { recursive: true })
})

test('published figures need no authority, and are listed with every version', async () => {
  const series = 'sen2-20-weeks/pc_plans_issued_20_weeks_ex'
  const ran = await sendboard(
    ['published', '--series', series, '--area', 'E09000023', '--format', 'csv'],
    {},
    folder,
  )
  assert.deepEqual(
    ran.out
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',').slice(1, 10).join(' ')),
    [
      'area area_name as_at breakdown value symbol unit queried published_date',
      'E09000023 Lewisham 2024-12-31  94.8  percent  2025-06-26',
      'E09000023 Lewisham 2024-12-31   x percent  2026-01-22',
    ],
  )
})

test('restated figures are those that say something else', async () => {
  const ran = await sendboard(['published', '--restated', '--format', 'csv'], {}, folder)
  assert.match(ran.out, /Lewisham/)
  assert.doesNotMatch(ran.out, /Camden/)
})

test('a series that is not held is said in words', async () => {
  const ran = await sendboard(['published', '--series', 'none/such'], {}, folder)
  assert.equal(ran.code, 2)
  assert.match(ran.err, /No such published figure is held/)
})
