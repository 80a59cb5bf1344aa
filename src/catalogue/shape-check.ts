import { z } from 'zod'
import type { Issue } from '../core/index.ts'
import { nearest } from '../formula/index.ts'
import {
  dataOf,
  isThere,
  issueAtKey,
  issueAtPath,
  type KeyPath,
  type YamlFile,
} from './yaml-file.ts'

/**
 * The content of a file in the shape wanted, or an issue for each way in which it is not.
 *
 * @returns `value` when there is no issue.
 */
export function shaped<T>(
  file: YamlFile,
  shape: z.ZodType<T>,
): { readonly value?: T; readonly issues: readonly Issue[] } {
  const result = shape.safeParse(dataOf(file))
  if (result.success) return { value: result.data, issues: [] }
  return { issues: result.error.issues.flatMap((issue) => shapeIssues(file, shape, issue)) }
}

function shapeIssues(file: YamlFile, shape: z.ZodType, issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(file, shape, path, key))
  }
  const name = path.length === 0 ? 'the file' : `\`${String(path.at(-1))}\``
  if (!isThere(file, path)) {
    const fix = `Write \`${String(path.at(-1))}:\` and its value here.`
    return [issueAtPath(file, path, 'catalogue-missing-key', `${name} is missing`, fix)]
  }
  const { must, fix } = wanted(issue, file, path)
  return [issueAtPath(file, path, 'catalogue-wrong-value', `${name} must be ${must}`, fix)]
}

const SORTS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys and values',
  record: 'a set of keys and values',
}

function wanted(
  issue: z.core.$ZodIssue,
  file: YamlFile,
  path: KeyPath,
): { readonly must: string; readonly fix?: string } {
  if (issue.code === 'invalid_type') {
    const must = SORTS[issue.expected] ?? issue.expected
    return issue.expected === 'string' ? { must, fix: 'Put it in quotes.' } : { must }
  }
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), file, path)
  if (issue.code === 'too_small') return { must: 'filled' }
  if (issue.code === 'invalid_key') return { must: issue.issues[0]?.message ?? 'another word' }
  return { must: issue.message.replace(/^Invalid input: (expected )?/, '') }
}

function oneOf(values: readonly string[], file: YamlFile, path: KeyPath) {
  const near = nearest(String(file.document.getIn(path)), values)
  const must = values.length === 1 ? values.join('') : `one of ${values.join(', ')}`
  return { must, ...(near !== undefined && { fix: `Write \`${near}\`.` }) }
}

function unknownKey(file: YamlFile, shape: z.ZodType, path: KeyPath, key: string): Issue {
  const known = keysAt(shape, path)
  const near = nearest(key, known)
  const message =
    `\`${key}\` is not a key here.` + (near === undefined ? '' : ` Did you mean \`${near}\`?`)
  const fix =
    near === undefined ? `Leave it out. The keys are ${known.join(', ')}.` : `Write \`${near}\`.`
  return issueAtKey(file, [...path, key], 'catalogue-unknown-key', message, fix)
}

/** The keys that a shape has at a path. */
function keysAt(shape: z.core.$ZodType, path: KeyPath): string[] {
  if (shape instanceof z.ZodOptional) return keysAt(shape.unwrap(), path)
  const [next, ...rest] = path
  if (shape instanceof z.ZodObject) {
    if (next === undefined) return Object.keys(shape.shape)
    const inner: unknown = shape.shape[next]
    return inner instanceof z.ZodType ? keysAt(inner, rest) : []
  }
  if (next === undefined) return []
  if (shape instanceof z.ZodRecord) return keysAt(shape.valueType, rest)
  return shape instanceof z.ZodArray ? keysAt(shape.element, rest) : []
}
