import { type DayText, NATION } from '../core/index.ts'
import type { Pair } from './reconcile-pairs.ts'
import type { FigureSource } from './types.ts'

/** A figure as the Department published it of the authority, in the latest release that has it. */
export type PublishedTotal = {
  /** Its value, or the words of the symbol that stands in its place. */
  readonly words: string
  readonly unit: string
  readonly publishedOn: DayText
}

/**
 * What was published of the year of a return, by series; empty where no release was loaded.
 *
 * @param year - Of the collection: stocks are of its January, flows of the calendar year before.
 */
export async function publishedTotals(
  { database, catalogue, authority }: FigureSource,
  pairs: readonly Pair[],
  year: number,
): Promise<ReadonlyMap<string, PublishedTotal>> {
  const series = pairs.flatMap(({ published }) => published ?? [])
  const places = series.map((_one, at) => `$${String(at + 5)}`).join(', ')
  const rows = await database.query(
    `select series, cast(value as varchar) as value, symbol, unit, published_date
     from read.published
     where authority = $1 and area = $2 and breakdown is null
       and as_at between cast($3 as date) and cast($4 as date) and series in (${places})
     order by series, published_date`,
    [NATION, authority, `${String(year - 1)}-12-31`, `${String(year)}-01-31`, ...series],
  )
  const symbols = catalogue.schema.tables.get('published')?.columns.get('symbol')?.codes
  return new Map(
    rows.map((row) => {
      const symbol = String(row['symbol'])
      const value =
        row['value'] === null ? (symbols?.get(symbol) ?? symbol) : plain(String(row['value']))
      const total = {
        words: value,
        unit: String(row['unit']),
        publishedOn: String(row['published_date']),
      }
      return [String(row['series']), total]
    }),
  )
}

/** `1915.000000` is 1915. */
function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
