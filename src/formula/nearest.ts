/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let before: readonly number[] = []
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, previous, before)
    ;[before, previous] = [previous, row]
  }
  return at(previous, b.length)
}

const at = (row: readonly number[], j: number): number => row[j] ?? 0

/** Distances of the first `i` letters of `a` to every beginning of `b`. */
function nextRow(
  a: string,
  b: string,
  i: number,
  previous: readonly number[],
  before: readonly number[],
): number[] {
  const row = [i]
  for (let j = 1; j <= b.length; j += 1) {
    const replace = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
    const edit = Math.min(replace, at(previous, j) + 1, at(row, j - 1) + 1)
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    row.push(swapped ? Math.min(edit, at(before, j - 2) + 1) : edit)
  }
  return row
}

/** The candidate most like `name`, or undefined when none is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  const limit = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length * 0.34))
  let best: { text: string; distance: number } | undefined
  for (const text of candidates) {
    const candidate = text.toLowerCase()
    const begins = wanted.length > 2 && candidate.startsWith(wanted)
    const edits = editDistance(wanted, candidate)
    const distance = begins ? Math.min(edits, limit) : edits
    if (distance <= limit && (!best || distance < best.distance)) best = { text, distance }
  }
  return best?.text
}
