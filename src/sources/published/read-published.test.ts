import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { recognise } from '../recognise.ts'
import { textRows, xlsxBytes } from '../workbook/test-workbook.ts'
import { builtIn, lines, readPath, readText, refusal, withFile } from '../test-reading.ts'

const IDS =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown'
const NEW_PLANS = `${IDS},new_ehc_plans,mainstream_total_pc`
const ALL = 'New EHC plans,New EHC plans'
const england = (year: string, cells: string) =>
  `${year},Calendar year,National,E92000001,England,,,,,,${ALL},${cells}`
const london = (year: string, cells: string) =>
  `${year},Calendar year,Regional,E92000001,England,E12000007,London,,,,${ALL},${cells}`
const inLondon = (year: string, named: string, cells: string, part = ALL) =>
  `${year},Calendar year,Local authority,E92000001,England,E12000007,London,${named},${part},${cells}`
const CAMDEN = 'E09000007,202,Camden'
const HACKNEY = 'E09000012,204,Hackney'

async function newPlans(...rows: readonly string[]) {
  return await readText('newplans.csv', [NEW_PLANS, ...rows, ''].join('\n'), {
    extractedOn: '2025-06-26',
  })
}

/** Figures as short lines: series, area, day, value or symbol, doubt. */
function figures({ rows }: Awaited<ReturnType<typeof readText>>): string[] {
  return rows.map(({ values }) =>
    [values['series'], values['area'], values['as_at'], values['value'] ?? values['symbol']]
      .concat(values['queried'] ?? [], values['breakdown'] ?? [])
      .join(' ')
      .replace('sen2-new-plans/', ''),
  )
}

