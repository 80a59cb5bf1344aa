// Plain JavaScript for Node 20 and newer: makes node_modules what package-lock.json asks for, and
// finds the Node 24 that comes with it. Everything else here is TypeScript and runs on that Node.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's own folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const NODE_24 = join(
  ROOT,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const WANTED = 'v24.'

/** A reason why this machine cannot go on, in words for the person at the keyboard. */
export class SetUpError extends Error {}

/**
 * Installs what is missing, telling what it does on standard error.
 *
 * @returns The path of Node 24.
 * @throws SetUpError with what is wrong and what to do.
 */
export function setUp() {
  requireNode20()
  if (!isInstalled()) install()
  if (!runsNode24()) fetchNode24()
  return NODE_24
}

function requireNode20() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major >= 20) return
  throw new SetUpError(
    `Sendboard needs Node 20 or newer to start; this is Node ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org and try again.',
  )
}

/** Whether node_modules holds every package of the lock file in its version. */
function isInstalled() {
  const wanted = packagesIn(join(ROOT, 'package-lock.json'))
  const found = packagesIn(join(ROOT, 'node_modules/.package-lock.json'))
  const needed = Object.entries(wanted).filter(([path, { optional }]) => path !== '' && !optional)
  return needed.every(([path, { version }]) => found[path]?.version === version)
}

function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {}
}

function install() {
  say('Installing packages with npm ci (once; about half a minute) …')
  if (npm('ci', '--include=dev', '--loglevel=error')) return
  throw new SetUpError(
    'npm ci failed; its own message is above. It needs the npm registry (or the mirror that your ' +
      'npm is set to use) and room for 600 MB in this folder. Run the same command again when mended.',
  )
}

/** Where npm was told not to run install scripts, Node 24 is left out: it is fetched by one. */
function fetchNode24() {
  say('Fetching Node 24: npm has left it out …')
  if (npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error') && runsNode24()) return
  throw new SetUpError(whyNoNode24())
}

function runsNode24() {
  const { status, stdout } = spawnSync(NODE_24, ['--version'], { encoding: 'utf8' })
  return status === 0 && stdout.startsWith(WANTED)
}

function whyNoNode24() {
  const here = `${process.platform} ${process.arch}`
  if (!existsSync(NODE_24))
    return (
      `Node 24, which Sendboard runs on, could not be fetched from the npm registry for ${here}. ` +
      'It exists for Linux (x64, arm64), macOS (arm64, x64) and Windows (x64). ' +
      'If yours is among them, run: npm rebuild node --ignore-scripts=false'
    )
  const { error, stderr } = spawnSync(NODE_24, ['--version'], { encoding: 'utf8' })
  const reason = error?.message ?? stderr.trim().split('\n')[0] ?? ''
  return (
    `Node 24 is here (${NODE_24}) but does not run on this machine (${here}): ${reason}. ` +
    'It needs a 64-bit system with glibc 2.28 or newer on Linux (not Alpine), macOS 13.5 or newer, ' +
    'or Windows 10 or newer.'
  )
}

/** Runs npm with its own words on standard error, so that standard output stays the command's. */
function npm(...args) {
  const isWindows = process.platform === 'win32'
  const { status } = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  })
  return status === 0
}

function say(words) {
  process.stderr.write(`${words}\n`)
}
