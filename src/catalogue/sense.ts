import type { Issue, Severity } from '../core/index.ts'
import type { CatalogueFault } from './fault-codes.ts'
import type { MeasureShape, RowMeasureShape, TargetShape } from './measure-shapes.ts'
import type { Polarity } from './types.ts'
import { issueAtPath, type KeyPath, type YamlFile } from './yaml-file.ts'

/** A row's measure with all that its numbers are checked against. */
export type Row = {
  readonly use: RowMeasureShape
  readonly measure: MeasureShape
  readonly polarity: Polarity
  readonly baseline: number | null
  readonly file: YamlFile
  readonly path: KeyPath
}

/** A number that a strategy gives, with what it says of it and where it stands. */
export type Given = {
  /** As a sentence begins with it: `the target`. */
  readonly name: string
  readonly value: number | null
  readonly basis: string | undefined
  readonly period: string | undefined
  readonly unit: string | undefined
  readonly words: string
  readonly path: KeyPath
}

/** Every number of a row: the baseline, the targets, and what was published before. */
export function givenNumbers({ use, path }: Row): Given[] {
  const { baseline } = use
  return [
    ...(baseline ? [given('the baseline', baseline, [...path, 'baseline'])] : []),
    ...use.targets.map((target, index) => given('the target', target, [...path, 'targets', index])),
    ...use.actuals.map((actual, index) =>
      given('the published figure', actual, [...path, 'actuals', index]),
    ),
  ]
}

type Written = {
  readonly value?: string | undefined
  readonly basis?: string | undefined
  readonly period?: string | undefined
  readonly unit?: string | undefined
  readonly words?: string | undefined
}

function given(name: string, { value, basis, period, unit, words = '' }: Written, path: KeyPath) {
  return { name, value: numberOf(value), basis, period, unit, words, path }
}

/** The number in decimal text; null where there is none. */
export function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

/** A target with its number and its place in the list. */
export type NumberedTarget = {
  readonly target: TargetShape
  readonly number: number
  readonly index: number
}

const PLAIN = ['gte', 'gt', 'lte', 'lt', 'eq']

/** The targets that are one number, in the order of the file. */
export function numberedTargets({ use }: Row): NumberedTarget[] {
  return use.targets.flatMap((target, index) => {
    const number = numberOf(target.value)
    return number !== null && PLAIN.includes(target.comparator) ? [{ target, number, index }] : []
  })
}

/** Which way is better: 1 upwards, -1 downwards, 0 neither. */
export function wishedSign(polarity: Polarity): -1 | 0 | 1 {
  if (polarity === 'higher-better') return 1
  return polarity === 'lower-better' ? -1 : 0
}

export type Fault = {
  readonly code: CatalogueFault
  readonly severity: Exclude<Severity, 'note'>
  readonly message: string
  readonly fix: string
}

/** The issue of a fault at a place. A row may overrule a doubtful check, with its reason. */
export function faultAt(
  { file }: Pick<Row, 'file'>,
  path: KeyPath,
  { code, severity, message, fix }: Fault,
): Issue {
  return { ...issueAtPath(file, path, code, message, fix), severity }
}

/** A number as a sentence has it. */
export function plain(value: number): string {
  return String(Number(value.toFixed(6)))
}
