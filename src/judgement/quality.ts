/** What a data-quality mark is made of. Shares are from 0 to 1. */
export type QualityInput = {
  /** Days since the oldest of the tables that the figure reads was last imported; null where never. */
  readonly ageDays: number | null
  /** How often an import is due, in days; null where once is enough. */
  readonly dueDays: number | null
  /** Cells that the formula reads, that their table says must be filled, and that are empty. */
  readonly missing: { readonly cells: number; readonly rows: number }
  /** Rows that an import questioned for any other reason. */
  readonly queried: { readonly cells: number; readonly rows: number }
  /** Whether the proof agreed on these very records and definitions. */
  readonly proof: 'agrees' | 'differs' | 'not-proved'
  readonly identities: { readonly tried: number; readonly broken: number }
  /** What the figure counts out of; null where it rests on no number of cases. */
  readonly cases: number | null
  readonly version: number
  readonly provisional: boolean
  readonly ambiguous: boolean
}

/** One part of the mark: what was found, and the points that it takes. */
export type QualityPart = { readonly name: string; readonly found: string; readonly points: number }

export type QualityMark = {
  /** From 0 to 100. */
  readonly mark: number
  readonly level: 'good' | 'fair' | 'weak'
  readonly parts: readonly QualityPart[]
}

const GOOD = 80
const FAIR = 60

/**
 * How far a figure can be believed: 100 less the points of each part. 80 and more is good, 60 and more
 * fair, else weak; a figure whose proof differs is always weak.
 */
export function qualityMark(input: QualityInput): QualityMark {
  const parts = [
    agePart(input),
    missingPart(input),
    queriedPart(input),
    proofPart(input),
    identitiesPart(input),
    casesPart(input),
    definitionPart(input),
  ]
  const mark = Math.max(
    0,
    parts.reduce((left, { points }) => left - points, 100),
  )
  const level = mark >= GOOD ? 'good' : mark >= FAIR ? 'fair' : 'weak'
  return { mark, level: input.proof === 'differs' ? 'weak' : level, parts }
}

/** 10 points once an import is late, 25 once the next one is late too. */
function agePart({ ageDays, dueDays }: QualityInput): QualityPart {
  const name = 'Age of the import'
  if (ageDays === null) return { name, found: 'a table was never imported', points: 25 }
  const age = `${String(ageDays)} ${ageDays === 1 ? 'day' : 'days'}`
  if (dueDays === null) return { name, found: `${age}; due once`, points: 0 }
  const points = ageDays <= dueDays ? 0 : ageDays <= 2 * dueDays ? 10 : 25
  return { name, found: `${age}; due every ${String(dueDays)}`, points }
}

/** 2 points for each per cent, begun ones included, and at most 20. */
function missingPart({ missing }: QualityInput): QualityPart {
  const points = Math.min(20, 2 * percentOf(missing))
  return { name: 'Missing fields', found: shareWords(missing, 'that the formula reads'), points }
}

/** 1 point for each per cent, begun ones included, and at most 15. */
function queriedPart({ queried }: QualityInput): QualityPart {
  const points = Math.min(15, percentOf(queried))
  return { name: 'Records queried', found: shareWords(queried, 'on import'), points }
}

type Share = { readonly cells: number; readonly rows: number }

function percentOf({ cells, rows }: Share): number {
  return rows === 0 ? 0 : Math.ceil((100 * cells) / rows)
}

function shareWords({ cells, rows }: Share, what: string): string {
  const number = (count: number) => count.toLocaleString('en-GB')
  if (cells === 0) return `none ${what}`
  const percent = (100 * cells) / rows
  const share = percent < 0.1 ? 'under 0.1%' : `${percent.toFixed(1)}%`
  return `${number(cells)} ${what}, over ${number(rows)} records (${share})`
}

function proofPart({ proof }: QualityInput): QualityPart {
  const name = 'Proof'
  if (proof === 'agrees') {
    return { name, found: 'computed a second way, and agrees', points: 0 }
  }
  if (proof === 'differs') {
    return { name, found: 'computed a second way, and differs', points: 40 }
  }
  return { name, found: 'not computed a second way since the records changed', points: 10 }
}

function identitiesPart({ identities: { tried, broken } }: QualityInput): QualityPart {
  const name = 'What must add up'
  if (tried === 0) return { name, found: 'nothing to try', points: 0 }
  if (broken === 0) return { name, found: `all ${String(tried)} sums do`, points: 0 }
  return { name, found: `${String(broken)} of ${String(tried)} sums do not`, points: 20 }
}

/** Fewer than 10 cases take 20 points, fewer than 30 take 10. */
function casesPart({ cases }: QualityInput): QualityPart {
  const name = 'Number of cases'
  if (cases === null) return { name, found: 'does not rest on a number of cases', points: 0 }
  const found = cases.toLocaleString('en-GB', { maximumFractionDigits: 1 })
  if (cases < 10) return { name, found: `${found}: few cases`, points: 20 }
  return { name, found, points: cases < 30 ? 10 : 0 }
}

function definitionPart({ version, provisional, ambiguous }: QualityInput): QualityPart {
  const name = 'Definition'
  const found = `version ${String(version)}`
  if (provisional) return { name, found: `${found}, still to be confirmed`, points: 15 }
  if (ambiguous) return { name, found: `${found}; the words could be read otherwise`, points: 5 }
  return { name, found, points: 0 }
}
