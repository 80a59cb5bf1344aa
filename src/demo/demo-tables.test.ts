import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Column, readCatalogue, requiredWhenChecks } from '../catalogue/index.ts'
import { isDay } from '../core/index.ts'
import { COLUMNS, type TableName, TABLE_NAMES } from './columns.ts'
import { dayOn } from './days.ts'
import { upnOf } from './people.ts'
import { between, type CsvRow, isIn, testDemo } from './test-demo.ts'

const { datasets, schema } = await readCatalogue()
const { folder, summary, rowsOf, keyed } = await testDemo()

/** The columns of a file: those that Sendboard works out itself left out. */
function columnsOf(name: TableName): (readonly [string, Column])[] {
  const columns = [...(datasets.get(name)?.table.columns ?? [])]
  return columns.filter(([, { derived }]) => !derived)
}

/** A row with nulls for empty cells, as the catalogue's checks read it. */
function nulled(row: CsvRow): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(row).map(([column, text]) => [column, text === '' ? null : text]),
  )
}

/** DfE, Unique Pupil Numbers guide: weights 2 to 13, modulo 23. */
function checkLetter(digits: string): string {
  const sum = Array.from(digits, Number).reduce((total, digit, i) => total + (i + 2) * digit, 0)
  return 'ABCDEFGHJKLMNPQRTUVWXYZ'.charAt(sum % 23)
}

describe('the tables of the demonstration', () => {
  it('are the 27 that a council supplies, with their columns in order and upn of persons besides', () => {
    const supplied = [...datasets.values()].filter(({ name }) => name !== 'published')
    const expected = supplied.map(({ name, fileColumns }) => [name, fileColumns])
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

  it('hold no code outside the lists but the deliberate ones', () => {
    const wrong = TABLE_NAMES.flatMap((name) =>
      rowsOf(name).flatMap((row) =>
        columnsOf(name).filter(
          ([column, { codes }]) =>
            codes !== undefined && row[column] !== '' && !codes.has(row[column] ?? ''),
        ),
      ),
    )
    assert.equal(wrong.length, summary.faultsInTables['unknown-code'])
  })

  it('hold no impossible day but the deliberate ones', () => {
    const wrong = TABLE_NAMES.flatMap((name) => {
      const dates = columnsOf(name).filter(([, { type }]) => type === 'date')
      return rowsOf(name).flatMap((row) =>
        dates.filter(([column]) => row[column] !== '' && !isDay(row[column] ?? '')),
      )
    })
    assert.equal(wrong.length, summary.faultsInTables['impossible-date'])
  })

  it('leave no required cell empty', () => {
    const empty = TABLE_NAMES.flatMap((name) =>
      rowsOf(name).flatMap((row) =>
        (datasets.get(name)?.required ?? []).filter((column) => row[column] === ''),
      ),
    )
    assert.deepEqual(empty, [])
  })

  it('leave no cell empty that another cell demands, but the deliberate ones', () => {
    const missing = TABLE_NAMES.flatMap((name) => {
      const dataset = datasets.get(name)
      const check = dataset === undefined ? () => [] : requiredWhenChecks(dataset, schema)
      return rowsOf(name).flatMap((row) => check(nulled(row)))
    })
    assert.equal(missing.length, summary.faultsInTables['missing-required-when'])
  })

  it('decide nothing before it was asked but the deliberate rows', () => {
    const early = rowsOf('requests').filter(
      ({ received_date: received = '', request_outcome_date: decided = '' }) =>
        decided !== '' && decided < received,
    )
    assert.equal(early.length, summary.faultsInTables['decision-before-request'])
  })

  it('have stray spaces in the deliberate cells alone', () => {
    const files = TABLE_NAMES.map((name) =>
      readFileSync(join(folder, 'csv', `${name}.csv`), 'utf8'),
    )
    const strays = files.reduce((sum, text) => sum + (text.match(/ +(?=,|\r)/g)?.length ?? 0), 0)
    assert.equal(strays, summary.faultsInTables['trailing-space'])
  })

  it('give no key twice but the deliberate ones', () => {
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

  it('know nothing that happened after the day of the extract', () => {
    const told = new Set(['due_date', 'applies_date', 'as_at'])
    const late = TABLE_NAMES.flatMap((name) => {
      const dates = columnsOf(name).filter(([, { type }]) => type === 'date')
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
      (upn) => !upn.startsWith('999', 1) || !upn.startsWith(checkLetter(upn.slice(1))),
    )
    assert.deepEqual(wrong, [])
    assert.equal(new Set(numbers).size, numbers.length)
    assert.equal(upnOf('999', 1, dayOn('2008-12-01')), 'F999200013001')
  })
})