describe('a published table', () => {
  it('gives a figure for each area and column, and keeps symbols apart from numbers', async () => {
    const read = await newPlans(
      england('2024', '97747,x'),
      london('2024', '15000,60.5'),
      inLondon('2024', CAMDEN, '0,z'),
      inLondon('2024', HACKNEY, 'low,c'),
    )
    assert.deepEqual(figures(read), [
      'new_ehc_plans E92000001 2024-12-31 97747',
      'mainstream_total_pc E92000001 2024-12-31 x',
      'new_ehc_plans E12000007 2024-12-31 15000',
      'mainstream_total_pc E12000007 2024-12-31 60.5',
      'new_ehc_plans E09000007 2024-12-31 0',
      'mainstream_total_pc E09000007 2024-12-31 z',
      'new_ehc_plans E09000012 2024-12-31 low',
      'mainstream_total_pc E09000012 2024-12-31 c',
    ])
    const [first] = read.rows
    assert.deepEqual(
      [first?.values['unit'], first?.values['published_date'], first?.line],
      ['plans', '2025-06-26', 2],
    )
  })

  it('takes an authority by its code of today, whichever of its codes it comes under', async () => {
    const read = await newPlans(
      inLondon('2024', 'E08000020,390,Gateshead', '1,2'),
      inLondon('2024', 'E06000060,825,Buckinghamshire', '3,4'),
      inLondon('2018', 'E10000009,835,Dorset', '5,6'),
      inLondon('2024', 'E06000059,838,Dorset', '7,8'),
      inLondon('2024', 'E06000019,884,"Herefordshire, County of"', '9,10'),
    )
    assert.deepEqual(
      figures(read).filter((text) => text.startsWith('new_ehc_plans')),
      [
        'new_ehc_plans E08000037 2024-12-31 1',
        'new_ehc_plans E06000060 2024-12-31 3',
        'new_ehc_plans E10000009 2018-12-31 5',
        'new_ehc_plans E06000059 2024-12-31 7',
        'new_ehc_plans E06000019 2024-12-31 9',
      ],
    )
  })

  it('refuses a row whose code and name are of two areas, and says which', async () => {
    const read = await newPlans(
      inLondon('2024', 'E09000007,204,Camden', '1,2'),
      inLondon('2024', 'E09000099,,Camden', '1,2'),
    )
    assert.deepEqual(read.rows, [])
    assert.deepEqual(lines(read).slice(0, 2), [
      'newplans.csv:2: error source-published-area: The row names two areas: the code E09000007 is Camden (202); the number 204 is Hackney (204); the name Camden is Camden (202).',
      'newplans.csv:3: error source-published-no-area: No area of England has the code E09000099.',
    ])
  })

  it('queries authorities that have the total of their region, each with its line', async () => {
    const read = await newPlans(
      london('2022', '6078,x'),
      inLondon('2022', CAMDEN, '6078,x'),
      inLondon('2022', HACKNEY, '6078,x'),
    )
    assert.deepEqual(
      figures(read).filter((text) => text.includes('repeats')),
      [
        'new_ehc_plans E09000007 2022-12-31 6078 repeats-total',
        'new_ehc_plans E09000012 2022-12-31 6078 repeats-total',
      ],
    )
    const told = read.issues.filter(({ code }) => code === 'source-published-repeats-total')
    assert.deepEqual(
      told.map(({ place }) => place?.line),
      [3, 4],
    )
  })

  it('queries totals that are not the sum, counts below nothing and jumps', async () => {
    const read = await newPlans(
      london('2023', '300,x'),
      inLondon('2023', CAMDEN, '100,x'),
      inLondon('2023', HACKNEY, '190,x'),
      london('2024', '295,x'),
      inLondon('2024', CAMDEN, '300,x'),
      inLondon('2024', HACKNEY, '-5,x'),
    )
    // 100 + 190 = 290, not 300; 300 - 5 = 295 as printed. 300 is three times 100, more than twice.
    const codes = ['source-published-total', 'source-published-negative', 'source-published-jump']
    assert.deepEqual(
      read.issues.filter(({ code }) => codes.includes(code)).map(({ message }) => message),
      [
        'new_ehc_plans of Camden (E09000007) went from 100 to 300 within a year, to 31 December 2024.',
        '1 total of a region or England differ from the sum of the authorities: in the first, 300 against 290.',
        '1 number below nothing, such as -5, where none can be.',
      ],
    )
    assert.deepEqual(
      figures(read).filter((text) => /jump|negative/.test(text)),
      [
        'new_ehc_plans E09000007 2024-12-31 300 jump',
        'new_ehc_plans E09000012 2024-12-31 -5 negative',
      ],
    )
  })

  it('checks no total where a number is missing', async () => {
    const read = await newPlans(
      london('2023', '300,x'),
      inLondon('2023', CAMDEN, '100,x'),
      inLondon('2023', HACKNEY, 'c,x'),
    )
    assert.ok(!read.issues.some(({ code }) => code === 'source-published-total'))
  })

  it('refuses a cell that is neither number nor symbol, and a year of another sort', async () => {
    const read = await newPlans(
      inLondon('2024', CAMDEN, 'about 40,55.5'),
      inLondon('202425', HACKNEY, '1,2'),
    )
    assert.deepEqual(
      read.refused.flatMap(({ line, issues }) => issues.map(({ code }) => [line, code])),
      [
        [2, 'source-published-cell'],
        [3, 'source-published-year'],
        [3, 'source-published-year'],
      ],
    )
    assert.deepEqual(figures(read), ['mainstream_total_pc E09000007 2024-12-31 55.5'])
  })

  it('keeps only the main figures of part of the cases, and says so', async () => {
    const read = await newPlans(inLondon('2024', CAMDEN, '12,40', 'Ethnicity,White'))
    assert.deepEqual(figures(read), ['new_ehc_plans E09000007 2024-12-31 12 Ethnicity: White'])
    assert.ok(read.issues.some(({ code }) => code === 'source-published-parts'))
  })

  it('names the columns that its layout does not know', async () => {
    const text = `${NEW_PLANS},avg_weeks\n${inLondon('2024', CAMDEN, '12,40,19')}\n`
    const read = await readText('newplans.csv', text)
    assert.ok(lines(read).some((line) => line.includes('source-published-column (avg_weeks)')))
  })

  it('takes a heading that stands twice once where both say the same', async () => {
    const head = `${IDS},review_expected,total_review_meeting,review_meeting_prior_24,review_meeting_prior_24`
    const part = 'All annual reviews,All annual reviews'
    const rows = [
      inLondon('2024', CAMDEN, '9,8,7,7', part),
      inLondon('2024', HACKNEY, '9,8,7,6', part),
    ]
    const read = await readText('annual_reviews.csv', [head, ...rows, ''].join('\n'))
    assert.deepEqual(
      read.refused.map(({ line, issues }) => [line, issues[0]?.code]),
      [[3, 'source-published-twice']],
    )
    assert.equal(read.rows.length, 5)
    const told = read.issues.map(({ code }) => code)
    assert.deepEqual(told, ['source-published-used', 'source-published-twice-same'])
  })

  it('is read packed as well', async () => {
    const text = `${NEW_PLANS}\n${inLondon('2024', CAMDEN, '12,40')}\n`
    const read = await readText('newplans.csv.gz', gzipSync(text))
    assert.equal(read.rows.length, 2)
    const broken = await readText('newplans.csv.gz', gzipSync(text).subarray(0, 40))
    assert.equal(refusal(broken)?.code, 'source-packed')
  })

  it('is asked for its name where several tables have its headings', async () => {
    const head = `${IDS},ehc_plans,number_asd,number_need_unknown`
    const row = inLondon('2024', CAMDEN, '9,8,1', 'All EHC plans,All EHC plans')
    const text = `${head}\n${row}\n`
    assert.equal(refusal(await readText('table3.csv', text))?.code, 'source-published-which')
    const read = await readText('sen_need_newplans.csv', text)
    assert.equal(read.rows[0]?.values['series'], 'sen2-needs-new/ehc_plans')
  })

  it('leaves out series that its layout does not list, and longer numbers than are kept, and says so', async () => {
    const text = [
      'measure_short,data_item,year,area,value,old_la_code,region',
      'SEN_EHC_All_20wks,,2024,Camden,0.70000000000000007,202.0,London',
      'SEN_EHC_All_20wks,,2024,London (Inner),-,987.0,NA',
      'NoSuchMeasure,,2024,Camden,5,202.0,London',
      '',
    ].join('\n')
    const read = await readText('lait.csv', text)
    assert.deepEqual(figures(read), [
      'lait/sen_ehc_all_20wks E09000007 2024-12-31 0.7',
      'lait/sen_ehc_all_20wks E13000001 2024-12-31 x',
    ])
    const told = read.issues.map(({ code, place }) => `${code} ${String(place?.line)}`)
    assert.deepEqual(told, [
      'source-published-used 1',
      'source-published-digits 2',
      'source-published-unlisted 4',
    ])
  })

  it('without a row is told', async () => {
    const read = await newPlans()
    assert.ok(read.issues.some(({ code }) => code === 'source-no-rows'))
  })

  it('with columns that no layout has is refused', async () => {
    const read = await readText('other.csv', `${IDS},pupils\n`)
    assert.equal(refusal(read)?.code, 'source-published')
  })

  it('belongs to England, with its day of publication by the newest year in it', async () => {
    const text = `${NEW_PLANS}\n${inLondon('2023', CAMDEN, '1,2')}\n${inLondon('2024', CAMDEN, '1,2')}\n`
    const found = await withFile('newplans.csv', text, async (path) =>
      recognise(path, await builtIn()),
    )
    assert.ok(found.ok)
    assert.equal(found.value.authority, 'E92000001')
    assert.equal(found.value.extractedOn, '2025-06-26')
  })
})

