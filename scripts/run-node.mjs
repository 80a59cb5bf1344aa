// Plain JavaScript for Node 20 and newer: hands over to Node 24.
import { spawn } from 'node:child_process'

/** Node's remark that it strips types is no news to whoever runs a command. */
const QUIET = '--disable-warning=ExperimentalWarning'

/**
 * Megabytes of each half of the space for new values. By its own rule Node takes 16 on a large
 * machine and holds 50 more in all, without being faster here.
 */
const LEAN = '--max-semi-space-size=8'

/**
 * Each thread has a store of memory of its own from which little is given back (GNU libc); two stores
 * for all of them hold 50 MB less during an import.
 */
const FEW_STORES = { MALLOC_ARENA_MAX: '2' }

/** Options of Node with which everything is run. */
const NODE_OPTIONS = [QUIET, LEAN]

/**
 * Runs Node 24 in this process's place: same terminal, same signals, same exit code.
 *
 * @param node - Path of Node 24, as setUp gives it.
 * @param args - Script and arguments, or options of Node.
 * @returns The exit code; 130 or 143 after an interruption that the child did not handle.
 */
export function runNode(node, args) {
  const child = spawn(node, [...NODE_OPTIONS, ...args], {
    stdio: 'inherit',
    env: { ...FEW_STORES, ...process.env },
  })
  // Ctrl-C reaches the child by itself; a signal sent to this process only does not.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}
