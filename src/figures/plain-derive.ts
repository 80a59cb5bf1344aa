import { keyText, type PlainRow, type PlainTables } from '../formula/index.ts'
import { makeCaseload } from './plain-caseload.ts'
import { makeReviewCycles } from './plain-cycles.ts'
import { makeDisputeCases, makeFamilies, makeResponses, makeVoices } from './plain-people.ts'
import { placementsWithSpells, plansWithSpells } from './plain-plans.ts'
import {
  auditedThing,
  fundingWithReplaced,
  ledgerWithStated,
  referenceWithSpells,
  resultsWithLowest,
  withLatest,
} from './plain-registers.ts'
import {
  censusWithSpells,
  involvementWithSpell,
  peopleById,
  referralWithSpells,
  requestWithSpell,
} from './plain-waits.ts'

/** Whose records they are, and up to which day a plan still held is cut into stretches. */
export type Deriving = { readonly authority: string; readonly calendarEnd: string }

/**
 * The 27 tables as supplied -> the same with their derived columns, and the six derived tables.
 * Worked out in plain code from `language.md` sections 5 and 6, so that the proof shares nothing
 * with the SQL that does the same.
 */
export function derivePlain(base: PlainTables, { authority, calendarEnd }: Deriving): PlainTables {
  const rows = (table: string): readonly PlainRow[] => base.get(table) ?? []
  const persons = rows('persons')
  const people = peopleById(persons)
  const plans = plansWithSpells(rows('plans'), persons, rows('placements'))
  const placements = placementsWithSpells(rows('placements'), plans, rows('settings'), authority)
  const responses = makeResponses(rows('survey_responses'))
  const derived: Readonly<Record<string, readonly PlainRow[]>> = {
    plans,
    placements,
    requests: rows('requests').map((row) => requestWithSpell(row, people)),
    referrals: rows('referrals').map((row) => referralWithSpells(row, people)),
    involvements: rows('involvements').map((row) => involvementWithSpell(row, people)),
    census: censusWithSpells(rows('census'), people),
    ...registers(rows),
    caseload: makeCaseload(plans, persons, placements, calendarEnd),
    review_cycles: makeReviewCycles(plans, rows('reviews')),
    dispute_cases: makeDisputeCases(rows('disputes')),
    responses,
    voices: makeVoices(responses, rows('engagement')),
    families: makeFamilies(persons),
  }
  return new Map([...base, ...Object.entries(derived)])
}

function registers(
  rows: (table: string) => readonly PlainRow[],
): Readonly<Record<string, readonly PlainRow[]>> {
  const of = (column: string) => (row: PlainRow) => keyText(row[column] ?? null)
  return {
    places: withLatest(rows('places'), of('block_id'), 'as_at'),
    audits: withLatest(rows('audits'), auditedThing, 'audit_date'),
    milestones: withLatest(rows('milestones'), of('kind'), 'achieved_date'),
    destinations: withLatest(rows('destinations'), () => 'extract', 'as_at'),
    results: resultsWithLowest(rows('results')),
    funding: fundingWithReplaced(rows('funding')),
    ledger: ledgerWithStated(rows('ledger')),
    reference: referenceWithSpells(rows('reference')),
  }
}
