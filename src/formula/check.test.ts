import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { formatIssue, type PeriodType } from '../core/index.ts'
import {
  checkCondition,
  checkMeasures,
  type Expression,
  type Formula,
  type FormulaKey,
  type MeasureText,
  parseFormula,
  printSyntax,
} from './index.ts'

const { measures, schema } = await readCatalogue()
const place = { file: 'here' }
const ACTIVE = text('active-plans', 'count', { value: 'persons(caseload[active(D)])' }, 'point')

function text(
  id: string,
  kind: MeasureText['kind'],
  written: Partial<Record<FormulaKey, string>>,
  period?: PeriodType,
): MeasureText {
  const texts = Object.fromEntries(
    Object.entries(written).map(([key, one]) => [key, { text: one, place }]),
  )
  const parameters = [{ name: 'standard', value: '18', unit: 'weeks' } as const]
  const used = Object.values(written).join(' ').includes('standard')
  return { id, kind, texts, parameters: used ? parameters : [], place, ...(period && { period }) }
}

function checked(kind: MeasureText['kind'], written: Partial<Record<FormulaKey, string>>): Formula {
  const { formulas, issues } = checkMeasures([ACTIVE, text('one-formula', kind, written)], schema)
  const formula = formulas.get('one-formula')
  if (!formula) throw new Error(issues.map(formatIssue).join('\n'))
  return formula
}

/** The condition on plans, as it is checked. */
function condition(written: string, table = 'plans'): Expression {
  const { condition: found, issues } = checkCondition({ text: written, place }, table, schema)
  if (!found) throw new Error(issues.map(formatIssue).join('\n'))
  return found
}

/** A value's type, with its unit: `number of weeks`. */
function typeOf(value: string): string {
  const formula = checked('difference', { value })
  const type = formula.value?.type
  return type?.is === 'number' ? `number${type.unit ? ` of ${type.unit}` : ''}` : String(type?.is)
}

describe('a value has a type and a unit', () => {
  const TYPES: readonly (readonly [string, string])[] = [
    ['count(plans[start_date in P])', 'number of rows'],
    ['persons(caseload[active(D)])', 'number of people'],
    ['years(caseload[age in 2 to 18])', 'number of years'],
    ['sum(amount of ledger[financial_year = FY, stated(D)])', 'number of GBP'],
    ['sum(places of places[latest(D)])', 'number of places'],
    ['mean(places of places[latest(D)])', 'number of places'],
    ['median(weeks from referral_date to closed_date of referrals)', 'number of weeks'],
    ['median(days from referral_date to closed_date of referrals)', 'number of days'],
    ['max(places of places[latest(D)]) - min(filled of places[latest(D)])', 'number of places'],
    ['distinct(service of changes[made_date in P])', 'number of rows'],
    ['the(value of reference[series = plan_projection, latest(D)])', 'number'],
    ['sum(least(filled, places) of places[latest(D)])', 'number of places'],
    ['sum(greatest(places - filled, 0) of places[latest(D)])', 'number of places'],
    ['2 * sum(places of places[latest(D)])', 'number of places'],
    ['-count(plans[active(D)])', 'number of rows'],
    ['1 + count(plans[active(D)])', 'number of rows'],
    ['active-plans', 'number of people'],
    ['active-plans at D - 12 months', 'number of people'],
    ['active-plans at census_day_by(D) - active-plans', 'number of people'],
    ['active-plans at 2021-03-31', 'number of people'],
  ]
  for (const [value, type] of TYPES) {
    test(value, () => {
      assert.equal(typeOf(value), type)
    })
  }
})

describe('a condition becomes', () => {
  const KINDS: readonly (readonly [string, Expression['kind']])[] = [
    ['cease_reason = 5', 'comparison'],
    ['cease_date > start_date + 2 years - 1 day', 'comparison'],
    ["transfer_in_la = 'E09000021'", 'comparison'],
    ['primary_need in (ASD, SEMH, empty)', 'in-list'],
    ['primary_need not in (ASD)', 'in-list'],
    ['cease_date in start_date to start_date + 6 months', 'in-range'],
    ['cease_date in 2021-22', 'in-range'],
    ['cease_date not in 2020/21', 'in-range'],
    ['cease_date empty', 'emptiness'],
    ['cease_date present', 'emptiness'],
    ['cease_date present and cease_reason = 5', 'logic'],
    ['cease_date empty or cease_reason <> 5', 'logic'],
    ['not cease_date present', 'not'],
    ['has reviews[decision = A]', 'has'],
    ['has no resumptions', 'has'],
    ['has person.requests[request_source = family, received_date < this.start_date]', 'has'],
    ['active(start_date)', 'spell'],
    ['first_made_here', 'term'],
    ['pre16(start_date)', 'term'],
    ['person.resident', 'term'],
    ['person.age(start_date) in 2 to 18', 'in-range'],
    ['count(reviews) + count(audits) >= 2', 'comparison'],
    ['max(meeting_date of reviews[decision present]) > start_date', 'comparison'],
    ['month(start_date) in (9, 10)', 'in-list'],
    ['named_placement.provision in INMSS', 'in-list'],
  ]
  for (const [written, kind] of KINDS) {
    test(`${written}: ${kind}`, () => {
      assert.equal(condition(written).kind, kind)
    })
  }
})

