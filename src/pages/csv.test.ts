import assert from 'node:assert/strict'
import { it } from 'node:test'
import { csvText } from './csv.ts'

it('writes a mark for spreadsheets, a head and the rows', () => {
  assert.equal(csvText(['a', 'b'], [[1, 'x']]), '\uFEFFa,b\r\n1,x\r\n')
})

it('quotes commas, quotation marks and line ends', () => {
  assert.equal(csvText(['a'], [['x, "y"\nz']]), '\uFEFFa\r\n"x, ""y""\nz"\r\n')
})

it('keeps a negative number and disarms a formula', () => {
  assert.equal(csvText(['a', 'b'], [['-6.3', '=1+1']]), "\uFEFFa,b\r\n-6.3,'=1+1\r\n")
})

it('leaves an empty cell empty', () => {
  assert.equal(csvText(['a', 'b'], [[null, true]]), '\uFEFFa,b\r\n,true\r\n')
})