describe('a table with years above its headings', () => {
  const text = [
    '"SEND Appeal rate table 1: 2023-20242,3",,,,,,,',
    ',,,,,,,',
    'Local Authority,LA code,2023,,,2024,,',
    ',,Appeals registered4,"Total Appealable Decisions1,9",SEND Tribunal Appeal Rate2,Appeals registered4,"Total Appealable Decisions1,9",SEND Tribunal Appeal Rate2',
    'LONDON,,,,,,,',
    'Camden,202, - ,"1,071",0.00%,~,..,1.30%',
    'Nottinghamshire,928,1,10,10.00%,2,20,10.00%',
    '"England Total4,9",,"15,615","617,776",2.50%,"22,276","689,739",3.2',
    'Sources:,Appeals,,,,,,',
    'Notes 1,,,,,,,',
    '',
  ].join('\n')

  it('gives each year its figures; here a dash is nothing', async () => {
    const read = await readText('send_tribunals.csv', text)
    assert.deepEqual(
      figures(read).map((line) => line.replace('tribunal/', '')),
      [
        'appeals_registered E09000007 2023-12-31 0',
        'total_appealable_decisions E09000007 2023-12-31 1071',
        'send_tribunal_appeal_rate E09000007 2023-12-31 0',
        'appeals_registered E09000007 2024-12-31 c',
        'total_appealable_decisions E09000007 2024-12-31 x',
        'send_tribunal_appeal_rate E09000007 2024-12-31 1.3',
        'appeals_registered E92000001 2023-12-31 15615',
        'total_appealable_decisions E92000001 2023-12-31 617776',
        'send_tribunal_appeal_rate E92000001 2023-12-31 2.5',
        'appeals_registered E92000001 2024-12-31 22276',
        'total_appealable_decisions E92000001 2024-12-31 689739',
        'send_tribunal_appeal_rate E92000001 2024-12-31 3.2',
      ],
    )
    assert.deepEqual(
      read.refused.map(({ line, issues }) => [line, issues[0]?.code]),
      [[7, 'source-published-area']],
    )
    const skipped = read.issues.find(({ code }) => code === 'source-published-skipped')
    assert.equal(skipped?.place?.line, 5)
  })
})

