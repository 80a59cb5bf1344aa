import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import { type Catalogue, type Column, readCatalogue } from '../catalogue/index.ts'
import { addMonths, isDay, lastDay } from '../core/index.ts'
import { authoritiesOf } from './authorities.ts'
import { COLUMNS, type TableName, TABLE_NAMES } from './columns.ts'
import { dayOn, monthsAfter, textOf, yearLimit } from './days.ts'
import { upnOf } from './people.ts'
import type { Truth } from './truth.ts'
import { type AuthoritySummary, writeAuthority } from './write-authority.ts'
import { writeDemo } from './write-demo.ts'

type Row = Readonly<Record<string, string>>
type Tables = ReadonlyMap<TableName, readonly Row[]>

const folder = mkdtempSync(join(tmpdir(), 'demo-'))
const seeds = { usual: 20_260_331, other: 7 }
const SMALL = { code: 'X00000900', lea: '900', name: 'Smallmere', plans: 190, scale: 0.1 }
let tables: Tables = new Map()
let truth: Truth
let summary: AuthoritySummary
let milliseconds = 0

before(async () => {
  const out = join(folder, 'kingston')
  const start = Date.now()
  const { authorities } = await writeDemo({ size: 'kingston', out, seed: seeds.usual })
  milliseconds = Date.now() - start
  const [only] = authorities
  assert.ok(only !== undefined)
  summary = only
  tables = new Map(TABLE_NAMES.map((name) => [name, readTable(out, name)]))
  truth = readTruth(out)
})
after(() => {
  rmSync(folder, { recursive: true })
})

function readTable(out: string, name: TableName): readonly Row[] {
  const rows: readonly Row[] = parse(readFileSync(join(out, 'csv', `${name}.csv`)), {
    columns: true,
    trim: true,
  })
  return rows
}

function readTruth(out: string): Truth {
  const text = readFileSync(join(out, 'truth.json'), 'utf8')
  const value: Truth = JSON.parse(text)
  return value
}

/** Rows of a table, each key once. */
function rowsOf(name: TableName): readonly Row[] {
  return tables.get(name) ?? []
}

function keyed(name: TableName, column: string): ReadonlyMap<string, Row> {
  return new Map(rowsOf(name).map((row) => [row[column] ?? '', row]))
}

function days(from: string | undefined, to: string | undefined): number {
  return dayOn(to ?? '') - dayOn(from ?? '')
}

function isIn(year: number, day: string | undefined): boolean {
  return day?.startsWith(String(year)) === true
}

/** Share of rows that pass, in per cent to one place. */
function percent(rows: readonly Row[], passes: (row: Row) => boolean): number {
  return Math.round((1000 * rows.filter(passes).length) / rows.length) / 10
}

function between(value: number, low: number, high: number, what: string): void {
  assert.ok(value >= low && value <= high, `${what} must be ${low} to ${high}; got ${value}`)
}

function hashOf(path: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(join(path, name)))
  }
  return hash.digest('hex')
}

async function smallDemo(name: string, seed: number): Promise<string> {
  const out = join(folder, name)
  await writeAuthority(SMALL, seed, out, () => Promise.resolve())
  return hashOf(out)
}

/** The columns of a file: those that Sendboard works out itself left out. */
function columnsOf(
  datasets: Catalogue['datasets'],
  name: TableName,
): (readonly [string, Column])[] {
  const columns = [...(datasets.get(name)?.table.columns ?? [])]
  return columns.filter(([, { derived }]) => !derived)
}

describe('the demonstration', () => {
  it('is the same, byte for byte, from the same seed', async () => {
    assert.equal(await smallDemo('first', seeds.usual), await smallDemo('again', seeds.usual))
  })

  it('is another one from another seed', async () => {
    assert.notEqual(await smallDemo('this', seeds.usual), await smallDemo('that', seeds.other))
  })

  it('is written within a minute, however busy the machine', () => {
    between(milliseconds, 0, 60_000, 'milliseconds')
  })

  it('refuses a folder that holds something else', async () => {
    const out = join(folder, 'kingston', 'csv')
    await assert.rejects(writeDemo({ size: 'kingston', out }), /is not empty/)
  })

  it('comes in three sizes: a borough, a county and a whole country', () => {
    const sizes = (['kingston', 'kent', 'england'] as const).map((size) => {
      const authorities = authoritiesOf(size, seeds.usual)
      const plans = authorities.reduce((sum, one) => sum + one.plans, 0)
      return { count: authorities.length, thousands: Math.round(plans / 1000) }
    })
    assert.deepEqual(sizes, [
      { count: 1, thousands: 2 },
      { count: 1, thousands: 21 },
      { count: 153, thousands: 640 },
    ])
  })

  it('gives each authority of the country a code of its own', () => {
    const codes = new Set(authoritiesOf('england', seeds.usual).map(({ code }) => code))
    assert.equal(codes.size, 153)
    assert.deepEqual(
      [...codes].filter((code) => !/^X00000\d{3}$/.test(code)),
      [],
    )
  })

  it('says on its first line that nobody in it exists', () => {
    const readme = readFileSync(join(folder, 'kingston', 'README.txt'), 'utf8')
    assert.match(readme, /^SYNTHETIC DATA\n/)
    assert.match(readme, /\d {2}a row written twice, word for word/)
  })

  it('tells the importer whose files they are and of which day', () => {
    const extract = readFileSync(join(folder, 'kingston', 'csv', 'extract.yaml'), 'utf8')
    assert.match(extract, /^authority: X00000999\nextracted_on: 2026-03-31\nholder: /m)
  })
})