describe('a measure', () => {
  test('that tests the period is counted over it', () => {
    assert.equal(checked('count', { value: 'count(plans[start_date in P])' }).timing, 'period')
  })

  test('that uses one over a period is itself over a period', () => {
    const flow = text('new-ones', 'count', { value: 'count(plans[start_date in P])' })
    const net = text('net-ones', 'difference', { value: 'new-ones - 1' })
    const { formulas } = checkMeasures([net, flow], schema)
    assert.equal(formulas.get('net-ones')?.timing, 'period')
  })

  test('that has only the day is counted on a date', () => {
    assert.equal(checked('count', { value: 'count(plans[active(D)])' }).timing, 'date')
  })

  test('knows the scenario, the datasets behind derived tables and the measures it uses', () => {
    const {
      usesScenario,
      reads,
      measures: used,
    } = checked('rate', {
      denominator: 'active-plans',
      numerator: 'sum(amount of ledger[financial_year = FY, reported(S)])',
    })
    assert.deepEqual(
      { usesScenario, reads, used },
      {
        usesScenario: true,
        reads: ['ledger'],
        used: ['active-plans'],
      },
    )
  })

  test('narrows its denominator: the shared conditions first, then its own', () => {
    const { numerator } = checked('percentage', {
      denominator: 'count(requests[received_date in P, request_source = family])',
      numerator: 'denominator[assessment_outcome_date <= received_date + standard]',
    })
    const rows = numerator?.kind === 'narrowed' ? numerator.aggregate.rows : undefined
    assert.deepEqual(
      [rows?.source, rows?.conditions.length, rows?.ownConditions],
      ['denominator', 3, 1],
    )
  })

  test('may have the rows of its denominator added up', () => {
    const { numerator } = checked('mean', {
      denominator: 'count(places[as_at in P, filled present])',
      numerator: 'sum(filled of denominator)',
    })
    assert.equal(numerator?.kind === 'aggregate' && numerator.rows.source, 'denominator')
  })

  test('that is a milestone is a yes or no', () => {
    const { value } = checked('milestone', { value: 'has milestones[achieved_date <= D]' })
    assert.equal(value?.type.is, 'yes-no')
  })

  test('reads an argument of a term where the term uses it, as the code it is there', () => {
    const { value } = checked('count', {
      value: 'count(responses[response_date in P, valid_on(info_understood)])',
    })
    const part = value?.kind === 'aggregate' ? value.rows.conditions[1] : undefined
    const [argument] = part?.kind === 'term' ? part.arguments : []
    assert.deepEqual([argument?.kind, argument?.type.is], ['literal', 'code'])
  })
})

describe('the formulas of the catalogue', () => {
  const written = [...measures.values()].flatMap((measure) => Object.values(measure.text))

  test('read, print and read again as the same text', () => {
    const printed = written.map((one) => print(one))
    assert.deepEqual(printed.map(print), printed)
  })

  test('check without a fault', () => {
    assert.equal(measures.size, 244)
  })
})

function print(written: string): string {
  const parsed = parseFormula({ text: written, place })
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  return printSyntax(parsed.value)
}

const REFERENCE = '../shared/reference/formulas.txt'

test(
  'the formulas of the reference check against the catalogue',
  { skip: !existsSync(REFERENCE) && `${REFERENCE} is not here` },
  () => {
    const { issues, formulas } = checkMeasures(referenceMeasures(), schema)
    assert.deepEqual(issues.map(formatIssue), [])
    assert.equal(formulas.size, 209)
  },
)

/** `TH 2.2/a | id | kind`, then its formulas and, in `with`, its parameters. */
function referenceMeasures(): MeasureText[] {
  const blocks = readFileSync(REFERENCE, 'utf8').split(/\n(?=\S)/)
  return blocks.flatMap((block) => {
    const [, id, kind] = /^[^|\n]+\| ([\w-]+) \| ([\w-]+)/.exec(block) ?? []
    if (id === undefined || kind === undefined) return []
    const found = [...measures.values()].find((measure) => measure.kind === kind)
    const lines = [...block.matchAll(/^ {2}(value|denominator|numerator): (.*)$/gm)]
    // The catalogue asks for absence up to the day of the figure, not for the whole academic year.
    const texts = Object.fromEntries(
      lines.map(([, key = '', one = '']) => [
        key,
        { text: one.replace('emotional_health(AY)', 'emotional_health(AY.start, D)'), place },
      ]),
    )
    const parameters = measures.get(id)?.parameters ?? []
    return found ? [{ id, kind: found.kind, texts, parameters, place }] : []
  })
}
