import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sen2Return } from '../../src/records/test-folder.ts'

const UPN = 'F999200013001'

/**
 * Writes two extracts of one authority, one month apart, into `FOLDER/first` and `FOLDER/second`. The
 * second changes, adds and leaves out rows in every way that a table can be loaded, joins two numbers
 * of one person, and brings a return.
 */
export function writeTwoExtracts(folder: string): {
  readonly first: string
  readonly second: string
} {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  write(first, '2024-03-31', {
    'persons.csv': ['person_id,birth_date,home_la', ...numbers(300).map(person)],
    'plans.csv': [PLANS, ...numbers(200).map((at) => `p${at},c${at},2019-10-19,ASD,,`)],
    'reviews.csv': [REVIEWS, ...numbers(400).map(review)],
    'charter.csv': ['organisation_id,name,sector,in_scope_from', 'o1,One,school,2020-01-01'],
    'savings.csv': [SAVINGS, ...numbers(60).map((at) => saving(at, '2023-24', '25'))],
  })
  write(second, '2024-04-30', {
    'persons.csv': [
      'person_id,upn,birth_date,home_la',
      `c7,${UPN},2010-05-07,X00000999`,
      ...numbers(400)
        .slice(100)
        .map((at) => person(at).replace(',', ',,')),
    ],
    'plans.csv': [
      PLANS,
      ...numbers(200).map((at) => `p${at},c${at},2019-10-19,SEMH,2024-04-01,1`),
      ...numbers(260)
        .slice(200)
        .map((at) => `p${at},c${at},2023-10-19,ASD,,`),
    ],
    'charter.csv': ['organisation_id,name,sector,in_scope_from', 'o2,Two,school,2020-01-01'],
    'savings.csv': [SAVINGS, ...numbers(40).map((at) => saving(at, '2023-24', '75'))],
    'sen2.xml': [
      sen2Return(2024, '2024-01-18', [
        { upn: UPN, birth: '2010-05-07', start: '2019-10-19' },
        { birth: '2011-05-07', start: '2021-10-19' },
      ]),
    ],
  })
  return { first, second }
}

const PLANS = 'plan_id,person_id,start_date,primary_need,cease_date,cease_reason'
const REVIEWS = 'review_id,plan_id,review_type,meeting_date,decision,decision_date'
const SAVINGS = 'saving_id,financial_year,kind,segment,lever,block,planned,achieved,confirmed'

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => String(at))
}

function person(at: string): string {
  return `c${at},2010-05-${String((Number(at) % 28) + 1).padStart(2, '0')},X00000999`
}

function saving(at: string, year: string, pence: string): string {
  return `s${at},${year},saving,under_16,placement_cost,high_needs,${at}.${pence},,N`
}

function review(at: string): string {
  return `r${at},p${String(Number(at) % 200)},annual,2024-02-01,M,2024-03-01`
}

function write(
  folder: string,
  day: string,
  files: Readonly<Record<string, readonly string[]>>,
): void {
  mkdirSync(folder, { recursive: true })
  const note = ['authority: X00000999', `extracted_on: ${day}`]
  for (const [name, lines] of Object.entries({ 'extract.yaml': note, ...files }))
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
}
