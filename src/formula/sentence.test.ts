import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCatalogue } from '../catalogue/index.ts'
import { formatIssue } from '../core/index.ts'
import { checkMeasures, describeMeasure, type MeasureText } from './index.ts'

const { measures, schema } = await readCatalogue()
const nameOf = (id: string): string => measures.get(id)?.name ?? id

function sentenceOf(id: string): string {
  const measure = measures.get(id)
  if (!measure) throw new Error(`the catalogue has no ${id}`)
  return describeMeasure(measure, schema, { nameOf })
}

/** Read aloud and found to say what the formula says. */
const SENTENCES: readonly (readonly [string, string])[] = [
  [
    'new-plans-within-20-weeks',
    'Of the requests with no exception to the 20-week limit (or not recorded), where the assessment led to a plan, and the final plan was issued, or the family told of a refusal, in the period, the percentage where the final plan was issued, or the family told of a refusal, within 20 weeks of the day the request was received.',
  ],
  [
    'decisions-to-assess-within-6-weeks',
    'Of the requests with no exception to the 6-week limit (or not recorded), where the outcome was to assess or not to assess and the family was told whether there would be an assessment in the period, the percentage where the family was told whether there would be an assessment within 6 weeks of the day the request was received.',
  ],
  [
    'requests-declined',
    'Of the requests where the outcome was to assess or not to assess and the family was told whether there would be an assessment in the period, the percentage where the outcome was not to assess.',
  ],
  [
    'health-advice-within-6-weeks',
    'Of the pieces of advice for an education, health and care needs assessment, from health, with no exception to the six weeks (or not recorded), where the request for advice was not cancelled (or not recorded) and the day 6 weeks after the body was asked falls in the period, the percentage that arrived within 6 weeks of the day the body was asked.',
  ],
  [
    'health-advice-good',
    'Of the audit judgements on “overall quality”, not judged “not applicable”, where the piece of advice is from health, the piece of advice is for an education, health and care needs assessment and the audit was in the period, the percentage judged “outstanding” or “good”.',
  ],
  [
    'review-contributions-circulated-two-weeks-before',
    'Of the pieces of advice for an annual review, where the request for advice was not cancelled (or not recorded) and the review meeting was in the period, the percentage sent to everyone invited at least 2 weeks before the review meeting.',
  ],
  [
    'review-decisions-within-4-weeks',
    'Of the reviews where the family was told the decision in the period, the percentage where the family was told the decision within 4 weeks of the review meeting.',
  ],
  [
    'reviews-undecided-after-4-weeks',
    'The number of reviews held but not yet decided on the date, where the review meeting was more than 4 weeks before the date and the plan is in force on the date.',
  ],
  [
    'reviews-held-within-12-months',
    'Of the review cycles where the review is due in the period and the plan is in force on the day the review is due, the percentage where the review meeting was on or before the day the review is due.',
  ],
  ['active-plans', 'The number of people with plans in force on the date.'],
  [
    'change-in-active-plans-over-a-year',
    'The change from “Active education, health and care plans” on the day 12 months before the date to “Active education, health and care plans”, as a percentage of the former.',
  ],
  [
    'projected-plans',
    'The value of the reference figure for the projected number of plans, for this authority, in the scenario chosen, published on the date, where the day that the figure describes is the first census day after the date.',
  ],
  [
    'new-plans',
    'The number of plans first made in the period, neither transferred in nor resumed.',
  ],
  [
    'plans-ceased',
    'The number of plans no longer held here from a day in the period, not ended by a transfer to another authority, with no resumption resumed in the period.',
  ],
  [
    'plans-resumed',
    'The number of plans resumed in the period, where the plan ceased before the start of the period.',
  ],
  [
    'plans-transferred-in',
    'The number of plans transferred in during the period, where the earlier spell of a resumed plan is not recorded.',
  ],
  [
    'early-years-therapy-within-standard',
    'Of the referrals for occupational therapy, physiotherapy or speech and language therapy, accepted (or not recorded), where the age on the day of the referral is under 5 and treatment began in the period, the percentage where treatment began within 18 weeks of the referral.',
  ],
  [
    'early-years-therapy-median-wait',
    'The middle value (median) of the number of weeks from the referral to the day treatment began across referrals for occupational therapy, physiotherapy or speech and language therapy, accepted (or not recorded), where the age on the day of the referral is under 5 and treatment began in the period.',
  ],
  [
    'mean-wait-for-autism-assessment',
    'The average number of weeks from the referral to the first contact across referrals for neurodevelopmental assessment, for autism or autism and attention deficit hyperactivity disorder, accepted (or not recorded), where the first contact was in the period.',
  ],
  [
    'waiting-beyond-3-months-for-diagnosis',
    'The number of people with referrals for neurodevelopmental assessment, waiting for a first contact on the date, where the referral was more than 3 months before the date.',
  ],
  [
    'late-identification-at-secondary',
    'Of the people with plans in force on the date, where the year group is 7 or 8, the percentage where the person has no plan made before the 1 September on which Year 7 begins that had not ceased on or before the 1 September on which Year 5 begins (or not recorded).',
  ],
  [
    'post-16-on-vocational-pathways',
    'Of the people with plans in force on the date, past Year 11, the percentage where either the plan has a placement in force on the date with some work-based learning, or the person has a monthly activity in the latest extract on the date recorded as an apprenticeship, traineeship or supported internship.',
  ],
  [
    'plans-with-direct-payment',
    'The number of people with plans in force on the date, where the plan has a personal budget on the date and the plan has some direct payment.',
  ],
  [
    'resourced-provision-vacancy-rate',
    'Of the total number of places across blocks of places in resourced provision, for people up to Year 11, open, being the latest count of the block on the date, where the number of places filled is recorded, the percentage made up by the number of places less the number of places filled (never less than 0).',
  ],
  [
    'new-specialist-places-filled',
    'The total of the smaller of the number of places filled and the number of places across blocks of places in a special school, resourced provision or a special educational needs unit, for people up to Year 11, new, open, that opened in the academic year, being the latest count of the block on the date.',
  ],
  [
    'placement-cost-under-16',
    'The total amount across ledger lines paid for placements from the high needs block, for the financial year, as reported by the date (for the year itself in the scenario chosen, for earlier years as actually spent), for children up to Year 11, spent on an education placement; divided by the number of full-year equivalents (half a year counts as a half) of plans up to Year 11, placed in an education placement.',
  ],
  [
    'suspension-rate-with-plan',
    'The number of exclusions of the kind “suspension (formerly fixed-term or lunchtime exclusion)”, that began in the period, not overturned, of pupils with an education, health and care plan; for every 100 people with census records in January, with an education, health and care plan, where the census day falls in the academic year.',
  ],
  [
    'progress-to-fe-places',
    '“Further education college places” less 250; as a percentage of 330 less 250.',
  ],
  [
    'send-board-established',
    'Whether there is a milestone of the kind “the special educational needs and disability Board set up” achieved by the date with the content that the strategy asks for.',
  ],
  [
    'level-2-by-19-with-plan',
    'Of the results in “Level 2 by age 19”, for the academic year, of pupils with an education, health and care plan, the percentage achieved (each result counts as 1 where achieved and 0 where not).',
  ],
  [
    'parents-information-helps-assessment-and-planning',
    'Of the survey responses from a parent or carer, with an answer that counts to “Information, support and advice helped with taking part in the assessment”, with an answer that counts to “Information, support and advice helped with taking part in planning the provision”, where the response was in the period, the percentage with a favourable answer to “Information, support and advice helped with taking part in the assessment” and with a favourable answer to “Information, support and advice helped with taking part in planning the provision”.',
  ],
  [
    'parents-heard',
    'The number of different people heard among voices of a parent or carer, heard in the period.',
  ],
  [
    'under-represented-parents-heard',
    'The number of different people heard among voices of a parent or carer, heard in the period, of an under-represented group.',
  ],
  [
    'supported-families-at-childrens-centre',
    "Of the families with an involvement in the service “children's social care” running at some time in the period, with a person living at the end of the period where the age at the end of the period is under 5, the percentage with an involvement in the service “children's centre” running at some time in the period.",
  ],
  [
    'disputes-settled-at-mediation',
    'Of the dispute cases where the last step was closed in the period, the percentage agreed at mediation, where there was no appeal.',
  ],
  [
    'dsg-in-year-balance',
    "The total amount across funding lines of the kind “Dedicated Schools Grant allocation” or “transfer between blocks”, for the financial year, confirmed and not replaced, less the total amount across ledger lines not in the council's General Fund, for the financial year, as reported by the date (for the year itself in the scenario chosen, for earlier years as actually spent).",
  ],
  [
    'high-needs-in-year-balance',
    '“High needs Dedicated Schools Grant allocation” plus “Block transfers into high needs” less “High needs spend”.',
  ],
]

