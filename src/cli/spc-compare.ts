/** Says where what was found is not what is expected; fields that are not expected are not compared. */
export function differences(expected: unknown, found: unknown, tolerance: number): string[] {
  return differencesAt('', expected, found, tolerance)
}

function differencesAt(
  place: string,
  expected: unknown,
  found: unknown,
  tolerance: number,
): string[] {
  if (Array.isArray(expected)) return ofLists(place, expected, found, tolerance)
  if (isRecord(expected)) {
    if (!isRecord(found)) return [wrong(place, expected, found)]
    return Object.entries(expected).flatMap(([name, one]) =>
      differencesAt(place === '' ? name : `${place}.${name}`, one, found[name], tolerance),
    )
  }
  return isSame(expected, found, tolerance) ? [] : [wrong(place, expected, found)]
}

function ofLists(
  place: string,
  expected: readonly unknown[],
  found: unknown,
  tolerance: number,
): string[] {
  if (!Array.isArray(found)) return [wrong(place, expected, found)]
  const list: readonly unknown[] = found
  if (list.length !== expected.length) {
    return [`${place}: expected ${String(expected.length)} entries, found ${String(list.length)}`]
  }
  return expected.flatMap((one, index) =>
    differencesAt(`${place}[${String(index)}]`, one, list[index], tolerance),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(expected: unknown, found: unknown, tolerance: number): boolean {
  if (typeof expected !== 'number' || typeof found !== 'number') return expected === found
  return Math.abs(expected - found) <= tolerance
}

function wrong(place: string, expected: unknown, found: unknown): string {
  return `${place}: expected ${written(expected)}, found ${written(found)}`
}

function written(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