const REAL = join(import.meta.dirname, '../../../../shared/real-data')
const skip = existsSync(REAL) ? false : 'the published files are not on this machine'

describe('the files that DfE published', { skip }, () => {
  it('give five wrong codes in the table of the tribunal', async () => {
    const path = 'sen2-2025/supporting/send_tribunals_and_appeal_rate_2014_2024.csv'
    const read = await readPath(join(REAL, path))
    const wrong = read.refused.flatMap(({ issues }) => issues)
    assert.deepEqual([...new Set(wrong.map(({ code }) => code))], ['source-published-area'])
    // README of the files, trap 3.
    const named = [
      'Central Bedfordshire',
      'Cambridgeshire',
      'Northamptonshire',
      'Nottingham',
      'Nottinghamshire',
    ]
    assert.equal(wrong.length, 5)
    for (const name of named)
      assert.ok(
        wrong.some(({ message }) => message.includes(`the name ${name}`)),
        name,
      )
  })

  it('give all 91 measures about SEN of the interactive tool, in the units and years of its dictionary', async () => {
    const read = await readPath(join(REAL, 'lait/lait_sen_measures_long.csv.gz'))
    assert.deepEqual(read.refused, [])
    // README of the files: 119,850 rows, 91 measures.
    assert.equal(read.rows.length, 119_850)
    assert.equal(new Set(read.rows.map(({ values }) => values['series'])).size, 91)
    const inKent = read.rows
      .filter(({ values }) => values['area'] === 'E10000016')
      .map(
        ({ values }) =>
          `${String(values['unit'])}: ${figures({ ...read, rows: [{ dataset: 'published', values, line: 1 }] }).join('')}`,
      )
    // As they stand in the file.
    for (const line of [
      'GBP: lait/senfinance E10000016 2025-03-31 115',
      'plans: lait/sen_cases_jan E10000016 2025-01-16 20635',
      'score: lait/ks2_sen_maths_progress E10000016 2019-08-31 -4.98',
      'percent: lait/totpermex E10000016 2024-08-31 0.02583',
    ])
      assert.ok(inKent.includes(line), line)
  })

  it('give the tribunal of 2022 from its spreadsheet, by names alone', async () => {
    const read = await readPath(join(REAL, 'tribunals/raw-ods/send_appeal_rate_table_2022.ods'))
    // Darlington in 2015: 2 appeals of 469 decisions, 0.4264%.
    const inDarlington = figures(read).filter((line) => line.includes('E06000005 2015'))
    assert.deepEqual(inDarlington, [
      'tribunal/appeals_registered E06000005 2015-12-31 2',
      'tribunal/total_appealable_decisions E06000005 2015-12-31 469',
      'tribunal/send_tribunal_appeal_rate E06000005 2015-12-31 0.426439',
    ])
    // There were two Dorsets, and a name alone does not say which.
    assert.deepEqual(
      read.refused.map(({ issues }) => issues[0]?.message.slice(0, 52)),
      ['The row names two areas: the name Dorset6 is Dorset '],
    )
  })

  it('give 15 authorities with the total of Yorkshire and the Humber', async () => {
    const read = await readPath(join(REAL, 'sen2-2025/totals/newplans_totals.csv'))
    const told = read.issues.filter(
      ({ code, place }) =>
        code === 'source-published-repeats-total' && place?.field === 'new_ehc_plans',
    )
    // README of the files, trap 1: all hold 6,078.
    assert.equal(told.length, 15)
    assert.ok(told.every(({ message }) => message.startsWith('new_ehc_plans is 6078')))
  })

  it('give the 20-week figures of England as published', async () => {
    const read = await readPath(join(REAL, 'sen2-2025/totals/timeliness_20_week_totals.csv'))
    const of = (series: string) =>
      read.rows.find(
        ({ values }) =>
          values['series'] === `sen2-20-weeks/${series}` &&
          values['area'] === 'E92000001' &&
          values['as_at'] === '2024-12-31',
      )?.values['value']
    // README of the files: 39,407 / 84,866 = 46.4%.
    assert.equal(of('plans_issued_20_weeks_ex'), '39407')
    assert.equal(of('plans_issued_den_ex'), '84866')
    assert.equal(of('pc_plans_issued_20_weeks_ex'), '46.4')
    assert.deepEqual(read.refused, [])
  })

  it('give Newham’s fall from 2,705 plans to 1,199 as a jump', async () => {
    const read = await readPath(join(REAL, 'sen2-2025/totals/caseload_totals.csv'))
    const jumps = read.issues.filter(({ code }) => code === 'source-published-jump')
    assert.ok(jumps.some(({ message }) => message.includes('went from 2705 to 1199')))
  })
})

