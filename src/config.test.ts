import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { databaseFile, parsePort, readConfig } from './config.ts'

test('without settings the data is in ./data and the server on port 3000', () => {
  assert.deepEqual(readConfig({}), { dataFolder: resolve('data'), port: 3000 })
})

test('settings name the data folder, the port and a council’s own definitions', () => {
  assert.deepEqual(
    readConfig({
      SENDBOARD_DATA: '/srv/send',
      SENDBOARD_PORT: '80',
      SENDBOARD_CATALOGUE: '/srv/own',
    }),
    { dataFolder: '/srv/send', port: 80, catalogueFolder: '/srv/own' },
  )
})

test('an address that other machines could reach is refused, with the reason', () => {
  assert.throws(() => readConfig({ SENDBOARD_HOST: '0.0.0.0' }), {
    name: 'ConfigError',
    message:
      'the server listens on 127.0.0.1 only until sign-in exists, so that nobody else can read ' +
      'the records; got SENDBOARD_HOST=0.0.0.0',
  })
})

test('a port that is none is refused', () => {
  assert.throws(() => parsePort('70000'), /from 0 to 65535; got 70000/)
  assert.throws(() => parsePort('http'), /from 0 to 65535; got http/)
})

test('the database is one file in the data folder', () => {
  assert.equal(databaseFile('/srv/send'), '/srv/send/sendboard.duckdb')
})
