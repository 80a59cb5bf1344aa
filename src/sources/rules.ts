import { FILE_RULES } from './rules-file.ts'
import { PUBLISHED_RULES } from './rules-published.ts'
import { ROW_RULES } from './rules-row.ts'
import { SEN2_RULES } from './rules-sen2.ts'
import type { Issue, Place, Severity } from '../core/index.ts'

/** A rule of reading: what it refuses or says, how bad that is, and what to do about it. */
export type SourceRule = {
  /** `error` refuses the file or, of a row, the row; `warning` and `note` refuse nothing. */
  readonly severity: Severity
  /** What of the file the rule judges. */
  readonly of: 'file' | 'row'
  readonly about: string
  readonly fix: string
}

/** Every code that an issue of a source can have. */
export const SOURCE_RULES = { ...FILE_RULES, ...ROW_RULES, ...PUBLISHED_RULES, ...SEN2_RULES }

export type SourceCode = keyof typeof SOURCE_RULES

/** An issue by a rule; `fix` where something better than the rule's own can be said. */
export function sourceIssue(code: SourceCode, place: Place, message: string, fix?: string): Issue {
  const rule = SOURCE_RULES[code]
  return { code, severity: rule.severity, message, place, fix: fix ?? rule.fix }
}

/** Ends the reading of a file: thrown within this folder only, and given as the last issue. */
export class SourceFault extends Error {
  readonly issue: Issue

  constructor(issue: Issue) {
    super(issue.message)
    this.name = 'SourceFault'
    this.issue = issue
  }
}

/** A SourceFault by a rule of a whole file. */
export function fault(code: SourceCode, place: Place, message: string, fix?: string): SourceFault {
  return new SourceFault(sourceIssue(code, place, message, fix))
}
