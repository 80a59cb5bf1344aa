import type { z } from 'zod'
import { differences } from './spc-compare.ts'
import { runRule } from '../statistics/index.ts'
import { attributeDifferences } from './spc-attribute.ts'
import {
  AttributeCase,
  type Constants,
  RunRow,
  type SpcFile,
  unknownParts,
  XmrCase,
} from './spc-form.ts'
import { xmrDifferences } from './spc-xmr.ts'

/** One case with where it differs; no difference means that it passed. */
export type SpcResult = { readonly name: string; readonly differences: readonly string[] }

/**
 * Runs every case of the file. One that cannot be read or run fails, with the field that is in the way.
 */
export function runSpcCases(file: SpcFile): SpcResult[] {
  const { constants, tolerance_default: tolerance } = file
  return [
    ...constantsResult(constants),
    ...unknownParts(file).map((name) => ({
      name,
      differences: [
        'is not known: this command runs xmr_cases, attribute_and_run_cases and anhoej_run_rule',
      ],
    })),
    ...file.xmr_cases.map((one, index) =>
      runCase(`xmr_cases[${String(index)}]`, XmrCase, one, (known) =>
        xmrDifferences(known, { constants, tolerance }),
      ),
    ),
    ...file.attribute_and_run_cases.map((one, index) =>
      runCase(`attribute_and_run_cases[${String(index)}]`, AttributeCase, one, (known) =>
        attributeDifferences(known, tolerance),
      ),
    ),
    ...file.anhoej_run_rule.table.map((row, index) =>
      runCase(`anhoej_run_rule.table[${String(index)}]`, RunRow, row, runDifferences),
    ),
  ]
}

function runDifferences({ n, ...expected }: z.infer<typeof RunRow>): string[] {
  const { longestRunMax, crossingsMin } = runRule(n)
  return differences(expected, { longest_run_max: longestRunMax, crossings_min: crossingsMin }, 0)
}

function runCase<T>(
  place: string,
  form: z.ZodType<T>,
  raw: unknown,
  run: (known: T) => string[],
): SpcResult {
  const name = `${nameOf(raw)}${place}`
  const parsed = form.safeParse(raw)
  if (!parsed.success) return { name, differences: parsed.error.issues.map(issueWords) }
  if (hasNothingExpected(parsed.data)) return { name, differences: ['it expects nothing'] }
  try {
    return { name, differences: run(parsed.data) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { name, differences: [`cannot be run: ${error.message}`] }
  }
}

function hasNothingExpected(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('expected' in data)) return false
  const { expected } = data
  return typeof expected === 'object' && expected !== null && Object.keys(expected).length === 0
}

function nameOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return ''
  return typeof raw.id === 'string' ? `${raw.id} ` : ''
}

function issueWords({ path, message }: z.core.$ZodIssue): string {
  return `cannot be run: ${path.length === 0 ? '' : `${path.map(String).join('.')}: `}${message}`
}

/** What we compute with. The two lengths of run may be others: a file that says so is run with them. */
const OURS: Readonly<Record<string, readonly (number | string)[]>> = {
  limit_factor: [2.66],
  near_factor: ['2.66*2/3 = 1.773333', '2.66*2/3', (2.66 * 2) / 3],
  range_screen_factor: [3.267],
  window_two_of_three: [3],
  trial_limits_below_points: [13],
  hold_minimum_points: [12],
}

/** A failure where the file was made with constants that we do not compute with; nothing otherwise. */
function constantsResult(constants: Constants): SpcResult[] {
  const others = Object.entries(constants).flatMap(([name, value]) =>
    value === undefined || (OURS[name] ?? [value]).includes(value)
      ? []
      : [`${name}: the file has ${String(value)}, we compute with ${String(OURS[name]?.[0])}`],
  )
  const { trend_length_points: points = 7, trend_rises_needed: rises = points - 1 } = constants
  if (rises !== points - 1) {
    others.push(`trend_rises_needed: ${String(points)} points have ${String(points - 1)} rises`)
  }
  return others.length === 0 ? [] : [{ name: 'constants', differences: others }]
}
