import { createWriteStream, globSync, readFileSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

/** The largest SEN2 return of a demo. @throws Error if there is none. */
export function largestReturn(demo: string): string {
  const files = globSync('**/*.xml', { cwd: demo }).map((name) => join(demo, name))
  const [largest] = files.toSorted((a, b) => statSync(b).size - statSync(a).size)
  if (largest === undefined) throw new Error(`${demo} has no return`)
  return largest
}

/**
 * A return with the same persons again and again, each time with other numbers, until it has some
 * size: as many different children, with the same stories.
 */
export async function repeatReturn(from: string, to: string, bytes: number): Promise<void> {
  const text = readFileSync(from, 'utf8')
  const start = text.indexOf('<Person>')
  const end = text.lastIndexOf('</Person>') + '</Person>'.length
  const persons = text.slice(start, end)
  const out = createWriteStream(to)
  out.write(text.slice(0, start))
  for (let copy = 0; copy * persons.length < bytes; copy += 1) {
    if (!out.write(renumbered(persons, copy))) await once(out, 'drain')
  }
  out.end(text.slice(end))
  await finished(out)
}

/** More schools than a demo has; there is room for fifteen times as many below 10,000. */
const SCHOOLS = 500
const MOST_COPIES = 15

function renumbered(persons: string, copy: number): string {
  if (copy === 0) return persons
  if (copy > MOST_COPIES)
    throw new RangeError('there are not enough numbers; begin with a larger return')
  return persons
    .replaceAll(
      /<UPN>.(\d{3})(\d{4})(\d{5})<\/UPN>/g,
      (_whole, lea: string, school: string, rest: string) => {
        const digits = `${lea}${String(Number(school) + copy * SCHOOLS)}${rest}`
        return `<UPN>${checkLetter(digits)}${digits}</UPN>`
      },
    )
    .replaceAll(/<UniqueLearnerNumber>\d+<\/UniqueLearnerNumber>\n?/g, '')
}

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** The letter of a UPN: each digit times 2, 3, … 13, the sum modulo 23 (DfE, UPN guide). */
function checkLetter(digits: string): string {
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index + 2),
    0,
  )
  return LETTERS[sum % 23] ?? ''
}
