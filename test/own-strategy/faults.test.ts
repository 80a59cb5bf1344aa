import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkPath } from '../../src/catalogue/index.ts'
import { formatIssue } from '../../src/core/index.ts'
import { newFolder, ROOT } from '../cli/sendboard.ts'

/*
 * The strategy of Hillside with a fault planted in it, and what is said of it: file, line, column and
 * what to do. One fault at a time, then all together.
 */
type Fault = {
  readonly what: string
  readonly file: string
  readonly sound: string
  readonly faulty: string
  readonly told: readonly string[]
  /** Keeps the rest of its file from being checked: told alone. */
  readonly alone?: true
}

const FAULTS: readonly Fault[] = [
  {
    what: 'a column that is not there',
    file: 'measures.yaml',
    sound: 'sum(filled of places',
    faulty: 'sum(filed of places',
    told: [
      'measures.yaml:122:20: error formula-unknown-name: places has no column `filed`. Did you mean `filled`?',
      'sum(filed of places[kind = sen_unit, status = open, latest(D), filled present])',
      '    ^^^^^',
      '  Write `filled`: the number of places filled.',
    ],
  },
  {
    what: 'a code that is not there',
    file: 'measures.yaml',
    sound: 'request_source = youth_justice]',
    faulty: 'request_source = youth_justise]',
    told: [
      'measures.yaml:97:64: error formula-unknown-code: request_source is never `youth_justise`; it is family, education_setting, health, social_care, other or youth_justice',
      'count(requests[received_date in P, request_source = youth_justise])',
      '                                                    ^^^^^^^^^^^^^',
      '  Write `youth_justice`: youth justice service.',
    ],
  },
  {
    what: 'a term that is not there',
    file: 'measures.yaml',
    sound: 'ready_for_transfer(P)',
    faulty: 'redy_for_transfer(P)',
    told: [
      'measures.yaml:38:28: error formula-unknown-name: reviews has no term `redy_for_transfer(…)`. Did you mean `ready_for_transfer`?',
      'denominator[redy_for_transfer(P)]',
      '            ^^^^^^^^^^^^^^^^^',
      '  Write `ready_for_transfer(P)`.',
    ],
  },
  {
    what: 'a number of one unit compared with another',
    file: 'measures.yaml',
    sound: 'with: { limit: 18 weeks }',
    faulty: 'with: { limit: 18 people }',
    told: [
      'measures.yaml:25:28: error formula-number-to-date: `referral_date + limit` adds a number to a date, without saying of what',
      'denominator[referral_date + limit < D]',
      '            ^^^^^^^^^^^^^^^^^^^^^',
      '  Give `limit` a unit, such as `limit: 20 weeks`.',
      'strategy.yaml:34:24: error catalogue-parameter: limit of hillside-waiting-longer-than-limit is in people, such as 18 people',
      '        with: { limit: 26 weeks }',
      '                       ^^^^^^^^',
      '  Write `26 people`.',
    ],
  },
  {
    what: 'a figure shown in another unit than its formula has',
    file: 'measures.yaml',
    sound: 'unit: weeks',
    faulty: 'unit: days',
    told: [
      'measures.yaml:6:11: error catalogue-unit: the formula comes to weeks, not to days',
      '    unit: days',
      '          ^^^^',
      '  Write `unit: weeks`.',
    ],
  },
  {
    what: 'a breakdown that is not there',
    file: 'measures.yaml',
    sound: 'breakdowns: [plan_status]',
    faulty: 'breakdowns: [plan_state]',
    told: [
      'measures.yaml:73:18: error catalogue-breakdown: survey_responses has no plan_state and no link to one',
      '    breakdowns: [plan_state]',
      '                 ^^^^^^^^^^',
      '  Write `plan_status`, or leave it out.',
    ],
  },
  {
    what: 'a strategy that is not there, in a measure about its KPIs',
    file: 'measures.yaml',
    sound: "framework = 'hillside-2026'",
    faulty: "framework = 'hilside-2026'",
    told: [
      'measures.yaml:144:41: error formula-unknown-code: framework is never `hilside-2026`; it is kingston-2021, tower-hamlets-2018 or hillside-2026',
      "count(kpis[framework = 'hilside-2026', role = headline, judged_on = D, judged])",
      '                       ^^^^^^^^^^^^^^',
      '  Write `hillside-2026`.',
    ],
  },
  {
    alone: true,
    what: 'a key that is misspelt',
    file: 'tables/attendance.yaml',
    sound: 'period_column: month_end',
    faulty: 'period_colum: month_end',
    told: [
      'measures.yaml:84:43: error formula-unknown-table: the table attendance has a fault of its own',
      'sum(sessions_possible of attendance[month_end in P])',
      '                         ^^^^^^^^^^',
      '  Mend tables/attendance.yaml first.',
      'measures.yaml:85:16: error formula-needs-faulty: this rests on a denominator that has a fault',
      'sum(sessions_attended of denominator)',
      '^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  Mend the denominator first.',
      'tables/attendance.yaml:9:1: error catalogue-unknown-key: `period_colum` is not a key here. Did you mean `period_column`?',
      'period_colum: month_end',
      '^^^^^^^^^^^^',
      '  Write `period_column`.',
    ],
  },
  {
    what: 'a link to a table that is not there',
    file: 'tables/attendance.yaml',
    sound: '{ to: plans, column: plan_id }',
    faulty: '{ to: plan, column: plan_id }',
    told: [
      'tables/attendance.yaml:33:15: error catalogue-unknown-table: there is no table plan',
      '  plan: { to: plan, column: plan_id }',
      '              ^^^^',
      '  Write `plans`.',
    ],
  },
  {
    what: 'a code that is there already',
    file: 'tables/requests.yaml',
    sound: 'youth_justice: youth justice service',
    faulty: 'health: the health service\n    youth_justice: youth justice service',
    told: [
      'tables/requests.yaml:5:5: error catalogue-twice: requests.request_source has a code health already',
      '    health: the health service',
      '    ^^^^^^',
      '  Leave it out, or write another code.',
    ],
  },
  {
    alone: true,
    what: 'an owner that is not in a list',
    file: 'strategy.yaml',
    sound: 'owners: [Local Offer Officer]',
    faulty: 'owners: Local Offer Officer',
    told: [
      'strategy.yaml:143:13: error catalogue-wrong-value: `owners` must be a list',
      '    owners: Local Offer Officer',
      '            ^^^^^^^^^^^^^^^^^^^',
      '  Write `[Local Offer Officer]`.',
    ],
  },
  {
    what: 'two rows of one reference',
    file: 'strategy.yaml',
    sound: "ref: '9'",
    faulty: "ref: '8'",
    told: [
      'strategy.yaml:141:10: error catalogue-twice: there is a row 8 already',
      "  - ref: '8'",
      '         ^^^',
      '  Give each its own.',
    ],
  },
  {
    what: 'a measure that is not there',
    file: 'strategy.yaml',
    sound: 'measure: hillside-unit-occupancy',
    faulty: 'measure: hillside-units-occupancy',
    told: [
      'strategy.yaml:134:18: error catalogue-unknown-measure: there is no measure hillside-units-occupancy',
      '        measure: hillside-units-occupancy',
      '                 ^^^^^^^^^^^^^^^^^^^^^^^^',
      '  Write `hillside-unit-occupancy`.',
    ],
  },
  {
    what: 'a day that is not in the calendar',
    file: 'strategy.yaml',
    sound: "date: '2028-12-31'",
    faulty: "date: '2028-12-32'",
    told: [
      'strategy.yaml:67:49: error catalogue-date: 2028-12-32 is not a day of the calendar',
      "          - { comparator: gte, value: 90, date: '2028-12-32', words: 90% by the end of 2028 }",
      '                                                ^^^^^^^^^^^^',
      '  Write year, month and day, such as 2026-03-31.',
    ],
  },
  {
    what: 'a target beyond the scale of a score',
    file: 'strategy.yaml',
    sound: 'value: 4, date',
    faulty: 'value: 40, date',
    told: [
      'strategy.yaml:87:39: error catalogue-target: the figure is never 40: it goes from 1 to 5',
      "          - { comparator: gte, value: 40, date: '2028-08-31', words: 4 out of 5 }",
      '                                      ^^',
      '  Write a number on that scale.',
    ],
  },
  {
    what: 'a target of more than all',
    file: 'strategy.yaml',
    sound: 'value: 100, words: Every plan',
    faulty: 'value: 1000, words: Every plan',
    told: [
      'strategy.yaml:53:38: error catalogue-target: the figure is never 1000: it goes from 0 to 100',
      '          - { comparator: eq, value: 1000, words: Every plan }',
      '                                     ^^^^',
      '  Write a number on that scale.',
    ],
  },
  {
    what: 'a range turned round',
    file: 'strategy.yaml',
    sound: 'value: 85, upper: 95',
    faulty: 'value: 95, upper: 85',
    told: [
      'strategy.yaml:139:53: error catalogue-target: a range from 95 to 85 holds nothing',
      '          - { comparator: within, value: 95, upper: 85, words: Between 85% and 95% }',
      '                                                    ^^',
      '  Write the lower number in `value`.',
    ],
  },
  {
    what: 'a polarity that does not say where',
    file: 'strategy.yaml',
    sound: '{ comparator: within, value: 47.5, upper: 52.5, words: About half }',
    faulty: '{ comparator: gte, value: 47.5, words: About half }',
    told: [
      'strategy.yaml:124:9: error catalogue-target: `close-to-value` needs a target that says where',
      '        polarity: close-to-value',
      '        ^^^^^^^^',
      '  Add a target such as `{ comparator: within, value: 85, upper: 95, words: … }`.',
    ],
  },
  {
    what: 'a milestone with a number to reach',
    file: 'strategy.yaml',
    sound: '{ comparator: achieved,',
    faulty: '{ comparator: gte, value: 1,',
    told: [
      'strategy.yaml:151:27: error catalogue-target: hillside-local-offer-relaunched is a milestone, which is reached or not',
      "          - { comparator: gte, value: 1, date: '2026-09-30', words: By September 2026 }",
      '                          ^^^',
      '  Write `achieved`.',
    ],
  },
  {
    what: 'something published that is neither a figure nor words',
    file: 'strategy.yaml',
    sound: '{ period: 2024-25, words: Off track, source',
    faulty: '{ period: 2024-25, source',
    told: [
      'strategy.yaml:29:13: error catalogue-target: what was published is neither a figure nor words',
      '          - { period: 2024-25, source: Annual report 2025 }',
      '            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  Add `value: …`, or `words: …` such as On track.',
    ],
  },
  {
    what: 'a limit in another unit than the measure’s',
    file: 'strategy.yaml',
    sound: 'with: { limit: 26 weeks }',
    faulty: 'with: { limit: 6 months }',
    told: [
      'strategy.yaml:34:24: error catalogue-parameter: limit of hillside-waiting-longer-than-limit is in weeks, such as 18 weeks',
      '        with: { limit: 6 months }',
      '                       ^^^^^^^^',
      '  Write `6 weeks`.',
    ],
  },
  {
    alone: true,
    what: 'a way to compare that is not there',
    file: 'strategy.yaml',
    sound: 'comparator: increase',
    faulty: 'comparator: increases',
    told: [
      'strategy.yaml:99:27: error catalogue-wrong-value: `comparator` must be one of gte, gt, lte, lt, eq, within, increase, decrease, above-benchmark, at-or-above-benchmark, below-benchmark, achieved, none, unknown',
      '          - { comparator: increases, words: Better than the same month last year }',
      '                          ^^^^^^^^^',
      '  Write `increase`.',
    ],
  },
]