describe('a measure of the catalogue in English', () => {
  for (const [id, sentence] of SENTENCES) {
    test(id, () => {
      assert.equal(sentenceOf(id), sentence)
    })
  }
})

describe('every measure of the catalogue', () => {
  const sentences = [...measures.keys()].map((id) => sentenceOf(id))

  test('has a sentence of its own', () => {
    assert.equal(new Set(sentences).size, measures.size)
  })

  test('has one without signs of the language', () => {
    assert.deepEqual(
      sentences.filter((sentence) => /[_[\]{}<>=*]|\b(undefined|null|false|true)\b/.test(sentence)),
      [],
    )
  })

  test('has one that begins with a capital or a name and ends with a full stop', () => {
    assert.deepEqual(
      sentences.filter((sentence) => !/^[“A-Z].*[^.]\.$/.test(sentence)),
      [],
    )
  })

  test('has one without abbreviations', () => {
    assert.deepEqual(
      sentences.filter((sentence) =>
        /\b(EHC|EHCP|SEN|SEND|CAMHS|DSG|NEET|ADHD|ASQ)\b/.test(sentence),
      ),
      [],
    )
  })
})

/** The sentence of a formula that is written here. */
function said(kind: MeasureText['kind'], period: 'month' | 'point', ...written: string[]): string {
  const place = { file: 'here' }
  const [first, second] = written.map((text) => ({ text, place }))
  const texts: MeasureText['texts'] = {
    ...(first && (second ? { denominator: first } : { value: first })),
    ...(second && { numerator: second }),
  }
  const { formulas, issues } = checkMeasures(
    [{ id: 'one-formula', kind, period, texts, parameters: [], place }],
    schema,
  )
  const formula = formulas.get('one-formula')
  if (!formula) throw new Error(issues.map(formatIssue).join('\n'))
  return describeMeasure({ formula }, schema)
}

