import type { SourceRule } from './rules.ts'

/** Rules of published tables of official statistics. */
export const PUBLISHED_RULES = {
  'source-published': {
    severity: 'error',
    of: 'file',
    about: 'A file is a published table of official statistics whose layout is not known.',
    fix: 'Describe its layout under `published:` in a file of your own catalogue, or say in a mapping which of its rows and columns go to which table.',
  },
  'source-published-which': {
    severity: 'error',
    of: 'file',
    about: 'The headings of a published file are of several tables.',
    fix: 'Give the file the name under which it was published.',
  },
  'source-published-used': {
    severity: 'note',
    of: 'file',
    about: 'A file was read as a published table.',
    fix: 'Nothing to do if it is that table.',
  },
  'source-published-column': {
    severity: 'note',
    of: 'file',
    about: 'A column of a published table is not in its layout; it is not loaded.',
    fix: 'Add it to the layout under `figures:` if it is wanted, else under `ignore:`.',
  },
  'source-published-twice-same': {
    severity: 'warning',
    of: 'file',
    about: 'A heading of a published table stands twice.',
    fix: 'Nothing to do; a row in which the two differ is told.',
  },
  'source-published-twice': {
    severity: 'error',
    of: 'row',
    about: 'Two columns of one heading hold different values in a row, so neither is loaded.',
    fix: 'Ask the publisher which is right, and take the other column out.',
  },
  'source-published-area': {
    severity: 'error',
    of: 'row',
    about:
      'The codes and the name of a row are of different areas, so that nobody can tell whose figures they are.',
    fix: 'Look at the other rows: a code may be swapped with a neighbour’s. Correct the code in a copy of the file, and tell the publisher.',
  },
  'source-published-no-area': {
    severity: 'error',
    of: 'row',
    about: 'A row has a code, number or name that no area of England has.',
    fix: 'Correct it in a copy of the file; a new authority belongs into catalogue/authorities.yaml.',
  },
  'source-published-year': {
    severity: 'error',
    of: 'row',
    about:
      'A year is not of the sort that the table has, such as 202425 in a table of calendar years.',
    fix: 'Look up in the publication what the figures describe, and correct the year in a copy of the file or `year:` in the layout.',
  },
  'source-published-cell': {
    severity: 'error',
    of: 'row',
    about: 'A cell of a published table is neither a number nor a known symbol.',
    fix: 'Look up what it means in the notes of the publication, and add it to the layout under `symbols:`.',
  },
  'source-published-digits': {
    severity: 'note',
    of: 'row',
    about: 'Numbers were published with more decimals than are kept.',
    fix: 'Nothing to do: they are traces of binary fractions.',
  },
  'source-published-skipped': {
    severity: 'note',
    of: 'row',
    about: 'Rows of a published table hold no figures, or those of an area that is not wanted.',
    fix: 'Nothing to do if the layout is right.',
  },
  'source-published-parts': {
    severity: 'note',
    of: 'row',
    about: 'Of rows about part of an area’s cases only the main figures are loaded.',
    fix: 'Nothing to do; to load another figure of them, mark it `main: true` in the layout.',
  },
  'source-published-unlisted': {
    severity: 'note',
    of: 'row',
    about: 'Figures of a series that the layout does not list were left out.',
    fix: 'Add the series to the layout under `figures:` if it is wanted.',
  },
  'source-published-repeats-total': {
    severity: 'warning',
    of: 'row',
    about:
      'Several authorities have the total of their region as their own figure; it is loaded, marked, and not compared.',
    fix: 'Look up the figures in another release, and tell the publisher.',
  },
  'source-published-total': {
    severity: 'warning',
    of: 'row',
    about: 'Published totals differ from the sum of the authorities, though none is missing.',
    fix: 'Look up in the notes of the publication whether the total has more in it; else tell the publisher.',
  },
  'source-published-negative': {
    severity: 'warning',
    of: 'row',
    about: 'Published counts are below nothing; they are loaded, marked, and not compared.',
    fix: 'Look for a later release; else tell the publisher.',
  },
  'source-published-jump': {
    severity: 'warning',
    of: 'row',
    about: 'A figure is far from the year before; it is loaded and marked.',
    fix: 'Ask the authority, or look in the notes of the publication, what happened.',
  },
} as const satisfies Readonly<Record<string, SourceRule>>
