import type { Column, Unit } from './schema.ts'
import type { Expression, ValueType } from './tree.ts'

export const YES_NO: ValueType = { is: 'yes-no' }
export const DATE: ValueType = { is: 'date' }
export const TEXT: ValueType = { is: 'text' }
export const PERIOD: ValueType = { is: 'period' }

export function numberOf(unit?: Unit): ValueType {
  return unit ? { is: 'number', unit } : { is: 'number' }
}

/** The type of a column's values. */
export function columnType(column: Column): ValueType {
  switch (column.type) {
    case 'code':
      return { is: 'code', codes: [...(column.codes?.keys() ?? [])] }
    case 'date':
      return DATE
    case 'integer':
    case 'number':
      return numberOf(column.unit)
    case 'money':
      return numberOf('GBP')
    case 'financial-year':
      return { is: 'financial-year' }
    case 'academic-year':
      return { is: 'academic-year' }
    case 'text':
      return TEXT
  }
}

/** Whether values of the two types can be compared or added. */
export function alike(a: ValueType, b: ValueType): boolean {
  if (a.is === 'number' && b.is === 'number') return !a.unit || !b.unit || a.unit === b.unit
  if (a.is === 'code' && b.is === 'code') return a.codes.some((code) => b.codes.includes(code))
  const textual = (type: ValueType) => type.is === 'text' || type.is === 'code'
  if (textual(a) && textual(b)) return true
  return a.is === b.is
}

/** The two numbers' type together: the unit of whichever has one. */
export function joinedType(a: ValueType, b: ValueType): ValueType {
  if (a.is === 'number' && b.is === 'number') return numberOf(a.unit ?? b.unit)
  return a
}

export function hasEnds(type: ValueType): boolean {
  return type.is === 'period' || type.is === 'financial-year' || type.is === 'academic-year'
}

/** A type in words: `a date`, `a number of weeks`. */
export function typeWords(type: ValueType): string {
  switch (type.is) {
    case 'number':
      return type.unit ? `a number of ${type.unit === 'GBP' ? 'pounds' : type.unit}` : 'a number'
    case 'yes-no':
      return 'a yes or no'
    case 'date':
      return 'a date'
    case 'text':
      return 'text'
    case 'code':
      return 'a code'
    case 'period':
      return 'a period'
    case 'financial-year':
      return 'a financial year'
    case 'academic-year':
      return 'an academic year'
  }
}

export function isNumber(expression: Expression): boolean {
  return expression.type.is === 'number'
}
