import type { Area } from '../../catalogue/index.ts'

/** What a row says of its area; empty where it says nothing. */
export type NamedArea = { readonly code: string; readonly la: string; readonly name: string }

/** The code of today of the area that a row is of, or why that cannot be told. */
export type FoundArea =
  | { readonly code: string; readonly isWithin: boolean }
  | { readonly fault: string; readonly isKnown: boolean }

/** Finds areas by what rows say of them: everything said must be of one and the same. */
export type AreaFinder = (said: NamedArea) => FoundArea

/** Of nobody: the authorities of demonstrations. */
const INVENTED = /^X\d{8}$/

/** A finder among some areas. */
export function areaFinder(areas: readonly Area[]): AreaFinder {
  const byCode = new Map(
    areas.flatMap((area) =>
      [area.code, area.formerCode ?? area.code].map((code) => [code, area] as const),
    ),
  )
  const byLa = new Map(areas.map((area) => [area.la, area]))
  const byName = Map.groupBy(
    areas.flatMap((area) => [area.name, ...area.also].map((name) => ({ name, area }))),
    ({ name }) => plainArea(name),
  )
  const known = new Map<string, FoundArea>()
  const find: AreaFinder = (said) => {
    if (INVENTED.test(said.code)) return { code: said.code, isWithin: true }
    const cues = [
      { says: `the code ${said.code}`, given: said.code, areas: some(byCode.get(said.code)) },
      { says: `the number ${said.la}`, given: said.la, areas: some(byLa.get(said.la)) },
      {
        says: `the name ${said.name}`,
        given: said.name,
        areas: (byName.get(plainArea(said.name)) ?? []).map(({ area }) => area),
      },
    ].filter(({ given }) => given !== '')
    return agreed(cues)
  }
  return (said) => {
    const key = `${said.code}\0${said.la}\0${said.name}`
    const found = known.get(key) ?? find(said)
    known.set(key, found)
    return found
  }
}

type Cue = { readonly says: string; readonly given: string; readonly areas: readonly Area[] }

function agreed(cues: readonly Cue[]): FoundArea {
  const lost = cues.find(({ areas }) => areas.length === 0)
  if (cues.length === 0) return { fault: 'The row names no area.', isKnown: false }
  if (lost) return { fault: `No area of England has ${lost.says}.`, isKnown: false }
  const [first, ...others] = cues
  const common = (first?.areas ?? []).filter((area) =>
    others.every(({ areas }) => areas.includes(area)),
  )
  const [area] = common
  if (area && common.length === 1)
    return { code: area.code, isWithin: area.kind === 'authority' || area.kind === 'gone' }
  const words = cues.map(({ says, areas }) => `${says} is ${areas.map(areaWords).join(' or ')}`)
  return { fault: `The row names two areas: ${words.join('; ')}.`, isKnown: true }
}

function areaWords({ name, la }: Area): string {
  return `${name} (${la})`
}

function some(area: Area | undefined): readonly Area[] {
  return area === undefined ? [] : [area]
}

/**
 * A name without what differs between files: capitals, signs, `, City of`, `Borough`, a footnote's
 * number, `(Pre LG)`.
 */
export function plainArea(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\d,\s]+$/, '')
    .replace(/\s*\(pre lg\)$/, '')
    .replace(/,\s*(?:city|county) of$/, '')
    .replace(/^county\s+|\s+(?:borough|ua)$/g, '')
    .replaceAll('&', 'and')
    .replace(/\bst\.?\s/, 'st ')
    .replace(/[^a-z]/g, '')
}
