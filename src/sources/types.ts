import type { AuthorityEntry } from '../catalogue/index.ts'
import type { Mapping } from './mapping/types.ts'
import type { ReturnFigure } from './sen2-figures/return-figures.ts'
import type { AuthorityCode, DayText, Issue } from '../core/index.ts'

/**
 * Numbers by which a child is known across files. They are only ever handed to the keyed hash and
 * never stored or shown. The hash takes the first that is there: `upn`, `uln`, `own`.
 */
export type Identity = {
  readonly upn?: string
  readonly uln?: string
  /** Stands for a person without either number: unique to one file, so never met again. */
  readonly own?: string
}

/** What an id is made of: the hashed person of the row's `identity`, then these parts in order. */
export type IdParts = readonly string[]

/**
 * Which of the spells of a plan an id is of: a plan that ceased and was resumed, or went to another
 * authority and came back, keeps its start date.
 */
export type PlanSpell = {
  readonly start: string
  /** From 1, among the spells in this file. */
  readonly number: number
}

/**
 * One row of a dataset, every cell checked against its column and in its one canonical form: days
 * `YYYY-MM-DD`, plain decimals, exact codes, null for an empty cell.
 *
 * A column that is not in `values` and not in `made` was not in the file at all: it says nothing
 * about what was loaded earlier. Cells of columns that refer to persons still hold the source's own
 * number.
 */
export type SourceRow = {
  readonly dataset: string
  readonly values: Readonly<Record<string, string | null>>
  /** Line on which the row (CSV) or its element (XML) begins, from 1. */
  readonly line: number
  /** Whom the row is about, where the file itself gives the numbers. */
  readonly identity?: Identity
  /**
   * Columns whose value is made after hashing, from `identity`: no parts is the hashed person
   * itself (person_id), otherwise a short hash of the hashed person and the parts.
   */
  readonly made?: Readonly<Record<string, IdParts>>
  /** The columns of `made` whose ids take in which spell of a plan they are of. */
  readonly spells?: Readonly<Record<string, PlanSpell>>
  /** Columns whose value stands only where nothing was known before, such as a day inferred. */
  readonly weak?: readonly string[]
  /** Columns that are empty because what the file holds there is no known code: not known, not missing. */
  readonly unknown?: readonly string[]
}

/**
 * What a source gives, in the order of the file. Each row of the file is exactly one `row` or one
 * `refused`. An `issue` of severity `error` refuses the whole file, whatever came before it, and is
 * the last item.
 */
export type SourceItem =
  | { readonly kind: 'row'; readonly row: SourceRow }
  | {
      readonly kind: 'refused'
      readonly dataset: string
      readonly line: number
      readonly issues: readonly Issue[]
    }
  | { readonly kind: 'issue'; readonly issue: Issue }
  /** What the Department derives from a return, counted from its own elements; once, at its end. */
  | { readonly kind: 'counted'; readonly figures: readonly ReturnFigure[] }

/** What a file says that it is. */
export type Recognised = {
  /** `csv` is an extract of tables, in whatever sort of file: text or spreadsheet. */
  readonly form: 'csv' | 'sen2-xml'
  /** Datasets that it gives rows of. */
  readonly datasets: readonly string[]
  readonly authority?: AuthorityCode
  readonly extractedOn?: DayText
  readonly holder?: string
  /** Collection year of a return. */
  readonly year?: number
  /** Digest of the mapping by which it is read. */
  readonly mapping?: string
}

/** What the note `extract.yaml` of a folder says about the files beside it. */
export type ExtractNote = {
  readonly authority?: AuthorityCode
  readonly extractedOn?: DayText
  readonly holder?: string
}

/** How to read a source. */
export type SourceOptions = {
  /** From readAuthorities; read anew if left out. */
  readonly authorities?: ReadonlyMap<string, AuthorityEntry>
  /** The file's name in issues; the last part of its path if left out. */
  readonly name?: string
  readonly limits?: Partial<SourceLimits>
  /** The council's own extracts, from readMappings. */
  readonly mappings?: readonly Mapping[]
  /** The day of an extract, or of a publication. */
  readonly extractedOn?: DayText
  /** Told now and then how many bytes have been read. */
  readonly onProgress?: (bytes: number) => void
}

/** Bounds that no honest file reaches, so that a hostile one is refused early. */
export type SourceLimits = {
  /** Characters of one CSV row. */
  readonly rowCharacters: number
  /** Characters of one cell or of the text of one element. */
  readonly textCharacters: number
  /** Columns of a CSV file. */
  readonly columns: number
  /** Elements within one another. */
  readonly depth: number
  /** Characters of an element's or attribute's name. */
  readonly nameCharacters: number
  /** Attributes of one element. */
  readonly attributes: number
  /** Elements in one Person. */
  readonly elementsOfPerson: number
  readonly bytes: number
  /** Parts in the archive that a spreadsheet is. */
  readonly zipEntries: number
  /** Bytes of all its parts, unpacked. */
  readonly inflatedBytes: number
  /** Bytes of a part of more than 10 MB, unpacked, for each byte packed. */
  readonly inflationRatio: number
  /** Characters of the texts that cells of a spreadsheet share, which are held in memory. */
  readonly sharedCharacters: number
  /** How often a spreadsheet may say that a filled row is repeated. */
  readonly repeatedRows: number
}
