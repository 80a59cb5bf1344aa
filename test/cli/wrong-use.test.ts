import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder, ROOT, sendboard } from './sendboard.ts'

test('help lists the commands and the exit codes on standard output', async () => {
  const { code, out } = await sendboard(['--help'])
  assert.equal(code, 0)
  assert.match(out, /Usage: sendboard/)
  assert.match(out, /0 all well, 1 problems found, 2 wrong use/)
})

test('a command that does not exist is wrong use, and the nearest one is named', async () => {
  const { code, err } = await sendboard(['chek'])
  assert.equal(code, 2)
  assert.match(err, /unknown command 'chek'\n\(Did you mean check\?\)/)
})

test('an option that does not exist is wrong use, and the nearest one is named', async () => {
  const { code, err } = await sendboard(['demo', '--out', 'x', '--sizes', 'kent'])
  assert.equal(code, 2)
  assert.match(err, /unknown option '--sizes'\n\(Did you mean --size\?\)/)
})

test('a size that does not exist is wrong use, and the sizes are listed', async () => {
  const { code, err } = await sendboard(['demo', '--size', 'surrey', '--out', newFolder()])
  assert.equal(code, 2)
  assert.match(err, /Allowed choices are kingston, kent, england/)
})

test('the demonstration is not written over other files', async () => {
  const { code, err } = await sendboard(['demo', '--out', join(ROOT, 'catalogue')])
  assert.equal(code, 2)
  assert.match(err, /catalogue is not empty\. Choose another folder/)
})

test('an address that other machines could reach is refused before anything runs', async () => {
  const { code, err } = await sendboard(['import', 'x'], { HOST: '0.0.0.0' })
  assert.equal(code, 2)
  assert.match(err, /HOST must be 127\.0\.0\.1, .*so only this machine may reach the pages/)
})
