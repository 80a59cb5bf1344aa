import { child, childrenNamed, textOf } from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { dayOfText } from './values.ts'

/** Which spell of a plan a request led to. */
export type SpellHere = {
  /** From 1, among the spells in the return of plans of this person with the same StartDate. */
  readonly number: number
  /** Where there is one before it: the day on which that ceased. */
  readonly after?: string
}

export const FIRST_SPELL: SpellHere = { number: 1 }

/**
 * The spells of the plans of a Person that are not the first, by their request. Spells are told apart
 * by StartDate and CeaseDate; two that agree in both are the same one twice.
 */
export function laterSpells(person: XmlNode): ReadonlyMap<XmlNode, SpellHere> {
  const found = new Map<XmlNode, SpellHere>()
  const requests = childrenNamed(person, 'Requests')
  if (requests.length < 2) return found
  const plans = requests.flatMap((request) => {
    const named = child(child(request, 'Assessment'), 'NamedPlan')
    return named
      ? [{ request, start: dayIn(named, 'StartDate'), end: dayIn(named, 'CeaseDate') }]
      : []
  })
  for (const spells of Map.groupBy(plans, ({ start }) => start).values()) {
    const ends = [...new Set(spells.flatMap(({ end }) => end ?? []))].sort()
    for (const { request, end } of spells) {
      const before = ends.filter((one) => end === undefined || one < end)
      const after = before.at(-1)
      if (after !== undefined) found.set(request, { number: before.length + 1, after })
    }
  }
  return found
}

function dayIn(named: XmlNode, name: string): string | undefined {
  const text = textOf(named, name)
  return text === undefined ? undefined : (dayOfText(text) ?? text)
}

/**
 * The day from which a later spell is taken to be held, which no return gives: when the first
 * placement began after the spell before ceased, else the day on which that ceased.
 */
export function heldAgainFrom(active: XmlNode | undefined, after: string): string {
  const entries = childrenNamed(active, 'PlacementDetail').flatMap(
    (one) => dayOfText(textOf(one, 'EntryDate') ?? '') ?? [],
  )
  return entries.filter((entry) => entry >= after).sort()[0] ?? after
}
