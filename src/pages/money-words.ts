import { type Rational, toFixed } from '../core/index.ts'

/** Whole pounds with commas: `£1,885,000`, `-£5,000`. */
export function pounds(value: Rational): string {
  const text = toFixed(value, 0)
  const grouped = text.replace('-', '').replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `${text.startsWith('-') ? '-' : ''}£${grouped}`
}
