/** Where the cells of a column of a table come from. */
export type MappedColumn = {
  /** Heading in the extract; undefined if the column always holds the same. */
  readonly from: string | undefined
  /** What every row holds. */
  readonly always: string | undefined
  /** The extract's own codes or words, in lower case, and the code that each means. */
  readonly codes: ReadonlyMap<string, string>
}

/** One table that an extract feeds. */
export type MappedTable = {
  readonly table: string
  /** By column of the table; `upn` and `uln` too where the table is of persons. */
  readonly columns: ReadonlyMap<string, MappedColumn>
  /** A row counts only if each of these headings holds one of these words, in lower case. */
  readonly onlyWhen: ReadonlyMap<string, ReadonlySet<string>>
  /** A row counts only if these headings are filled. */
  readonly whenFilled: readonly string[]
  /** Rows that come out the same are given once, as where a person stands beside each plan. */
  readonly once: boolean
}

/** How days are written in an extract. */
export type DayFormat = (typeof DAY_FORMATS)[number]

export const DAY_FORMATS = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'dd-mm-yyyy',
  'dd.mm.yyyy',
  'dd mmm yyyy',
  'dd-mmm-yyyy',
  'dd mmm yy',
  'dd-mmm-yy',
  'yyyymmdd',
] as const

/** A council's own extract, described once. */
export type Mapping = {
  /** Name of the file that describes it, for messages. */
  readonly name: string
  /** What the names of its files look like, with `*` for anything; undefined for any name. */
  readonly file: string | undefined
  /** The sheet that it is, where it comes in a spreadsheet. */
  readonly sheet: string | undefined
  readonly days: DayFormat
  /** Whether a time after the day, such as `00:00:00`, is left out. */
  readonly dropTimes: boolean
  /** Whether numbers may come as `£1,250.00`. */
  readonly commas: boolean
  /** Words that stand for an empty cell, in lower case. */
  readonly empty: ReadonlySet<string>
  /** Headings known and not wanted. */
  readonly ignore: readonly string[]
  readonly tables: readonly MappedTable[]
  /** Changes with every change of the mapping, so that a file is read again after one. */
  readonly digest: string
}
