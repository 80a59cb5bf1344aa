import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readCatalogue } from '../../src/catalogue/index.ts'
import { censusDay } from '../../src/core/index.ts'
import { type Database, openDuckDb, type SqlRow } from '../../src/database/index.ts'
import {
  createRecordTables,
  importPaths,
  replacedValues,
  undoImport,
} from '../../src/records/index.ts'

/*
 * Four people, in the returns of 2023 to 2026, each of which says more or other than the one before:
 *
 * A  a plan of 2019: need SLCN in 2023, ASD from 2024, ceased on 30 November 2024 in that of 2025
 * B  asked on 1 May 2024, plan on 10 September: the return of 2025 has it all, that of 2026 only H
 * C  a plan that ceased on 25 July 2024 and was resumed: the return of 2026 has the second spell alone
 * D  known by the ULN alone in 2023, by UPN and ULN in 2024
 */
const A = 'F999200013001'
const B = 'P999200015101'
const C = 'V999200021102'
const D = 'J999201120007'
const D_ULN = '9079110875'
const YEARS = [2023, 2024, 2025, 2026] as const
type Year = (typeof YEARS)[number]

function person(numbers: string, born: string, year: Year, ...requests: readonly string[]): string {
  const sex = year < 2024 ? '<GenderCurrent>2</GenderCurrent>' : '<Sex>F</Sex>'
  return `<Person><PersonBirthDate>${born}</PersonBirthDate>${sex}<Ethnicity>WBRI</Ethnicity>${numbers}${requests.join('')}</Person>`
}

function plan(start: string, cease: string, need: string, urn: string, entry: string): string {
  const ceased = cease === '' ? '' : `<CeaseDate>${cease}</CeaseDate><CeaseReason>6</CeaseReason>`
  return `<Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome>
    <NamedPlan><StartDate>${start}</StartDate><PB>0</PB><OA>0</OA>${ceased}</NamedPlan></Assessment>
    ${active(need, urn, entry)}</Requests>`
}

function active(need: string, urn: string, entry: string): string {
  return `<ActivePlans><PlacementDetail><URN>${urn}</URN><PlacementRank>1</PlacementRank><EntryDate>${entry}</EntryDate></PlacementDetail>
    <SENneed><SENtype>${need}</SENtype><SENtypeRank>1</SENtypeRank></SENneed></ActivePlans>`
}

const UPN = (number: string) => `<UPN>${number}</UPN>`
const ULN = `<UniqueLearnerNumber>${D_ULN}</UniqueLearnerNumber>`

const NEW_IN_2024 = `<Requests><ReceivedDate>2024-05-01</ReceivedDate><RYA>0</RYA>
  <RequestOutcomeDate>2024-06-01</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome>
  <Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2024-09-10</AssessmentOutcomeDate><Week20>0</Week20>
  <NamedPlan><StartDate>2024-09-10</StartDate><PB>0</PB><OA>0</OA></NamedPlan></Assessment>
  ${active('SEMH', '980111', '2024-09-16')}</Requests>`
const OLD_IN_2026 = `<Requests><ReceivedDate>2024-05-01</ReceivedDate><RYA>0</RYA><RequestOutcome>H</RequestOutcome>
  <Assessment><AssessmentOutcome>H</AssessmentOutcome>
  <NamedPlan><StartDate>2024-09-10</StartDate><PB>1</PB><OA>0</OA></NamedPlan></Assessment>
  ${active('SEMH', '980111', '2024-09-16')}</Requests>`

const before2025 = plan('2015-09-26', '', 'MLD', '980075', '2020-09-03')
const ceased = plan('2015-09-26', '2024-07-25', 'MLD', '980075', '2020-09-03')
const resumed = plan('2015-09-26', '', 'MLD', '980075', '2024-12-11')
const ofD = plan('2018-03-01', '', 'HI', '980075', '2018-04-09')

const PERSONS: Readonly<Record<Year, readonly string[]>> = {
  2023: [
    person(UPN(A), '2012-05-01', 2023, plan('2019-10-19', '', 'SLCN', '980075', '2019-11-04')),
    person(UPN(C), '2008-12-01', 2023, before2025),
    person(ULN, '2004-01-02', 2023, ofD),
  ],
  2024: [
    person(UPN(A), '2012-05-01', 2024, plan('2019-10-19', '', 'ASD', '980075', '2019-11-04')),
    person(UPN(C), '2008-12-01', 2024, before2025),
    person(UPN(D) + ULN, '2004-01-02', 2024, ofD),
  ],
  2025: [
    person(
      ...([UPN(A), '2012-05-01', 2025] as const),
      plan('2019-10-19', '2024-11-30', 'ASD', '980075', '2019-11-04'),
    ),
    person(UPN(B), '2018-02-03', 2025, NEW_IN_2024),
    person(UPN(C), '2008-12-01', 2025, ceased, resumed),
    person(UPN(D) + ULN, '2004-01-02', 2025, ofD),
  ],
  2026: [
    person(UPN(B), '2018-02-03', 2026, OLD_IN_2026),
    person(UPN(C), '2008-12-01', 2026, resumed),
    person(UPN(D), '2004-01-02', 2026, ofD),
  ],
}

function returnOf(year: Year): string {
  return `<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>${String(year)}</Year>
    <ReferenceDate>${censusDay(year)}</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source></Header>
    <Persons>${PERSONS[year].join('\n')}</Persons></Message>`
}

