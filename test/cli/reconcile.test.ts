import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { newFolder, sendboard } from './sendboard.ts'

const folder = newFolder()
const data = join(folder, 'data')

/** A plan in a return; without a request it is of the past. */
function plan(start: string, cease = '', request = ''): string {
  const isNew = request !== ''
  const ceased = cease === '' ? '' : `<CeaseDate>${cease}</CeaseDate><CeaseReason>5</CeaseReason>`
  return `<Requests>${isNew ? `<ReceivedDate>${request}</ReceivedDate>` : ''}<RYA>0</RYA>
    ${isNew ? `<RequestOutcomeDate>${request}</RequestOutcomeDate>` : ''}<RequestOutcome>${isNew ? 'Y' : 'H'}</RequestOutcome>
    <Assessment><AssessmentOutcome>${isNew ? 'Y' : 'H'}</AssessmentOutcome>
    ${isNew ? `<AssessmentOutcomeDate>${start}</AssessmentOutcomeDate><Week20>0</Week20>` : ''}
    <NamedPlan><StartDate>${start}</StartDate><PB>0</PB>${ceased}</NamedPlan></Assessment>
    <ActivePlans></ActivePlans></Requests>`
}

function returnOf(
  year: number,
  census: string,
  persons: readonly (readonly [string, string])[],
): string {
  const all = persons.map(
    ([upn, requests]) =>
      `<Person><PersonBirthDate>2012-05-01</PersonBirthDate><Sex>F</Sex><UPN>${upn}</UPN>${requests}</Person>`,
  )
  return `<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>${String(year)}</Year>
    <ReferenceDate>${census}</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>999</LEA>
    <SerialNo>001</SerialNo></Source></Header><Persons>${all.join('\n')}</Persons></Message>`
}

const [A, B, C, D] = ['F999200013001', 'P999200015101', 'V999200021102', 'J999201120007'] as const

/*
 * 2025: A, B and C have a plan. In 2025 B moves away (31 July), and D has a new plan: asked on 3 March, made on
 * 18 July, 137 days. C ceases on census day 2026 itself, so the return still counts it and the KPI does not.
 * Return of 2026: A, C and D are 3; KPI 2. Ceased in the year: B, 1; the KPI counts a move, 0.
 */
before(async () => {
  writeFileSync(
    join(folder, '2025.xml'),
    returnOf(
      2025,
      '2025-01-16',
      [A, B, C].map((upn) => [upn, plan('2019-10-19')] as const),
    ),
  )
  writeFileSync(
    join(folder, '2026.xml'),
    returnOf(2026, '2026-01-15', [
      [A, plan('2019-10-19')],
      [B, plan('2019-10-19', '2025-07-31')],
      [C, plan('2019-10-19', '2026-01-15')],
      [D, plan('2025-07-18', '', '2025-03-03')],
    ]),
  )
  const { code, err } = await sendboard([
    ...['import', join(folder, '2025.xml'), join(folder, '2026.xml'), '--data', data],
  ])
  assert.equal(code, 0, err)
})

test('a figure of the return stands beside its KPI, and the difference has its cause', async () => {
  const { out } = await sendboard(['reconcile', '--data', data])
  assert.match(
    out,
    /Persons with a plan on census day: 3\n {2}KPI active-plans: 2\n {2}Return less KPI: \+1; all of it explained\./,
  )
  assert.match(out, /New plans in the year: 1\n {2}KPI new-plans: 1\n {2}Equal\./)
  assert.match(
    out,
    /Plans ceased in the year: 1\n {2}KPI plans-ceased: 0\n {2}Return less KPI: \+1; all of it explained\./,
  )
  assert.match(
    out,
    /exceptions included: 100\.0% \(1 of 1\)\n {2}KPI new-plans-within-20-weeks-with-exceptions: 100\.0% \(1 of 1\)\n {2}Equal\./,
  )
})

test('the plans of one census lead to those of the next', async () => {
  // 3 + 1 new - 1 transferred out = 3, which are held
  const { out } = await sendboard(['reconcile', '--data', data])
  assert.match(
    out,
    / 3 {2}so many should be held\n +3 {2}are held on census day 2026\n +0 {2}not explained/,
  )
})

test('the rows come as CSV, and a year without a return is wrong use', async () => {
  const { out } = await sendboard(['reconcile', '--data', data, '--format', 'csv'])
  assert.match(out, /^year,section,figure,name,/)
  assert.match(
    out,
    /\n2026,4\.1,plans-at-census,Persons with a plan on census day,3,,3,active-plans,2,,2,,,1,,1,0,/,
  )
  const wrong = await sendboard(['reconcile', '--data', data, '--year', '2024'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /There is no return of 2024; there are of 2025, 2026\./)
})

test('without a case system there is nothing to compare, and that is said', async () => {
  const { out } = await sendboard(['reconcile', '--sources', '--data', data, '--format', 'csv'])
  assert.match(out, /plans,.*not compared: the case system gave no extract of this table/)
})

test('a value that the case system has otherwise is listed with its cause', async () => {
  const extract = join(folder, 'plans.csv')
  writeFileSync(
    extract,
    `plan_id,person_id,start_date,cease_date,cease_reason\np1,${B},2019-10-19,2025-08-31,5\n`,
  )
  await sendboard([
    ...['import', extract, '--authority', 'X00000999', '--extracted', '2026-03-31', '--data', data],
  ])
  const { out } = await sendboard(['reconcile', '--sources', '--data', data, '--format', 'csv'])
  assert.match(
    out,
    /plans,,cease_date,2025-07-31,2025-08-31,2026\.xml,\d+,plans\.csv,2,"the two days are 31 days apart/,
  )
})
