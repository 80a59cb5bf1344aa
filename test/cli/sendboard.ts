import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's own folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** What a command left behind. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

/**
 * Runs the real bin/sendboard, as a person would.
 *
 * @param folder - Where the person stands; the repository's own folder unless given.
 */
export async function sendboard(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder: string = ROOT,
): Promise<Ran> {
  const child = spawn(join(ROOT, 'bin/sendboard'), words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = [text(child.stdout), text(child.stderr)]
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, out: await out, err: await err }
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  for await (const part of stream) all += String(part)
  return all
}

/** A new empty folder of the system's, for one test file. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sendboard-test-'))
}
