import { startServer } from './server.ts'

// A test process that is killed, for faults.test.ts: says the number of its server, and waits.
const { pid } = await startServer()
process.stdout.write(`${String(pid)}\n`)
setInterval(() => undefined, 1000)
