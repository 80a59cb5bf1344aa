import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** A text of SQL in the source, and where it stands. */
export type SqlText = { readonly place: string; readonly sql: string }

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What reads like SQL among the texts of some folders; what is filled in is `:gap`. The drivers are
 * left out: they are where the engines may differ.
 */
export function sqlInSource(folders: readonly string[]): readonly SqlText[] {
  const files = folders
    .flatMap((folder) => globSync(`src/${folder}/*.ts`, { cwd: ROOT }))
    .filter((name) => !/\.test\.ts$|\/(?:duckdb|postgresql)[^/]*$/.test(name))
    .sort()
  return files.flatMap((name) => textsOf(name, readFileSync(`${ROOT}${name}`, 'utf8')))
}

/** The texts of SQL in one file of TypeScript. */
export function textsOf(name: string, source: string): readonly SqlText[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true)
  const found: SqlText[] = []
  const visit = (node: ts.Node): void => {
    const sql = textOf(node)
    if (sql === undefined) {
      ts.forEachChild(node, visit)
      return
    }
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
    if (isSql(sql)) found.push({ place: `${name}:${String(line)}`, sql })
    inside(node).forEach(visit)
  }
  visit(file)
  return found
}

/** A literal, a template, or such put together with `+`. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    const rest = node.templateSpans.map(({ literal }) => `:gap${literal.text}`)
    return node.head.text + rest.join('')
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken)
    return undefined
  const [left, right] = [textOf(node.left), textOf(node.right)]
  return left === undefined && right === undefined
    ? undefined
    : `${left ?? ':gap'}${right ?? ':gap'}`
}

/** Expressions in the gaps of a text, which may hold texts of their own. */
function inside(node: ts.Node): readonly ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression)
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(inside)
  return []
}

function isSql(text: string): boolean {
  return /\b(?:select .*\bfrom|join .* on|(?:partition|group|order) by|insert into|delete from|update .* set|over \(|cast\(|case when)\b/s.test(
    text,
  )
}
