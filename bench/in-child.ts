import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { z } from 'zod'

const STEPS = fileURLToPath(new URL('steps.ts', import.meta.url))
const MEGABYTES_64 = 64 * 2 ** 20

/**
 * Runs one step of the bench in a process of its own, so that its peak memory is its own.
 *
 * @param step - A name in `steps.ts`; `input` is handed to it as JSON.
 * @throws Error with what the step wrote if it fails.
 */
export function inChild<T>(step: string, input: object, result: z.ZodType<T>): T {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, STEPS, step, JSON.stringify(input)],
    { encoding: 'utf8', maxBuffer: MEGABYTES_64 },
  )
  if (status !== 0) throw new Error(`the step ${step} failed:\n${stderr}`)
  return result.parse(JSON.parse(stdout))
}

/** The same beside other work, for steps that are to run at one time. */
export async function besideInChild<T>(
  step: string,
  input: object,
  result: z.ZodType<T>,
): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, STEPS, step, JSON.stringify(input)],
    { encoding: 'utf8', maxBuffer: MEGABYTES_64 },
  )
  return result.parse(JSON.parse(stdout))
}

/** The most memory that this process has held, in bytes (VmHWM). NaN where there is no /proc. */
export function peakBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
  } catch {
    return NaN
  }
}
