import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a folder of three files as a council would export them: one young person, one plan and
 * four reviews, of which those decided late were decided after 29, 43 and 60 days.
 */
export function writeSmallExtract(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const files = {
    'extract.yaml': ['authority: X00000999', 'extracted_on: 2024-06-30', 'holder: EHC team'],
    'persons.csv': ['person_id,birth_date,home_la', 'A1,2012-05-01,X00000999'],
    'plans.csv': ['plan_id,person_id,start_date,primary_need', 'p1,A1,2020-01-01,ASD'],
    'reviews.csv': [
      'review_id,plan_id,review_type,meeting_date,decision,decision_date',
      'r1,p1,annual,2024-01-02,M,2024-01-30',
      'r2,p1,early,2024-02-01,A,2024-03-01',
      'r3,p1,early,2024-03-01,M,2024-04-13',
      'r4,p1,early,2024-04-20,M,2024-06-19',
    ],
  }
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  }
}
