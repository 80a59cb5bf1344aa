import { rmSync } from 'node:fs'

/*
 * Watches over a test's PostgreSQL: when the test process ends, however it does, its end of this
 * process's input closes. Then the server is ended and its folder taken away.
 *
 * Usage: node end-server.ts PID FOLDER
 */
const [pid = '', folder = ''] = process.argv.slice(2)

process.stdin.resume()
process.stdin.on('close', () => {
  end('SIGQUIT')
  const wait = setInterval(() => {
    if (end(0)) return
    clearInterval(wait)
    rmSync(folder, { recursive: true, force: true })
  }, 100)
})

/** Whether the server was still there for the signal. */
function end(signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(Number(pid), signal)
  } catch {
    return false
  }
}
