import type { Issue } from '../core/index.ts'
import { issueAt, type TextAt } from './source.ts'
import type { Span } from './tree.ts'

/** Collects the issues of one formula. */
export type Faults = { readonly text: TextAt; readonly issues: Issue[] }

/** Notes a fault of a part of the formula; gives undefined, what a part with a fault is checked to. */
export function addFault(
  faults: Faults,
  span: Span,
  code: string,
  message: string,
  fix?: string,
): undefined {
  faults.issues.push(issueAt(faults.text, span, { code, message, fix }))
}
