import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityOf, isUln, isUpn } from './pupil-number.ts'

test('a UPN has the check letter that its digits give', () => {
  for (const upn of ['A950000178301', 'H243278544154', 'C999200015001', 'J999201120007'])
    assert.equal(isUpn(upn), true, upn)
  assert.equal(isUpn('B950000178301'), false)
  assert.equal(isUpn('A95000017830'), false)
})

test('a ULN has the check digit that its digits give', () => {
  for (const uln of ['9000000016', '9000000024', '9000000032']) assert.equal(isUln(uln), true, uln)
  assert.equal(isUln('9000000017'), false)
})

test('a sound number is taken before a faulty one', () => {
  assert.deepEqual(identityOf('B950000178301', '9000000016'), {
    identity: { uln: '9000000016' },
    faulty: ['upn'],
  })
})

test('a number of the right shape with a wrong check letter is used, and told', () => {
  assert.deepEqual(identityOf('B950000178301', ''), {
    identity: { upn: 'B950000178301' },
    faulty: ['upn'],
  })
})

test('what has not even the shape of a number is no identity', () => {
  assert.deepEqual(identityOf('Ada', 'TBC'), { faulty: ['upn', 'uln'] })
})
