import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Column } from '../catalogue/index.ts'
import { checkOf } from './cell.ts'

const column = (rest: Partial<Column>): Column => ({
  name: 'c',
  type: 'text',
  mayBeEmpty: true,
  derived: false,
  label: 'c',
  ...rest,
})
const source = column({
  type: 'code',
  codes: new Map([
    ['family', 'parent or young person'],
    ['education_setting', 'early years setting, school or college'],
    ['health', 'health service'],
  ]),
})
const yesNo = column({
  type: 'code',
  codes: new Map([
    ['Y', 'yes'],
    ['N', 'no'],
  ]),
})

function check(of: Partial<Column>, text: string): unknown {
  return checkOf(column(of), 10_000)(text)
}

function codeOf(of: Partial<Column>, text: string): string | undefined {
  const checked = checkOf(column(of), 10_000)(text)
  return checked !== null && typeof checked === 'object' ? checked.code : undefined
}

test('an empty cell is null, whatever its type', () => {
  assert.equal(check({ type: 'date' }, ''), null)
  assert.equal(check({ type: 'money' }, ''), null)
})

test('a code must be exact', () => {
  assert.equal(check(source, 'family'), 'family')
  assert.equal(codeOf(source, 'Family'), 'source-unknown-code')
})

test('an unknown code is told with the nearest one and the codes allowed', () => {
  assert.deepEqual(check(source, 'helth'), {
    code: 'source-unknown-code',
    message: 'There is no code "helth" in this column. Did you mean health?',
    fix: 'Write one of the codes: family, education_setting, health.',
  })
})

test('a word of what a code stands for finds the code', () => {
  assert.match(JSON.stringify(check(source, 'school')), /Did you mean education_setting\?/)
  assert.match(JSON.stringify(check(yesNo, 'Yes')), /Did you mean Y\?/)
})

test('a text that is like no code is not repeated, for it could be a name', () => {
  const said = JSON.stringify(check(source, 'Ada Invented'))
  assert.match(said, /There is no code of 12 characters in this column/)
  assert.doesNotMatch(said, /Ada/)
})

test('a day must be one of the calendar', () => {
  assert.equal(check({ type: 'date' }, '2024-02-29'), '2024-02-29')
  assert.equal(codeOf({ type: 'date' }, '2023-02-29'), 'source-not-a-day')
  assert.equal(codeOf({ type: 'date' }, '2024-11-31'), 'source-not-a-day')
})

test('a day in another form is refused with what to write, and never turned round', () => {
  assert.deepEqual(check({ type: 'date' }, '03/04/2024'), {
    code: 'source-not-a-day',
    message: 'The cell is a day in another form, which could be read in two ways.',
    fix: 'Write the day as YYYY-MM-DD: 31 March 2024 is 2024-03-31.',
  })
})

test('the number that a spreadsheet has for a day is recognised', () => {
  assert.match(JSON.stringify(check({ type: 'date' }, '45382')), /number that a spreadsheet has/)
})

test('days that systems write for none are refused', () => {
  assert.equal(codeOf({ type: 'date' }, '1900-01-01'), 'source-day-unlikely')
  assert.equal(codeOf({ type: 'date' }, '9999-12-31'), 'source-day-unlikely')
})

test('stand-ins for a value are refused in every type', () => {
  for (const text of ['Xx', 'xxx', 'TBC', 'N/A', 'n/a', '#N/A', 'NULL', '-', '#REF!', '#DIV/0!'])
    assert.equal(codeOf({ type: 'text' }, text), 'source-placeholder', text)
  assert.equal(codeOf({ type: 'date' }, 'TBC'), 'source-placeholder')
})

test('a whole number is digits and a minus sign', () => {
  assert.equal(check({ type: 'integer' }, '-2'), '-2')
  assert.equal(check({ type: 'integer' }, '-0'), '0')
  for (const text of ['1.0', '1,000', '+1', '007', '1e3', '2147483648'])
    assert.equal(codeOf({ type: 'integer' }, text), 'source-not-an-integer', text)
})

test('a number has up to twelve digits and six decimals', () => {
  assert.equal(check({ type: 'number' }, '12.50'), '12.5')
  assert.equal(check({ type: 'number' }, '-0.000'), '0')
  assert.equal(check({ type: 'number' }, '123456789012.123456'), '123456789012.123456')
  for (const text of ['.5', '5.', '1.1234567', '1 000', '12%', 'NaN'])
    assert.equal(codeOf({ type: 'number' }, text), 'source-not-a-number', text)
})

test('money has at most two decimals and is given with two', () => {
  assert.equal(check({ type: 'money' }, '1234.5'), '1234.50')
  assert.equal(check({ type: 'money' }, '-7'), '-7.00')
  for (const text of ['1.234', '£12', '1,234.00', '(12.00)'])
    assert.equal(codeOf({ type: 'money' }, text), 'source-not-money', text)
})

test('years are two that follow each other, in the form of their type', () => {
  assert.equal(check({ type: 'financial-year' }, '2021-22'), '2021-22')
  assert.equal(check({ type: 'academic-year' }, '1999/00'), '1999/00')
  assert.equal(codeOf({ type: 'financial-year' }, '2021-23'), 'source-not-a-year')
  assert.equal(codeOf({ type: 'financial-year' }, '2021/22'), 'source-not-a-year')
})

test('numbers keep within the bounds of their column', () => {
  const rank = { type: 'integer', minimum: 1, maximum: 9 } as const
  assert.equal(check(rank, '9'), '9')
  assert.deepEqual(check(rank, '10'), {
    code: 'source-out-of-bounds',
    message: 'The number must be 1 to 9.',
  })
})

test('text with control characters or a number cut short is refused', () => {
  assert.equal(codeOf({ type: 'text' }, 'a\u0000b'), 'source-bad-text')
  assert.equal(codeOf({ type: 'text' }, '1.23457E+12'), 'source-bad-text')
  assert.equal(check({ type: 'text' }, '=SUM(A1)'), '=SUM(A1)')
})

test('a cell that stands is given in a form that stands unchanged when read again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Column['type']>('integer', 'number', 'money', 'date', 'text'),
      fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)),
      (type, text) => {
        const once = check({ type }, text.trim())
        if (typeof once === 'string') assert.equal(check({ type }, once), once)
      },
    ),
  )
})
