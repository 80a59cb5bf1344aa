// The server of the bench: `node bench/measured-server.ts DATA PORT`, on 127.0.0.1, told by messages
// what to do. How long its event loop was held up is told to the bench alone; no page shows it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startServer } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openServices } from '../src/services.ts'
import { importAll } from './records.ts'

const [data, port] = process.argv.slice(2)
const config = readConfig({
  HOST: '127.0.0.1',
  PORT: port,
  SENDBOARD_DATA: data,
  SENDBOARD_LOG: 'silent',
  SENDBOARD_REQUESTS_PER_MINUTE: '100000',
})
if (!config.ok) throw new Error(config.issues.map(({ message }) => message).join('; '))
const services = await openServices(config.value)
const server = await startServer(services)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

process.on('message', (message) => {
  if (typeof message === 'string') void answer(message)
})
send('ready')

async function answer(message: string): Promise<void> {
  if (message === 'reset') delay.reset()
  if (message === 'delays')
    send(JSON.stringify({ p99: ms(delay.percentile(99)), max: ms(delay.max) }))
  if (message === 'end') {
    await server.close()
    process.disconnect()
  }
  if (message.startsWith('import ')) {
    await importAll(services.database, services.catalogue, [message.slice('import '.length)])
    send('imported')
  }
}

function ms(nanoseconds: number): number {
  return nanoseconds / 1e6
}

function send(message: string): void {
  process.send?.(message)
}
