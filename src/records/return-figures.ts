import type { AuthorityCode, DayText } from '../core/index.ts'
import type { Database } from '../database/index.ts'
import type { ReturnFigure } from '../sources/index.ts'
import type { MergeContext } from './merge-context.ts'

/** A return that stands, with the figures that the Department derives from it. */
export type ReturnCounted = {
  readonly year: number
  readonly censusDay: DayText
  readonly file: string
  readonly importId: number
  readonly figures: ReadonlyMap<string, ReturnFigure>
}

/** Keeps the figures of a return: they count flags that no table has a column for. */
export async function keepFigures(
  { database, authority, importId, file }: MergeContext,
  figures: readonly ReturnFigure[],
): Promise<void> {
  if (figures.length === 0) return
  const columns = ['section', 'figure', 'name', 'numerator', 'denominator', 'value']
  const writer = await database.bulkWriter('records.return_figures', [
    ...['authority', 'import_id', 'file_id'],
    ...columns,
  ])
  for (const { section, id, name, numerator, denominator, value } of figures)
    writer.write([
      ...[authority, importId, file.id, section, id, name],
      ...[BigInt(numerator), denominator === null ? null : BigInt(denominator), value],
    ])
  await writer.close()
}

/** The returns that stand, the oldest first; of several of one year the last that was imported. */
export async function returnsCounted(
  database: Database,
  authority: AuthorityCode,
): Promise<readonly ReturnCounted[]> {
  const rows = await database.query(
    `select f.id, f.name as file, f.collection_year, f.extracted_on, f.import_id,
       r.section, r.figure, r.name, r.numerator, r.denominator, r.value
     from records.files f
     join records.imports i on i.id = f.import_id and i.status in ('loaded', 'unchanged')
     join (select * from records.return_figures where authority = $1) r on r.file_id = f.id
     where f.authority = $1
     order by f.collection_year, f.id, r.section, r.figure`,
    [authority],
  )
  const byFile = Map.groupBy(rows, (row) => Number(row['id']))
  const byYear = new Map<number, ReturnCounted>()
  for (const [first, ...others] of byFile.values()) {
    if (!first) continue
    const year = Number(first['collection_year'])
    byYear.set(year, {
      year,
      censusDay: String(first['extracted_on']),
      file: String(first['file']),
      importId: Number(first['import_id']),
      figures: new Map(
        [first, ...others].map((row) => {
          const id = String(row['figure'])
          return [
            id,
            {
              ...{ id, section: String(row['section']), name: String(row['name']) },
              numerator: Number(row['numerator']),
              denominator: row['denominator'] === null ? null : Number(row['denominator']),
              value: typeof row['value'] === 'string' ? row['value'] : null,
            },
          ]
        }),
      ),
    })
  }
  return [...byYear.values()]
}
