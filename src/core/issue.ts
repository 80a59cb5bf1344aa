/** How bad an issue is: `error` stops the thing it is about, `warning` and `note` do not. */
export type Severity = 'error' | 'warning' | 'note'

/** Where an issue is. `line` and `column` count from 1. `field` is a column, element or key name. */
export type Place = {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly field?: string
}

/**
 * A problem in data or in a definition, for a person to mend. Never holds a name, a birth date or
 * a pupil number.
 *
 * `code` is stable and has an entry in `docs/errors.md`; `message` says what is wrong; `fix` what to
 * do or write instead; `excerpt` is the offending text with a line of carets under the fault.
 */
export type Issue = {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly place?: Place
  readonly fix?: string
  readonly excerpt?: string
}

/** Either a value, possibly with warnings, or the issues that prevent one. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** One line of text for an issue: `file:line:column: message. fix`. */
export function formatIssue(issue: Issue): string {
  const place = issue.place
  const where = place
    ? [place.file, place.line, place.column].filter((part) => part !== undefined).join(':') + ': '
    : ''
  const field = place?.field ? ` (${place.field})` : ''
  const excerpt = issue.excerpt ? `\n${issue.excerpt}` : ''
  const fix = issue.fix ? `\n  ${issue.fix}` : ''
  return `${where}${issue.severity} ${issue.code}${field}: ${issue.message}${excerpt}${fix}`
}
