import { isDay } from '../core/index.ts'

type Mistake = { readonly says: string; readonly fix: string | ((text: string) => string) }

const NO_COMPARISON = 'is not a comparison of this language'
const NO_WORD = 'is not a word of this language'

/** What to say of each slip that the lexer knows, by the name of its token. */
export const MISTAKES: ReadonlyMap<string, Mistake> = new Map([
  ['not-equal', { says: NO_COMPARISON, fix: 'Write `<>`.' }],
  ['equal', { says: NO_COMPARISON, fix: 'Write `=`.' }],
  ['at-most', { says: NO_COMPARISON, fix: 'Write `<=`.' }],
  ['at-least', { says: NO_COMPARISON, fix: 'Write `>=`.' }],
  ['both', { says: NO_WORD, fix: 'Write `and`.' }],
  ['either', { says: NO_WORD, fix: 'Write `or`.' }],
  ['never', { says: NO_WORD, fix: 'Write `not`.' }],
  ['among', { says: NO_WORD, fix: 'Write `in`.' }],
  ['null', { says: NO_WORD, fix: 'Write `empty`, as in `closed_date empty`.' }],
  ['dash', { says: 'is a dash, not a minus', fix: 'Write `-` with a space on each side.' }],
  [
    'division',
    {
      says: 'would divide, and a formula never divides',
      fix: 'Write the two parts as `denominator` and `numerator`; the value is worked out once.',
    },
  ],
  ['double-quotes', { says: 'has the wrong quotation marks', fix: "Write single ones: 'x y'." }],
  [
    'wrong-date',
    {
      says: 'is neither a date nor a number',
      fix: dateAsWritten,
    },
  ],
])

/** The same day as the language writes it, where one can be made out. */
function dateAsWritten(text: string): string {
  const parts = text.split(/[/.-]/)
  const [first = '', second = '', third = ''] = parts
  const [day, month, year] = first.length === 4 ? [third, second, first] : [first, second, third]
  const full = year.length === 2 ? `20${year}` : year
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (parts.length === 3 && isDay(iso)) return `Write ${iso}.`
  return 'Write a date as 2021-04-01, and a minus with a space on each side.'
}