const TRIBUNAL_HEAD = [
  ['Appeals to the tribunal, by authority'],
  ['Local Authority', '2022', '', ''],
  ['', 'Appeals registered4', 'Total Appealable Decisions1', 'SEND Tribunal Appeal Rate2'],
]

describe('a published table in a spreadsheet', () => {
  it('is read from the sheet that has its layout; the others are named', async () => {
    const rows = [
      NEW_PLANS.split(','),
      inLondon('2024', CAMDEN, '120,z').split(','),
      inLondon('2024', HACKNEY, 'low,60.5').split(','),
    ]
    const book = xlsxBytes({
      sheets: [
        { name: 'Notes', rows: textRows([['These figures were published in June.']]) },
        { name: 'Data', rows: textRows(rows) },
      ],
    })
    const read = await withFile('newplans.xlsx', Buffer.from(book), async (path) => {
      const known = await recognise(path, await builtIn())
      assert.ok(known.ok)
      assert.deepEqual(known.value.datasets, ['published'])
      assert.equal(known.value.authority, 'E92000001')
      return await readPath(path, { extractedOn: '2025-06-26' })
    })
    assert.deepEqual(figures(read), [
      'new_ehc_plans E09000007 2024-12-31 120',
      'mainstream_total_pc E09000007 2024-12-31 z',
      'new_ehc_plans E09000012 2024-12-31 low',
      'mainstream_total_pc E09000012 2024-12-31 60.5',
    ])
    assert.deepEqual(
      read.rows.map(({ line }) => line),
      [2, 2, 3, 3],
    )
    assert.ok(lines(read).some((line) => line.includes('The sheet Notes was not read')))
  })

  it('has its shares in per cent, as they are shown', async () => {
    const shared = `<row><c t="inlineStr"><is><t>Camden</t></is></c><c><v>7</v></c><c><v>1250</v></c><c s="2"><v>0.0056</v></c></row>`
    const book = xlsxBytes({ sheets: [{ name: 'SEND_2', rows: textRows(TRIBUNAL_HEAD) + shared }] })
    const read = await withFile('tribunal_2022.xlsx', Buffer.from(book), (path) =>
      readPath(path, { extractedOn: '2023-12-14' }),
    )
    assert.deepEqual(figures(read), [
      'tribunal/appeals_registered E09000007 2022-12-31 7',
      'tribunal/total_appealable_decisions E09000007 2022-12-31 1250',
      'tribunal/send_tribunal_appeal_rate E09000007 2022-12-31 0.56',
    ])
  })
})