describe('the tables of the demonstration', () => {
  it('are the 27 of the catalogue, with their columns in order and upn of persons besides', async () => {
    const { datasets } = await readCatalogue()
    const expected = [...datasets.values()].map(({ name, fileColumns }) => [name, fileColumns])
    const written = TABLE_NAMES.map((name): [string, string[]] => [
      name,
      COLUMNS[name].filter((column) => column !== 'upn'),
    ])
    assert.deepEqual(Object.fromEntries(written), Object.fromEntries(expected))
  })

  it('all have rows', () => {
    assert.deepEqual(
      TABLE_NAMES.filter((name) => rowsOf(name).length === 0),
      [],
    )
  })

  it('hold no code outside the lists but the deliberate ones', async () => {
    const { datasets } = await readCatalogue()
    const wrong = TABLE_NAMES.flatMap((name) =>
      rowsOf(name).flatMap((row) =>
        columnsOf(datasets, name).filter(
          ([column, { codes }]) =>
            codes !== undefined && row[column] !== '' && !codes.has(row[column] ?? ''),
        ),
      ),
    )
    assert.equal(wrong.length, summary.faultsInTables['unknown-code'])
  })

  it('hold no impossible day but the deliberate ones', async () => {
    const { datasets } = await readCatalogue()
    const wrong = TABLE_NAMES.flatMap((name) => {
      const dates = columnsOf(datasets, name).filter(([, { type }]) => type === 'date')
      return rowsOf(name).flatMap((row) =>
        dates.filter(([column]) => row[column] !== '' && !isDay(row[column] ?? '')),
      )
    })
    assert.equal(wrong.length, summary.faultsInTables['impossible-date'])
  })

  it('leave no required cell empty', async () => {
    const { datasets } = await readCatalogue()
    const empty = TABLE_NAMES.flatMap((name) =>
      rowsOf(name).flatMap((row) =>
        (datasets.get(name)?.required ?? []).filter((column) => row[column] === ''),
      ),
    )
    assert.deepEqual(empty, [])
  })

  it('give no key twice but the deliberate ones', async () => {
    const { datasets } = await readCatalogue()
    const doubled = TABLE_NAMES.map((name) => {
      const key = datasets.get(name)?.table.key ?? []
      const keys = rowsOf(name).map((row) => key.map((column) => row[column]).join('|'))
      return keys.length - new Set(keys).size
    })
    assert.equal(
      doubled.reduce((sum, count) => sum + count, 0),
      summary.faultsInTables['duplicate-key'],
    )
  })

  it('refer to nothing that is not there but in the deliberate rows', () => {
    const targets = [
      ['person_id', keyed('persons', 'person_id')],
      ['setting_id', keyed('settings', 'setting_id')],
      ['plan_id', keyed('plans', 'plan_id')],
      ['request_id', keyed('requests', 'request_id')],
      ['review_id', keyed('reviews', 'review_id')],
    ] as const
    const dangling = TABLE_NAMES.flatMap((name) =>
      rowsOf(name).flatMap((row) =>
        targets.filter(
          ([column, rows]) => (row[column] ?? '') !== '' && !rows.has(row[column] ?? ''),
        ),
      ),
    )
    assert.equal(dangling.length, summary.faultsInTables['dangling-reference'])
  })

  it('audit plans and advice that exist, and resume plans and follow disputes that exist', () => {
    const subjects = new Map([...keyed('plans', 'plan_id'), ...keyed('advice', 'advice_id')])
    const disputes = keyed('disputes', 'dispute_id')
    const lost = [
      ...rowsOf('audits').filter((row) => !subjects.has(row['subject_id'] ?? '')),
      ...rowsOf('plans').filter(
        ({ reopened_from_plan_id: id = '' }) => id !== '' && !subjects.has(id),
      ),
      ...rowsOf('disputes').filter(
        ({ follows_dispute_id: id = '' }) => id !== '' && !disputes.has(id),
      ),
    ]
    assert.deepEqual(lost, [])
  })

  it('know nothing that happened after the day of the extract', async () => {
    const { datasets } = await readCatalogue()
    const told = new Set(['due_date', 'applies_date', 'as_at'])
    const late = TABLE_NAMES.flatMap((name) => {
      const dates = columnsOf(datasets, name).filter(([, { type }]) => type === 'date')
      return rowsOf(name).flatMap((row) =>
        dates.filter(([column]) => !told.has(column) && (row[column] ?? '') > '2026-03-31'),
      )
    })
    assert.deepEqual(late, [])
  })

  it('are of a borough: some 1,900 plans, 3,300 on SEN support, surveys of some hundred answers', () => {
    const support = rowsOf('census').filter(
      (row) => row['census_date'] === '2026-01-15' && row['sen_provision'] === 'K',
    )
    const parents = rowsOf('survey_responses').filter(
      (row) => row['survey']?.startsWith('Annual SEND survey: parents') === true,
    )
    const latest = parents.filter((row) => isIn(2026, row['response_date']))
    between(summary.activePlans, 1_850, 2_050, 'plans')
    between(support.length, 3_000, 3_700, 'pupils on SEN support')
    between(new Set(latest.map((row) => row['response_id'])).size, 120, 345, 'responses')
  })

  it('give each pupil a number with a true check letter of an authority that is none', () => {
    const numbers = rowsOf('persons')
      .map((row) => row['upn'] ?? '')
      .filter((upn) => upn !== '')
    const wrong = numbers.filter(
      (upn) => !upn.startsWith('999', 1) || upn[0] !== checkLetter(upn.slice(1)),
    )
    assert.deepEqual(wrong, [])
    assert.equal(new Set(numbers).size, numbers.length)
    assert.equal(upnOf('999', 1, dayOn('2008-12-01')), 'F999200013001')
  })
})