/** Each return comes once before and once after each other one. All 24 orders were tried once. */
const ORDERS: readonly (readonly Year[])[] = [
  [2026, 2025, 2024, 2023],
  [2026, 2024, 2025, 2023],
  [2024, 2026, 2023, 2025],
]

const catalogue = await readCatalogue()

describe('the returns of 2023 to 2026', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendboard-order-'))
    for (const year of YEARS) writeFileSync(join(folder, nameOf(year)), returnOf(year))
  })
  after(() => {
    rmSync(folder, { recursive: true })
  })
  const nameOf = (year: Year) => `sen2-${String(year)}.xml`

  async function withReturns<T>(
    years: readonly Year[],
    work: (database: Database) => Promise<T>,
  ): Promise<T> {
    const database = await openDuckDb(':memory:')
    try {
      await createRecordTables(database, catalogue)
      for (const year of years) await importYear(database, year)
      return await work(database)
    } finally {
      await database.close()
    }
  }

  async function importYear(database: Database, year: Year): Promise<void> {
    const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
    const { imports } = await importPaths(services, [join(folder, nameOf(year))], {})
    assert.equal(imports[0]?.status, 'loaded', JSON.stringify(imports[0]?.issues))
  }

  /** What the records say, without the ids that are made of whichever number came first. */
  async function history(database: Database): Promise<readonly (readonly SqlRow[])[]> {
    return await Promise.all([
      database.query(
        `select birth_date, sex, ethnicity, f.name, source_line from read.persons p
         join records.files f on f.id = p.source_file order by birth_date`,
      ),
      database.query(
        `select received_date, request_outcome, request_outcome_date, assessment_outcome,
           assessment_outcome_date, week20_exception, f.name, source_line from read.requests r
         join records.files f on f.id = r.source_file order by received_date`,
      ),
      database.query(
        `select start_date, held_from, held_until, cease_date, cease_reason, primary_need,
           pb_agreed_date, q.received_date, f.name, p.source_line from read.plans p
         left join read.requests q on q.request_id = p.request_id
         join records.files f on f.id = p.source_file order by start_date, held_from`,
      ),
      database.query(
        `select p.start_date, p.held_from, setting_id, entry_date, f.name, l.source_line from read.placements l
         join read.plans p on p.plan_id = l.plan_id
         join records.files f on f.id = l.source_file order by p.start_date, p.held_from, entry_date`,
      ),
    ])
  }

  /** As `replaced` lists them, without the numbers of imports and records. */
  async function replaced(database: Database): Promise<readonly string[]> {
    const values = await replacedValues(database, 'X00000999')
    return values
      .map(
        ({ table, field, gaveWay, gaveWayIn, stands, standsIn, reason }) =>
          `${table} ${field}: ${String(gaveWay)} of ${String(gaveWayIn.year)} line ${String(gaveWayIn.line)}, ` +
          `now ${String(stands)} of ${String(standsIn.year)} (${reason})`,
      )
      .toSorted()
  }

  it('make one history: each person, request, spell and place once, the latest word standing', async () => {
    const [persons, requests, plans, placements] = await withReturns(YEARS, history)
    assert.deepEqual([persons?.length, requests?.length, placements?.length], [4, 1, 5])
    assert.deepEqual(
      plans?.map(({ start_date, held_from, cease_date, primary_need }) => [
        ...[start_date, held_from, cease_date, primary_need],
      ]),
      [
        ['2015-09-26', '2015-09-26', '2024-07-25', 'MLD'],
        ['2015-09-26', '2024-12-11', null, 'MLD'],
        ['2018-03-01', '2018-03-01', null, 'HI'],
        ['2019-10-19', '2019-10-19', '2024-11-30', 'ASD'],
        ['2024-09-10', '2024-09-10', null, 'SEMH'],
      ],
    )
    assert.deepEqual(
      requests?.map((row) => [row['request_outcome'], row['assessment_outcome_date']]),
      [['Y', '2024-09-10']],
    )
  })

  it('list every value that a later one replaced, from which return to which', async () => {
    const list = await withReturns(YEARS, replaced)
    assert.deepEqual(
      list.filter((line) => line.includes('primary_need') || line.includes('cease_date')),
      [
        'plans cease_date: null of 2023 line 9, now 2024-07-25 of 2025 (later-return)',
        'plans cease_date: null of 2024 line 5, now 2024-11-30 of 2025 (later-return)',
        'plans primary_need: SLCN of 2023 line 5, now ASD of 2024 (later-return)',
      ],
    )
  })

  it('make the same history, and the same list, in whatever order they come', async () => {
    const both = async (database: Database) => ({
      history: await history(database),
      replaced: await replaced(database),
    })
    const inOrder = await withReturns(YEARS, both)
    for (const order of ORDERS)
      assert.deepEqual(await withReturns(order, both), inOrder, order.join(', '))
  })

  it('leave what the others make when one of them is undone, whatever its place', async () => {
    const without = await withReturns([2023, 2025, 2026], history)
    const undone = await withReturns([2026, 2024, 2025, 2023], async (database) => {
      const services = { database, catalogue, personKey: 'a key for tests, of no use elsewhere' }
      assert.equal((await undoImport(services, 2)).ok, true)
      return await history(database)
    })
    assert.deepEqual(undone, without)
  })

  it('are left as they were by a return that comes late and says nothing new', async () => {
    await withReturns([2025, 2026, 2023], async (database) => {
      const ended = await database.query(
        `select count(*) as n from records.plans p join records.files f on f.id = p.source_file
         where f.collection_year = 2026 and ended_by is not null`,
      )
      assert.deepEqual(ended, [{ n: 0n }])
    })
  })
})
