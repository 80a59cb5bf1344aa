import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { it } from 'node:test'
import { parseConfig, type Settings } from './config.ts'

it('listens on this machine only, at port 3000, unless told otherwise', () => {
  assert.deepEqual(parseConfig({}), {
    ok: true,
    issues: [],
    value: {
      host: '127.0.0.1',
      port: 3000,
      dataFolder: resolve('data'),
      logLevel: 'info',
      requestsPerMinute: 1000,
    },
  })
})

it('refuses an address that other machines reach, and says why', () => {
  assert.deepEqual(messages({ HOST: '0.0.0.0' }), [
    'HOST must be 127.0.0.1, ::1, localhost: there is no sign-in yet, so only this machine may reach the pages; got 0.0.0.0',
  ])
})

it('names every setting that is wrong', () => {
  assert.deepEqual(messages({ PORT: '70000', SENDBOARD_LOG: 'loud' }), [
    'PORT must be from 0 to 65535',
    'SENDBOARD_LOG must be silent, error, warn, info or debug',
  ])
})

it('takes a limit of memory in megabytes, and refuses one that is too little', () => {
  const parsed = parseConfig({ SENDBOARD_MEMORY: '512' })
  assert.ok(parsed.ok)
  assert.equal(parsed.value.memoryMegabytes, 512)
  assert.deepEqual(messages({ SENDBOARD_MEMORY: '64' }), [
    'SENDBOARD_MEMORY must be at least 128 megabytes',
  ])
  assert.deepEqual(messages({ SENDBOARD_MEMORY: '1 GB' }), [
    'SENDBOARD_MEMORY must be a number of megabytes',
  ])
})

it('refuses a port that is no number', () => {
  assert.deepEqual(messages({ PORT: 'http' }), ['PORT must be a number'])
})

it('takes the address of a PostgreSQL database, and says nothing of a wrong one but its form', () => {
  const address = 'postgres://sendboard:secret@db.example:5432/board?sslrootcert=/etc/ca.pem'
  const parsed = parseConfig({ SENDBOARD_DATABASE_URL: address })
  assert.ok(parsed.ok)
  assert.equal(parsed.value.databaseUrl, address)
  const wrong = [
    'mysql://sendboard:secret@db.example/board',
    'postgres://sendboard:secret@db.example:port/board',
    'postgres://sendboard:secret@db.example:70000/board',
    'postgres://sendboard:secret@db.example',
    'sendboard:secret',
  ]
  assert.deepEqual(
    wrong.flatMap((address) => messages({ SENDBOARD_DATABASE_URL: address })),
    wrong.map(() => 'SENDBOARD_DATABASE_URL must be postgres://USER:PASSWORD@HOST:PORT/NAME'),
  )
})

it('takes an empty setting as not set', () => {
  assert.equal(parseConfig({ HOST: '', PORT: '' }).ok, true)
})

function messages(settings: Settings): string[] {
  return parseConfig(settings).issues.map((issue) => issue.message)
}