/** DfE, Unique Pupil Numbers guide: weights 2 to 13, modulo 23. */
function checkLetter(digits: string): string | undefined {
  const sum = [...digits].reduce((total, digit, i) => total + (i + 2) * Number(digit), 0)
  return 'ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23]
}

describe('what the demonstration meant', () => {
  /** Plans held on a day, each person once. */
  function heldOn(day: string): number {
    const persons = keyed('persons', 'person_id')
    const held = rowsOf('plans').filter((row) => {
      const { reopened_date, transfer_in_date, start_date, cease_date, person_id } = row
      const from = [reopened_date, transfer_in_date, start_date].find((text) => text !== '') ?? ''
      const death = persons.get(person_id ?? '')?.['death_date'] ?? ''
      const ends = [cease_date ?? '', death].filter((text) => text !== '')
      return from <= day && ends.every((end) => end > day)
    })
    return new Set(held.map((row) => row['person_id'])).size
  }

  it('agrees with the rows on the plans held at each year end', () => {
    const counted = Object.keys(truth.plansHeld).map((day) => [day, heldOn(day)])
    assert.deepEqual(Object.fromEntries(counted), truth.plansHeld)
  })

  it('agrees with the rows on the plans first made in each year', () => {
    const plans = [...keyed('plans', 'plan_id').values()].filter(
      (row) => row['transfer_in_date'] === '' && row['reopened_from_plan_id'] === '',
    )
    const counted = Object.keys(truth.newPlans).map((year) => [
      year,
      plans.filter((row) => isIn(Number(year), row['start_date'])).length,
    ])
    assert.deepEqual(Object.fromEntries(counted), truth.newPlans)
  })

  it('agrees with the rows on twenty weeks, with and without exceptions', () => {
    const counted = Object.keys(truth.twentyWeeks).map((year) => {
      const issued = rowsOf('requests').filter(
        (row) =>
          row['assessment_outcome'] === 'Y' && isIn(Number(year), row['assessment_outcome_date']),
      )
      const inTime = issued.filter(
        (row) => days(row['received_date'], row['assessment_outcome_date']) <= 140,
      )
      const isPlain = (row: Row): boolean => row['week20_exception'] === ''
      return [
        year,
        {
          issued: issued.length,
          inTime: inTime.length,
          issuedWithoutException: issued.filter(isPlain).length,
          inTimeWithoutException: inTime.filter(isPlain).length,
        },
      ]
    })
    assert.deepEqual(Object.fromEntries(counted), truth.twentyWeeks)
  })

  it('closes each year: opening plans and all that came, less all that went', () => {
    const rests = Object.values(truth.flows).map(
      ({ opening, made, movedIn, resumed, ceased, movedOut, closing }) =>
        opening + made + movedIn + resumed - ceased - movedOut - closing,
    )
    assert.deepEqual(rests, [0, 0, 0, 0, 0, 0])
  })

  it('agrees with the rows on what high needs cost and had, to the penny', () => {
    const counted = Object.keys(truth.money).map((year) => {
      const spend = sum(
        rowsOf('ledger').filter(
          (row) =>
            row['financial_year'] === year &&
            row['scenario'] === 'actual' &&
            row['block'] === 'high_needs',
        ),
      )
      const allocation = sum(latestAllocations(year).filter((row) => row['block'] === 'high_needs'))
      const transfer = sum(funding(year, 'block_transfer', 'high_needs'))
      return [year, { allocation, transfer, spend, inYear: allocation + transfer - spend }]
    })
    const meant = Object.entries(truth.money).map(
      ([year, { allocation, transfer, spend, inYear }]) => [
        year,
        {
          allocation: penceOf(allocation),
          transfer: penceOf(transfer),
          spend: penceOf(spend),
          inYear: penceOf(inYear),
        },
      ],
    )
    assert.deepEqual(Object.fromEntries(counted), Object.fromEntries(meant))
  })

  it('agrees with the rows on the cumulative balance, before and after the safety valve', () => {
    const opening = sum(rowsOf('funding').filter((row) => row['kind'] === 'opening_balance'))
    let [before, valve] = [opening, 0]
    const counted = Object.keys(truth.money).map((year) => {
      const spend = sum(
        rowsOf('ledger').filter(
          (row) =>
            row['financial_year'] === year &&
            row['scenario'] === 'actual' &&
            row['block'] !== 'general_fund',
        ),
      )
      before += sum(latestAllocations(year)) + sum(funding(year, 'general_fund')) - spend
      valve += sum(funding(year, 'safety_valve'))
      return [before, before + valve]
    })
    const meant = Object.values(truth.money).map((money) => [
      penceOf(money.cumulativeBeforeSafetyValve),
      penceOf(money.cumulativeAfterSafetyValve),
    ])
    assert.deepEqual(counted, meant)
  })

  it('moves between blocks nothing that one gains and no other loses', () => {
    const transfers = rowsOf('funding').filter((row) => row['kind'] === 'block_transfer')
    assert.equal(sum(transfers), 0)
    assert.equal(transfers.length, 10)
  })

  function funding(year: string, kind: string, block?: string): readonly Row[] {
    return rowsOf('funding').filter(
      (row) =>
        row['financial_year'] === year &&
        row['kind'] === kind &&
        (block === undefined || row['block'] === block),
    )
  }

  /** The confirmed allocation with the latest decision, for each block. */
  function latestAllocations(year: string): readonly Row[] {
    const confirmed = funding(year, 'dsg_allocation')
      .filter((row) => row['status'] === 'confirmed')
      .toSorted((a, b) => ((a['decided_date'] ?? '') < (b['decided_date'] ?? '') ? -1 : 1))
    return [...new Map(confirmed.map((row) => [row['block'], row])).values()]
  }

  function penceOf(pounds: number): number {
    return Math.round(pounds * 100)
  }

  /** Sum of amounts in whole pence. */
  function sum(rows: readonly Row[]): number {
    return rows.reduce((total, row) => total + penceOf(Number(row['amount'])), 0)
  }
})

