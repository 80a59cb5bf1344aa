import type { Issue, Place, Severity } from '../core/index.ts'

/** A rule of the records: how bad its breach is, and what to do about it. */
export type RecordRule = {
  readonly severity: Severity
  readonly about: string
  readonly fix: string
}

/** Every code that an issue of an import can have beside those of the sources. */
export const RECORD_RULES = {
  'records-authority-unknown': {
    severity: 'error',
    about: 'Nothing says whose records a file holds.',
    fix: 'Give --authority with the GSS code, or put extract.yaml beside the file.',
  },
  'records-authority-conflict': {
    severity: 'error',
    about: 'A file says that it belongs to another authority than the one given.',
    fix: 'Check which is right: the file, its extract.yaml, or --authority.',
  },
  'records-extract-date': {
    severity: 'warning',
    about: 'Nothing says when a file was made; the day of import is taken.',
    fix: 'Give --extracted, or put extract.yaml with extracted_on beside the file.',
  },
  'records-key-changed': {
    severity: 'error',
    about: 'The person key is not the one with which the records were made.',
    fix: 'Bring back the key: with another one, every child would be a new one.',
  },
  'records-same-file': {
    severity: 'note',
    about: 'This very file was imported before.',
    fix: 'Nothing to do. To go back to it, undo the imports after it.',
  },
  'records-older-extract': {
    severity: 'warning',
    about: 'A file is older than one already imported for the same table.',
    fix: 'Undo the import if the older file was not meant to take precedence.',
  },
  'records-file-changed': {
    severity: 'error',
    about: 'A file changed while it was read.',
    fix: 'Import it again when nothing writes to it.',
  },
  'records-all-refused': {
    severity: 'error',
    about: 'Every row of a table in a file was refused, so the file was not meant as it stands.',
    fix: 'Look at the first rows refused: what is wrong with them is wrong with all.',
  },
  'records-required-when': {
    severity: 'error',
    about: 'A cell is empty that another cell of the row demands.',
    fix: 'Fill it in, or correct the other cell.',
  },
  'records-duplicate-key': {
    severity: 'error',
    about: 'Two rows of a file have the same key and differ; the later one stands.',
    fix: 'Take out the wrong one.',
  },
  'records-repeated-row': {
    severity: 'warning',
    about: 'A row stands twice in a file.',
    fix: 'Take one of them out.',
  },
  'records-date-order': {
    severity: 'warning',
    about: 'A day comes before another that it cannot come before. The row stands.',
    fix: 'Correct one of the two days.',
  },
  'records-dangling': {
    severity: 'warning',
    about: 'A row refers to a record that is not known. The row stands.',
    fix: 'Load the missing record, or correct the reference.',
  },
  'records-not-supplied': {
    severity: 'note',
    about: 'Rows refer to a table that was never supplied.',
    fix: 'Load that table too.',
  },
  'records-differs': {
    severity: 'note',
    about: 'A return says otherwise than the case system about the same thing.',
    fix: 'Check which is right; the case system stands.',
  },
  'records-replaced': {
    severity: 'note',
    about: 'A later return says otherwise than an earlier one about the same things.',
    fix: 'Nothing to do: the later return stands.',
  },
  'records-return-not-kept': {
    severity: 'error',
    about: 'A return of a later year stands that could not be read again on top of an earlier one.',
    fix: 'Undo the import of the later return, import the earlier one, then the later one again.',
  },
  'records-taken-over': {
    severity: 'note',
    about: 'Rows of a return were replaced by those of another file about the same things.',
    fix: 'Nothing to do.',
  },
  'records-removed': {
    severity: 'note',
    about: 'Records that a file no longer has were ended.',
    fix: 'Undo the import if the file was not whole.',
  },
  'records-not-removed': {
    severity: 'warning',
    about: 'Records that a file no longer has were kept, because some of its rows were refused.',
    fix: 'Mend the refused rows and import the file again.',
  },
  'records-person-joined': {
    severity: 'note',
    about: 'A number that came later shows that two persons are one; their records were joined.',
    fix: 'Check the row if the two are different children, and undo the import.',
  },
  'records-person-contradiction': {
    severity: 'warning',
    about: 'A number belongs to another person than in an earlier file; the earlier one stands.',
    fix: 'Correct the number; if the earlier file was wrong, undo its import first.',
  },
  'records-undo-refused': {
    severity: 'error',
    about: 'An import cannot be undone.',
    fix: 'Look at the list of imports; undo the later ones first where the message says so.',
  },
} as const satisfies Readonly<Record<string, RecordRule>>

export type RecordCode = keyof typeof RECORD_RULES

/** An issue by a rule. */
export function recordIssue(code: RecordCode, place: Place, message: string): Issue {
  const { severity, fix } = RECORD_RULES[code]
  return { code, severity, message, place, fix }
}