describe('a construct in English', () => {
  test('a code that must not be says whether an empty one passes', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P, primary_need <> ASD])'),
      'The number of plans first made in the period, not with the primary need “autistic spectrum disorder” (or not recorded).',
    )
  })
  test('a list with empty says so', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P, primary_need in (ASD, SEMH, empty)])'),
      'The number of plans first made in the period, with the primary need “autistic spectrum disorder” or “social, emotional and mental health” (or not recorded).',
    )
  })
  test('a list that must not be', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P, primary_need not in (ASD, SEMH)])'),
      'The number of plans first made in the period, not with the primary need “autistic spectrum disorder” or “social, emotional and mental health” (or not recorded).',
    )
  })
  test('the opposite of a date test', () => {
    assert.equal(
      said('count', 'point', 'count(plans[active(D), not start_date <= D - 12 months])'),
      'The number of plans in force on the date, not first made at least 12 months before the date.',
    )
  })
  test('a date that is not there', () => {
    assert.equal(
      said('count', 'month', 'count(reviews[meeting_date in P, decision_date empty])'),
      'The number of reviews where the review meeting was in the period and the day the family was told the decision is not recorded.',
    )
  })
  test('a date that is there', () => {
    assert.equal(
      said('count', 'month', 'count(reviews[meeting_date in P, decision_date present])'),
      'The number of reviews where the review meeting was in the period and the day the family was told the decision is recorded.',
    )
  })
  test('a fixed day', () => {
    assert.equal(
      said('count', 'point', 'count(plans[active(D), start_date >= 2018-01-01])'),
      'The number of plans in force on the date, first made on or after 1 January 2018.',
    )
  })
  test('a range of days', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P.start to P.end])'),
      'The number of plans first made from the start of the period to the end of the period.',
    )
  })
  test('one condition or another', () => {
    assert.equal(
      said(
        'count',
        'month',
        'count(plans[start_date in P, primary_need = ASD or primary_need = SEMH])',
      ),
      'The number of plans first made in the period, with the primary need “autistic spectrum disorder” or with the primary need “social, emotional and mental health”.',
    )
  })
  test('the opposite of one or another', () => {
    assert.equal(
      said(
        'count',
        'month',
        'count(plans[start_date in P, not (primary_need = ASD or cease_date present)])',
      ),
      'The number of plans first made in the period, where it does not have the primary need “autistic spectrum disorder” (or not recorded) and the day the plan ceased is not recorded.',
    )
  })
  test('rows that are asked about', () => {
    assert.equal(
      said(
        'count',
        'month',
        'count(plans[start_date in P, has reviews[decision = A, meeting_date in P]])',
      ),
      'The number of plans first made in the period, with a review where the decision was to amend the plan and the review meeting was in the period.',
    )
  })
  test('rows that must not be there', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P, has no reviews])'),
      'The number of plans first made in the period, with no review.',
    )
  })
  test('a number of rows in a condition', () => {
    assert.equal(
      said('count', 'month', 'count(plans[start_date in P, count(reviews[decision = A]) >= 2])'),
      'The number of plans first made in the period, where the number of reviews where the decision was to amend the plan is at least 2.',
    )
  })
  test('the newest value', () => {
    assert.equal(
      said(
        'count',
        'point',
        'count(plans[active(D), max(meeting_date of reviews) < D - 12 months])',
      ),
      'The number of plans in force on the date, where the latest day of the review meeting across reviews is more than 12 months before the date.',
    )
  })
  test('the row that a question is asked of', () => {
    assert.equal(
      said(
        'count',
        'month',
        'count(involvements[end_date in P, has person.involvements[start_date > this.end_date]])',
      ),
      'The number of involvements that ended in the period, where the person has an involvement that began after the day the one asked about ended.',
    )
  })
  test('a function', () => {
    assert.equal(
      said('sum', 'point', 'sum(greatest(places, filled) of places[latest(D)])'),
      'The total of the larger of the number of places and the number of places filled across blocks of places being the latest count of the block on the date.',
    )
  })
  test('a month', () => {
    assert.equal(
      said('count', 'month', 'count(census[census_date in P, month(census_date) = 1])'),
      'The number of census records where the census day falls in the period and the month of the census day is 1.',
    )
  })
  test('a length of time in days', () => {
    assert.equal(
      said(
        'median',
        'month',
        'median(days from meeting_date to decision_date of reviews[decision_date in P])',
      ),
      'The middle value (median) of the number of days from the review meeting to the day the family was told the decision across reviews where the family was told the decision in the period.',
    )
  })
  test('a multiplication and a minus', () => {
    assert.equal(
      said('difference', 'point', '-2 * persons(caseload[active(D)])'),
      'Minus 2 times the number of people with plans in force on the date.',
    )
  })
  test('the smallest and the largest', () => {
    assert.equal(
      said(
        'difference',
        'point',
        'max(places of places[latest(D)]) - min(places of places[latest(D)])',
      ),
      'The largest number of places across blocks of places being the latest count of the block on the date less the smallest number of places across blocks of places being the latest count of the block on the date.',
    )
  })
  test('text in quotes', () => {
    assert.equal(
      said('count', 'point', "count(settings[la_code = 'E09000021'])"),
      'The number of settings where the authority in whose area it stands is E09000021.',
    )
  })
  test('a year', () => {
    assert.equal(
      said('sum', 'point', 'sum(amount of ledger[financial_year = 2021-22, stated(D)])'),
      'The total amount across ledger lines for the financial year 2021-22, stated on the date.',
    )
  })
  test('a percentage with two conditions', () => {
    assert.equal(
      said(
        'percentage',
        'month',
        'count(requests[received_date in P])',
        'denominator[assessment_outcome = Y, request_source = family]',
      ),
      'Of the requests received in the period, the percentage from a parent or young person, where the assessment led to a plan.',
    )
  })
  test('rows along a link', () => {
    assert.equal(
      said(
        'count',
        'month',
        'count(reviews[meeting_date in P, plan.primary_need = ASD, not plan.active(D)])',
      ),
      'The number of reviews where the review meeting was in the period, the plan has the primary need “autistic spectrum disorder” and the plan is not in force at the end of the period.',
    )
  })
})
