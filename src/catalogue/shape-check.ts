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
  const issues = result.error.issues.flatMap((issue) => shapeIssues(file, shape, issue))
  return { issues: issues.filter((issue) => !isMisspelt(issue, issues)) }
}

/** A key that is missing because it is misspelt: the misspelling says it all. */
function isMisspelt(issue: Issue, all: readonly Issue[]): boolean {
  if (issue.code !== 'catalogue-missing-key') return false
  const key = / is missing$/.exec(issue.message) && issue.message.split('`')[1]
  return all.some(
    ({ code, fix }) => code === 'catalogue-unknown-key' && fix === `Write \`${String(key)}\`.`,
  )
}

function shapeIssues(file: YamlFile, shape: z.ZodType, issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(file, shape, path, key))
  }
  const name = path.length === 0 ? 'the file' : `\`${String(path.at(-1))}\``
  if (!isThere(file, path)) {
    const fix = `Write \`${String(path.at(-1))}:\` and ${valueWords(shape, path)} here.`
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

type Wanted = { readonly must: string; readonly fix?: string }

function wanted(issue: z.core.$ZodIssue, file: YamlFile, path: KeyPath): Wanted {
  switch (issue.code) {
    case 'invalid_type':
      return ofSort(issue.expected, file.document.getIn(path))
    case 'invalid_value':
      return oneOf(issue.values.map(String), file, path)
    case 'too_small':
      return { must: issue.origin === 'number' ? `at least ${String(issue.minimum)}` : 'filled' }
    case 'too_big':
      return { must: `at most ${String(issue.maximum)}` }
    case 'invalid_key':
      return { must: issue.issues[0]?.message ?? 'another word' }
    default:
      return { must: issue.message.replace(/^Invalid input: (expected )?/, '') }
  }
}

function ofSort(expected: string, value: unknown): Wanted {
  const must = SORTS[expected] ?? expected
  if (expected === 'string') return { must, fix: 'Put it in quotes.' }
  const listed = expected === 'array' && typeof value === 'string'
  return listed ? { must, fix: `Write \`[${value}]\`.` } : { must }
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
  const inner = shapeAt(shape, path)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

/** What a missing value must be, in words. */
function valueWords(shape: z.core.$ZodType, path: KeyPath): string {
  const inner = shapeAt(shape, path)
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.map(String).join(', ')}`
  return 'its value'
}

/** The shape of what a path of keys leads to. */
function shapeAt(shape: z.core.$ZodType, path: KeyPath): z.core.$ZodType | undefined {
  if (shape instanceof z.ZodOptional) return shapeAt(shape.unwrap(), path)
  const [next, ...rest] = path
  if (next === undefined) return shape
  if (shape instanceof z.ZodObject) {
    const inner: unknown = shape.shape[next]
    return inner instanceof z.ZodType ? shapeAt(inner, rest) : undefined
  }
  if (shape instanceof z.ZodRecord) return shapeAt(shape.valueType, rest)
  return shape instanceof z.ZodArray ? shapeAt(shape.element, rest) : undefined
}
