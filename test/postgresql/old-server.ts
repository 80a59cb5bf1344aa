import { createServer, type Server } from 'node:net'

/** A message of PostgreSQL's protocol (its manual, section 55.7): a letter, its length, its body. */
function message(letter: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(letter), length, body])
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const TEXT = 25
const READY = message('Z', 'I')
const SETTINGS = {
  number: '140019',
  version: '14.19',
  read_only: 'off',
  encoding: 'UTF8',
}

/** One row of text columns. */
function row(values: Readonly<Record<string, string>>): Buffer {
  const names = Object.keys(values)
  const columns = names.flatMap((name) => [
    ...[`${name}\0`, int32(0), int16(0), int32(TEXT), int16(-1), int32(-1), int16(0)],
  ])
  const cells = Object.values(values).flatMap((text) => [int32(text.length), text])
  return Buffer.concat([
    message('T', int16(names.length), ...columns),
    message('D', int16(names.length), ...cells),
  ])
}

/**
 * What a PostgreSQL 14 answers to whoever asks what it is. Such a server cannot be installed beside
 * the one of the tests.
 */
export async function oldServer(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((socket) => {
    let isOpen = false
    socket.on('data', (bytes) => {
      if (!isOpen) socket.write(Buffer.concat([message('R', int32(0)), READY]))
      else if (bytes.toString().includes('server_version_num'))
        socket.write(Buffer.concat([row(SETTINGS), message('C', 'SELECT 1\0'), READY]))
      else if (bytes.toString().startsWith('Q'))
        socket.write(Buffer.concat([message('C', 'SET\0'), READY]))
      isOpen = true
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0 }
}