const SOUND = join(ROOT, 'examples/own-strategy')
const OWN = ['measures.yaml', 'strategy.yaml', 'tables']

/** What `check` prints of a copy with some faults in it, files named from the copy on. */
async function linesOf(faults: readonly Fault[]): Promise<readonly string[]> {
  const folder = join(newFolder(), 'hillside')
  mkdirSync(folder)
  for (const name of OWN) cpSync(join(SOUND, name), join(folder, name), { recursive: true })
  for (const { file, sound, faulty } of faults) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    assert.ok(text.includes(sound), `${file} does not have ${sound}`)
    writeFileSync(path, text.replace(sound, faulty))
  }
  const issues = await checkPath(folder)
  return issues.flatMap((issue) => formatIssue(issue).replaceAll(`${folder}/`, '').split('\n'))
}

describe('a copy of the strategy of Hillside', () => {
  test('is as sound as the strategy', async () => {
    assert.deepEqual(await linesOf([]), [])
  })

  for (const fault of FAULTS) {
    test(`with ${fault.what} is told so`, async () => {
      assert.deepEqual(await linesOf([fault]), fault.told)
    })
  }

  test('with all of them at once is told of every one', async () => {
    const together = FAULTS.filter(({ alone }) => !alone)
    const told = (await linesOf(together)).map(headOf)
    const wanted = together.flatMap((fault) => fault.told.filter(isHead).map(headOf))
    assert.ok(together.length >= 18)
    assert.deepEqual(
      wanted.filter((head) => !told.includes(head)),
      [],
    )
  })
})

function isHead(line: string): boolean {
  return line.includes(': error ')
}

/** `strategy.yaml:29:13: error catalogue-target`. */
function headOf(line: string): string {
  return line.split(': ').slice(0, 2).join(': ')
}
