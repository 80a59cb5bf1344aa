import type { IToken } from 'chevrotain'
import type { Issue, Result } from '../core/index.ts'
import { parseTokens } from './grammar.ts'
import { MISTAKES } from './mistakes.ts'
import { issueAt, type TextAt } from './source.ts'
import { spanOf } from './syntax-build.ts'
import { bracketFaults, expectationFaults } from './syntax-faults.ts'
import type { Syntax } from './syntax.ts'
import { tokenize } from './tokens.ts'

/**
 * Reads the text of a formula.
 *
 * @returns The tree as written, or every issue of its syntax that can be told apart.
 */
export function parseFormula(source: TextAt): Result<Syntax> {
  const { tokens, errors } = tokenize(source.text)
  const slips = [
    ...errors.map((error) => strangeCharacter(source, error.offset, error.length)),
    ...tokens.flatMap((token) => mistake(source, token)),
  ]
  const brackets = bracketFaults(source, tokens)
  if (brackets.length > 0) return { ok: false, issues: inOrder([...slips, ...brackets]) }
  const parsed = parseTokens(tokens)
  const expected = errors.length > 0 ? [] : expectationFaults(source, tokens, parsed.errors)
  const issues = inOrder([...slips, ...expected])
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: parsed.syntax, issues }
}

function mistake(source: TextAt, token: IToken): Issue[] {
  const known = MISTAKES.get(token.tokenType.name)
  if (!known) return []
  const message = `\`${token.image}\` ${known.says}`
  const fix = typeof known.fix === 'string' ? known.fix : known.fix(token.image)
  return [issueAt(source, spanOf(token), { code: 'formula-not-in-language', message, fix })]
}

function strangeCharacter(source: TextAt, offset: number, length: number): Issue {
  const text = source.text.slice(offset, offset + length)
  const quote = text.startsWith("'")
  return issueAt(
    source,
    { start: offset, end: offset + length },
    {
      code: 'formula-character',
      message: quote
        ? 'this quotation mark is never closed'
        : `\`${text}\` has no meaning in a formula`,
      fix: quote ? "Write `'` at the end of the text too." : `Leave out \`${text}\`.`,
    },
  )
}

function inOrder(issues: readonly Issue[]): Issue[] {
  const at = (issue: Issue): number => (issue.place?.line ?? 0) * 1e6 + (issue.place?.column ?? 0)
  return issues.toSorted((a, b) => at(a) - at(b))
}
