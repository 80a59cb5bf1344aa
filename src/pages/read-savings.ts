import { financialYearText, parseDecimal, type Rational } from '../core/index.ts'
import type { SqlRow } from '../database/index.ts'
import type { BoardState, Services } from '../services.ts'

/** A scheme of the savings programme in one financial year. Amounts are pounds. */
export type SchemeYear = {
  readonly scheme: string
  readonly year: string
  /** Codes of the columns of `savings`. */
  readonly kind: string
  readonly lever: string
  readonly planned: Rational
  /** Null until an amount is supplied. */
  readonly achieved: Rational | null
  /** Finance has signed the amount off; only then it counts as delivered. */
  readonly confirmed: boolean
}

/** The programme up to a financial year. */
export type Savings = {
  /** `2025-26`, the year of the day that the records go up to. */
  readonly year: string
  readonly rows: readonly SchemeYear[]
}

/** The savings of each scheme, up to the year of the day that the records go up to. */
export async function readSavings(
  { database }: Pick<Services, 'database'>,
  { authority, asAt }: Pick<BoardState, 'authority' | 'asAt'>,
): Promise<Savings> {
  const year = financialYearText(asAt)
  const rows = await database.query(
    `select saving_id, financial_year, kind, lever, confirmed,
       cast(planned as varchar) as planned, cast(achieved as varchar) as achieved
     from read.savings where authority = $1 and financial_year <= $2
     order by saving_id, financial_year`,
    [authority, year],
  )
  return { year, rows: rows.map(schemeYear) }
}

function schemeYear(row: SqlRow): SchemeYear {
  const text = (name: string) => String(row[name] ?? '')
  return {
    ...{ scheme: text('saving_id'), year: text('financial_year') },
    ...{ kind: text('kind'), lever: text('lever') },
    planned: parseDecimal(text('planned')),
    achieved: row['achieved'] === null ? null : parseDecimal(text('achieved')),
    confirmed: text('confirmed') === 'Y',
  }
}
