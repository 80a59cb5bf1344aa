import { Command } from 'commander'
import { NATION } from '../core/index.ts'
import type { Database, SqlRow } from '../database/index.ts'
import { sourceFileSql } from '../records/index.ts'
import {
  catalogueOption,
  type CatalogueOption,
  dataOption,
  type DataOption,
  formatOption,
} from './options.ts'
import { withSession } from './session.ts'
import { print } from './terminal.ts'
import { type Cell, type Format, type Row, writeRows } from './write-table.ts'
import { WrongUse } from './wrong-use.ts'

type PublishedOptions = DataOption &
  CatalogueOption & {
    readonly area?: string
    readonly series?: string
    readonly restated?: true
    readonly format: Format
  }

const COLUMNS = [
  'series',
  'area',
  'area_name',
  'as_at',
  'breakdown',
  'value',
  'symbol',
  'unit',
  'queried',
  'published_date',
  'source',
  'file',
  'line',
] as const
const SHOWN = [
  'series',
  'area_name',
  'as_at',
  'value',
  'symbol',
  'queried',
  'published_date',
] as const

/** `sendboard published`: figures that were published of areas, each version of each. */
export function publishedCommand(): Command {
  return new Command('published')
    .description('list published figures that were imported, or the series that there are')
    .option('--series <id>', 'such as sen2-20-weeks/plans_issued_den; without it, what there is')
    .option('--area <code>', 'GSS code of one area, such as E09000023')
    .option('--restated', 'only figures that a later publication changed, every version of them')
    .addOption(formatOption())
    .addOption(dataOption())
    .addOption(catalogueOption())
    .action(async (options: PublishedOptions) => {
      const rows = await withSession(options, async ({ database }) =>
        options.series === undefined && options.restated === undefined
          ? await seriesHeld(database, options)
          : await figuresHeld(database, options),
      )
      if (rows.length === 0)
        throw new WrongUse('No such published figure is held. Import the file of the publication.')
      const isList = options.series === undefined && options.restated === undefined
      print(
        isList
          ? writeRows(options.format, SERIES_COLUMNS, rows.map(cellsOf(SERIES_COLUMNS)))
          : writeRows(options.format, COLUMNS, rows.map(cellsOf(COLUMNS)), SHOWN),
      )
    })
}

const SERIES_COLUMNS = ['series', 'unit', 'first', 'last', 'areas', 'figures'] as const

async function seriesHeld(
  database: Database,
  { area }: PublishedOptions,
): Promise<readonly SqlRow[]> {
  return await database.query(
    `select series, min(unit) as unit, min(as_at) as first, max(as_at) as last,
       count(distinct area) as areas, count(*) as figures
     from read.published
     where authority = $1 and ($2 = '' or area = $2) group by series order by series`,
    [NATION, area ?? ''],
  )
}

/** Figures of all cases where a series is named; with `--restated` of any series and part. */
async function figuresHeld(
  database: Database,
  { area, series, restated }: PublishedOptions,
): Promise<readonly SqlRow[]> {
  const sameFigure =
    'b.authority = r.authority and b.series = r.series and b.area = r.area and b.as_at = r.as_at and b.breakdown is not distinct from r.breakdown'
  // Percentages are published to one decimal, in some releases with more: that is no other figure.
  const said = (alias: string) =>
    `case when ${alias}.unit = 'percent' then round(${alias}.value, 1) else ${alias}.value end`
  const differs = `(${said('b')} is distinct from ${said('r')} or b.symbol is distinct from r.symbol)`
  const only = restated
    ? `and exists (select 1 from read.published b where ${sameFigure} and ${differs})`
    : ''
  return await database.query(
    `select r.series, r.area, r.area_name, r.as_at, r.breakdown, cast(r.value as varchar) as value,
       r.symbol, r.unit, r.queried, r.published_date, r.source, ${sourceFileSql('r')} as file,
       r.source_line as line
     from read.published r
     where r.authority = $1 and ($2 = '' or r.area = $2) and ($3 = '' or r.series = $3) ${only}
     order by r.series, r.area, r.as_at, r.breakdown nulls first, r.published_date`,
    [NATION, area ?? '', series ?? ''],
  )
}

function cellsOf<C extends string>(columns: readonly C[]): (row: SqlRow) => Row<C> {
  return (row) => {
    const cells: Partial<Record<C, Cell>> = {}
    for (const column of columns)
      cells[column] = column === 'value' ? plainCell(row[column]) : cellOf(row[column])
    return whole(cells, columns)
  }
}

function whole<C extends string>(cells: Partial<Record<C, Cell>>, columns: readonly C[]): Row<C> {
  const isWhole = (one: Partial<Record<C, Cell>>): one is Record<C, Cell> =>
    columns.every((column) => column in one)
  if (!isWhole(cells)) throw new Error('every column must have a cell')
  return cells
}

/** A decimal without the zeros that fill its column. */
function plainCell(value: unknown): Cell {
  return typeof value === 'string' && value.includes('.')
    ? value.replace(/\.?0+$/, '')
    : cellOf(value)
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'number') return value
  return null
}
