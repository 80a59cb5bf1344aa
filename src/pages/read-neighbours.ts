import type { Area } from '../catalogue/index.ts'
import { NATION } from '../core/index.ts'
import type { Services } from '../services.ts'
import type { Neighbours } from './compared.ts'

/**
 * The statistical neighbours of an authority by the newest model that was loaded, the closest first.
 *
 * @param areas - Of which a neighbour is found by DfE's number.
 * @returns Null where no model is held, or it does not have the authority.
 */
export async function readNeighbours(
  { database }: Pick<Services, 'database'>,
  authority: string,
  areas: readonly Area[],
): Promise<Neighbours | null> {
  const rows = await database.query(
    `select series, as_at, source, cast(cast(value as integer) as varchar) as number
     from read.published
     where authority = $1 and area = $2 and breakdown is null and value is not null
       and series like 'neighbours/sn_%'
     order by as_at, published_date, series`,
    [NATION, authority],
  )
  const last = rows.at(-1)
  if (!last) return null
  // Of each place the latest version of the latest model.
  const model = rows.filter((row) => row['as_at'] === last['as_at'])
  const byPlace = new Map(
    model.map((row) => [placeOf(String(row['series'])), String(row['number'])] as const),
  )
  const found = [...byPlace].toSorted(([a], [b]) => a - b)
  return {
    areas: found.map(([, number]) => areaOf(number, areas)),
    asAt: String(last['as_at']),
    source: String(last['source']),
  }
}

/** 10 of `neighbours/sn_10`. */
function placeOf(series: string): number {
  return Number(series.slice('neighbours/sn_'.length))
}

function areaOf(number: string, areas: readonly Area[]): Neighbours['areas'][number] {
  const area = areas.find(({ la }) => la === number)
  return area ?? { code: number, name: `DfE number ${number}` }
}
