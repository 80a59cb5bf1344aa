import type { SourceRule } from './rules.ts'

/** Rules of a file as a whole, and of the header of a CSV file. */
export const FILE_RULES = {
  'source-not-found': {
    severity: 'error',
    of: 'file',
    about: 'A file or folder is not there or cannot be read.',
    fix: 'Check the path and that you may read it.',
  },
  'source-nothing': {
    severity: 'error',
    of: 'file',
    about: 'A folder holds no CSV file and no XML.',
    fix: 'Give the folder into which the files were exported.',
  },
  'source-empty': {
    severity: 'error',
    of: 'file',
    about: 'A file holds nothing.',
    fix: 'Export it again.',
  },
  'source-unknown-file': {
    severity: 'error',
    of: 'file',
    about: 'A file is of no form that can be read.',
    fix: 'Give a CSV file named after its table, such as plans.csv, or the XML of a SEN2 return.',
  },
  'source-skipped-file': {
    severity: 'note',
    of: 'file',
    about: 'A file in a folder is not read.',
    fix: 'Nothing to do if it is not meant to be imported.',
  },
  'source-spreadsheet': {
    severity: 'error',
    of: 'file',
    about: 'A file is a spreadsheet or an archive, not text.',
    fix: 'Open it and save each table as "CSV UTF-8 (comma delimited)".',
  },
  'source-encoding': {
    severity: 'error',
    of: 'file',
    about: 'A file is not in UTF-8.',
    fix: 'Save it again as UTF-8; in Excel, save a table as "CSV UTF-8 (comma delimited)".',
  },
  'source-too-long': {
    severity: 'error',
    of: 'file',
    about: 'A file, a row or a text is longer than any honest one.',
    fix: 'Look for a quotation mark that is never closed; else export the file again.',
  },
  'source-truncated': {
    severity: 'error',
    of: 'file',
    about: 'A file breaks off.',
    fix: 'Export or copy it again, whole.',
  },
  'source-no-last-line-end': {
    severity: 'warning',
    of: 'file',
    about: 'The last line has no line end, so the file may have been cut off.',
    fix: 'Compare the number of rows with the system that it came from.',
  },
  'source-quotes': {
    severity: 'error',
    of: 'file',
    about: 'A quotation mark stands where none may, or is never closed.',
    fix: 'Put the whole cell in quotation marks and double those inside it.',
  },
  'source-delimiter': {
    severity: 'error',
    of: 'file',
    about: 'Cells are not separated by commas.',
    fix: 'Save the file with commas between the cells.',
  },
  'source-unknown-table': {
    severity: 'error',
    of: 'file',
    about: 'A CSV file belongs to no one table.',
    fix: 'Name the file after its table and give it that table’s columns.',
  },
  'source-column-missing': {
    severity: 'error',
    of: 'file',
    about: 'A column that the table needs is not in the file.',
    fix: 'Add the column, or correct its name.',
  },
  'source-column-twice': {
    severity: 'error',
    of: 'file',
    about: 'Two columns of a file have the same name.',
    fix: 'Take one of them out.',
  },
  'source-column-wrong': {
    severity: 'error',
    of: 'file',
    about: 'Every cell of a column is of the wrong sort, as when two columns are swapped.',
    fix: 'Check that each column stands under its own name.',
  },
  'source-column-unknown': {
    severity: 'note',
    of: 'file',
    about: 'A column is not one of the table’s; it is not loaded.',
    fix: 'Nothing to do if it is not meant to be loaded.',
  },
  'source-column-absent': {
    severity: 'note',
    of: 'file',
    about: 'A column that may be left out is not in the file.',
    fix: 'Nothing to do; what was loaded for it earlier stays.',
  },
  'source-column-respelt': {
    severity: 'note',
    of: 'file',
    about: 'A column was matched though its name is written another way.',
    fix: 'Nothing to do if the match is right.',
  },
  'source-space': {
    severity: 'warning',
    of: 'file',
    about: 'Spaces around the value of a cell were left out.',
    fix: 'Take them out where the file is made.',
  },
  'source-blank-rows': {
    severity: 'note',
    of: 'file',
    about: 'Rows without any value were passed over.',
    fix: 'Nothing to do.',
  },
  'source-no-rows': {
    severity: 'warning',
    of: 'file',
    about: 'A file has a header and no rows.',
    fix: 'Check that the export was meant to be empty.',
  },
} as const satisfies Readonly<Record<string, SourceRule>>
