import type { Issue } from '../core/index.ts'
import { faultAt, type Given, givenNumbers, plain, type Row } from './sense.ts'
import { percentagesIn, saysOtherwise } from './sense-unit.ts'

/** How many times a target may be the baseline, or the baseline the target, before it is doubted. */
const DOUBTED = 20
/** A rate over residents or pupils moves slowly: 3.99 does not become 30.8. */
const RATE_DOUBTED = 5
/** Pounds beside thousands of pounds. */
const MONEY_WRONG = 100

/** A number on another scale than the figure: a proportion for a percentage, another figure's size. */
export function scaleIssues(row: Row): Issue[] {
  return givenNumbers(row).flatMap((given) => {
    const fault = asProportion(given, row) ?? asOtherSize(given, row) ?? asOtherWords(given, row)
    return fault ? [faultAt(row, [...given.path, 'value'], fault)] : []
  })
}

type ScaleFault = Parameters<typeof faultAt>[2]

/** 0.9 where 90 is meant. */
function asProportion(given: Given, row: Row): ScaleFault | undefined {
  const { value, name } = given
  if (row.measure.unit !== 'percent' || value === null || value <= 0 || value > 1) return undefined
  const hundredfold = Number((value * 100).toFixed(6))
  const said = percentagesIn(given.words)
  const certain = said.includes(hundredfold) && !said.includes(value)
  if (!certain && !looksLikeProportion(value, given, row)) return undefined
  const message = `${name} is ${plain(value)}, and ${row.measure.id} is a percentage, from 0 to 100`
  const fix = `Write \`value: ${plain(hundredfold)}\` if ${plain(hundredfold)}% is meant.`
  return { code: 'strategy-scale', severity: 'error', message, fix }
}

function looksLikeProportion(value: number, given: Given, { polarity, baseline }: Row): boolean {
  if (value === 1 || given.words.includes(`${plain(value)}%`)) return false
  if (given.name !== 'the target') return false
  if (polarity === 'higher-better') return true
  return baseline !== null && baseline >= 10
}

/** 30.8 beside 3.99 for a share of residents; pounds beside thousands. */
function asOtherSize({ value, name }: Given, row: Row): ScaleFault | undefined {
  const { baseline, measure } = row
  if (name === 'the baseline' || !value || !baseline) return undefined
  const times = timesApart(value, baseline)
  const severity = severityOf(times, measure)
  if (!severity) return undefined
  const message = `${name} is ${plain(value)} beside a baseline of ${plain(baseline)}: ${String(Math.round(times))} times apart, as if it were another figure's`
  const fix = `Check that both are of ${measure.id} and in ${measure.unit}; if they are, add \`accepted: [{ check: strategy-scale, why: … }]\`.`
  return { code: 'strategy-scale', severity, message, fix }
}

function timesApart(value: number, baseline: number): number {
  const [one, other] = [Math.abs(value), Math.abs(baseline)]
  return Math.max(one, other) / Math.min(one, other)
}

function severityOf(
  times: number,
  { kind, unit }: Row['measure'],
): ScaleFault['severity'] | undefined {
  if (unit.startsWith('GBP')) return times >= MONEY_WRONG ? 'error' : undefined
  if (kind === 'rate') return times >= RATE_DOUBTED ? 'error' : undefined
  return times >= DOUBTED ? 'warning' : undefined
}

function asOtherWords(given: Given, row: Row): ScaleFault | undefined {
  const said = row.measure.unit === 'percent' ? saysOtherwise(given) : undefined
  if (said === undefined) return undefined
  const message = `${given.name} is ${plain(given.value ?? 0)}, and its words say ${said}`
  const fix = 'Write the number of the words, or say in `accepted` why it differs.'
  return { code: 'strategy-words', severity: 'warning', message, fix }
}