describe('the story of the demonstration', () => {
  function onTime(year: number): number {
    const issued = rowsOf('requests').filter(
      (row) =>
        row['assessment_outcome'] === 'Y' &&
        row['week20_exception'] === '' &&
        isIn(year, row['assessment_outcome_date']),
    )
    return percent(
      issued,
      (row) => days(row['received_date'], row['assessment_outcome_date']) <= 140,
    )
  }

  it('is a fall in plans within twenty weeks in 2022 and a recovery by 2025', () => {
    between(onTime(2021), 52, 68, '2021')
    between(onTime(2022), 18, 34, '2022')
    between(onTime(2024), 52, 70, '2024')
    between(onTime(2025), 68, 84, '2025')
  })

  it('shows in decisions after reviews', () => {
    const decided = (year: number): number =>
      percent(
        rowsOf('reviews').filter(
          (row) => isDay(row['decision_date'] ?? '') && isIn(year, row['decision_date']),
        ),
        (row) => days(row['meeting_date'], row['decision_date']) <= 28,
      )
    between(decided(2022), 22, 36, '2022')
    between(decided(2025), 60, 74, '2025')
  })

  it('shows in the advice of health, by the year in which it was due', () => {
    const onTimeAdvice = (year: number): number =>
      percent(
        rowsOf('advice').filter(
          (row) =>
            row['source'] === 'health' &&
            row['context'] === 'assessment' &&
            isIn(year, textOf(dayOn(row['requested_date'] ?? '') + 42)),
        ),
        (row) =>
          row['received_date'] !== '' && days(row['requested_date'], row['received_date']) <= 42,
      )
    between(onTimeAdvice(2022), 30, 54, '2022')
    between(onTimeAdvice(2025), 72, 90, '2025')
  })

  it('shows in complaints: more in 2022 than in the years around it', () => {
    const complaints = [2020, 2022, 2025].map(
      (year) =>
        rowsOf('disputes').filter(
          (row) => row['kind'] === 'complaint' && isIn(year, row['received_date']),
        ).length,
    )
    between(complaints[0] ?? 0, 10, 40, '2020')
    between(complaints[1] ?? 0, 50, 95, '2022')
    between(complaints[2] ?? 0, 25, 60, '2025')
  })

  it('shows in the share of high needs spent in the independent sector', () => {
    const sector = new Set([
      'mainstream_independent',
      'special_independent',
      'special_nonmaintained',
      'specialist_post16',
    ])
    const share = (year: string): number => {
      const lines = rowsOf('ledger').filter(
        (row) =>
          row['financial_year'] === year &&
          row['scenario'] === 'actual' &&
          row['block'] === 'high_needs',
      )
      const total = (rows: readonly Row[]): number =>
        rows.reduce((sum, row) => sum + Number(row['amount']), 0)
      return (100 * total(lines.filter((row) => sector.has(row['provision'] ?? '')))) / total(lines)
    }
    between(share('2020-21'), 20, 28, '2020-21')
    between(share('2023-24'), 30, 38, '2023-24')
    between(share('2025-26'), 27, 33, '2025-26')
  })

  it('ends with a deficit that the safety valve and savings have all but closed', () => {
    const millions = ['2020-21', '2022-23', '2025-26'].map(
      (year) => Math.round((truth.money[year]?.inYear ?? 0) / 100_000) / 10,
    )
    between(millions[0] ?? 0, -1.3, -0.7, '2020-21')
    between(millions[1] ?? 0, -3.3, -2.3, '2022-23')
    between(millions[2] ?? 0, -0.9, -0.3, '2025-26')
    const after = truth.money['2025-26']?.cumulativeAfterSafetyValve ?? 0
    between(after, -1_800_000, -500_000, 'cumulative balance')
  })

  it('has its seasons: few requests in August, many before the summer holidays', () => {
    const inMonth = (month: string): number =>
      rowsOf('requests').filter((row) => row['received_date']?.slice(5, 7) === month).length
    between(inMonth('08') / inMonth('07'), 0.2, 0.55, 'August over July')
  })

  it('opens places for children in each September of the plan', () => {
    const opened = rowsOf('places').filter(
      (row) =>
        row['as_at'] === '2026-01-15' &&
        row['is_new'] === 'Y' &&
        row['status'] === 'open' &&
        row['age_band'] === 'under_16',
    )
    const years = new Set(opened.map((row) => row['opened_date']))
    assert.deepEqual([...years].toSorted(), [
      '2021-09-01',
      '2023-09-01',
      '2024-09-01',
      '2025-09-01',
    ])
  })
})

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
    const path = join(folder, 'kingston', 'sen2', `sen2-${String(year)}.xml`)
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

describe('the days of the demonstration', () => {
  const SOME = ['2020-02-29', '2023-01-31', '2023-08-31', '2024-02-29', '2025-12-31', '2024-03-30']

  it('go on by months as those of the figures do', () => {
    const ours = SOME.map((day) => [1, 3, 12, 30].map((n) => textOf(monthsAfter(dayOn(day), n))))
    const theirs = SOME.map((day) => [1, 3, 12, 30].map((n) => addMonths(day, n)))
    assert.deepEqual(ours, theirs)
  })

  it('end a year of review on the same day as the figures do', () => {
    const ours = SOME.map((day) => textOf(yearLimit(dayOn(day))))
    assert.deepEqual(
      ours,
      SOME.map((day) => lastDay(day, 12)),
    )
  })
})
