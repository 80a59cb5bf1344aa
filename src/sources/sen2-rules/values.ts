import { ageOn } from '../../core/index.ts'
import { CODE_SETS, type CodeSetName, type Sen2Codes } from '../sen2/codes.ts'
import { isOfYear } from '../sen2/names.ts'
import { child, childrenNamed, textOf } from '../sen2/reading.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import { dayOfText } from '../sen2/values.ts'

type Node = XmlNode | undefined

/** Whether an element is there and not empty. */
export function has(node: Node, name: string): boolean {
  return textOf(node, name) !== undefined
}

/** Its code: capitals, and without the `.0` that spreadsheets add. */
export function codeIn(node: Node, name: string): string | undefined {
  return textOf(node, name)?.toUpperCase().replace(/\.0+$/, '')
}

/** Its day; none where it is missing or no day of the calendar. */
export function dayIn(node: Node, name: string): string | undefined {
  return dayOfText(textOf(node, name) ?? '')
}

/** Yes, no, `wrong` for anything else, nothing where it is missing. */
export function flagIn(node: Node, name: string): boolean | 'wrong' | undefined {
  const text = textOf(node, name)
  if (text === undefined) return undefined
  if (/^(?:1|1\.0|true|y|yes)$/i.test(text)) return true
  return /^(?:0|0\.0|false|n|no)$/i.test(text) ? false : 'wrong'
}

export function isSet(node: Node, name: string): boolean {
  return flagIn(node, name) === true
}

/** Whether an element holds a code of its set in a collection year. */
export function isCode(set: CodeSetName, code: string, year: number): boolean {
  const codes: Sen2Codes = CODE_SETS[set]
  const found = Object.hasOwn(codes, code) ? codes[code] : undefined
  return found !== undefined && isOfYear(found, year)
}

/** Whether an element is there and its code is not of the set. */
export function isOtherCode(node: Node, name: string, set: CodeSetName, year: number): boolean {
  const code = codeIn(node, name)
  return code !== undefined && !isCode(set, code, year)
}

/** Whether one day lies before another; not, where either is missing. */
export function isBefore(day: string | undefined, other: string | undefined): boolean {
  return day !== undefined && other !== undefined && day < other
}

/** Whether a day is there and not within two others, both included. */
export function isOutside(day: string | undefined, from: string, to: string): boolean {
  return day !== undefined && (day < from || day > to)
}

/** Age in whole years; none where the birth date is missing. */
export function ageAt(person: XmlNode, day: string | undefined): number | undefined {
  const birth = dayIn(person, 'PersonBirthDate')
  return birth === undefined || day === undefined ? undefined : ageOn(birth, day)
}

export function isUnder(person: XmlNode, age: number, day: string | undefined): boolean {
  const found = ageAt(person, day)
  return found !== undefined && found < age
}

/** Whether a plan is held on a day; the day on which it ceases is its last. */
export function isPlanOpen(plan: Node, day: string): boolean {
  return isOpen(plan, 'StartDate', 'CeaseDate', day)
}

/** Whether a placement lasts on a day; the day on which the person leaves is its last. */
export function isPlacementOpen(placement: Node, day: string): boolean {
  return isOpen(placement, 'EntryDate', 'LeavingDate', day)
}

function isOpen(node: Node, begin: string, end: string, day: string): boolean {
  const [from, to] = [dayIn(node, begin), dayIn(node, end)]
  return from !== undefined && from <= day && (to === undefined || to >= day)
}

/** The placements of an ActivePlans that last on a day. */
export function openPlacements(active: Node, day: string): readonly XmlNode[] {
  return childrenNamed(active, 'PlacementDetail').filter((one) => isPlacementOpen(one, day))
}

/** The plan that a request led to, whichever of its assessments it hangs beneath. */
export function planOf(request: Node): XmlNode | undefined {
  return childrenNamed(request, 'Assessment')
    .map((one) => child(one, 'NamedPlan'))
    .find((one) => one !== undefined)
}

/** Whether a refusal was challenged or changed; its outcome and its day stay as first recorded. */
export function isOverturned(request: Node): boolean {
  if (codeIn(request, 'RequestOutcome') !== 'N') return false
  const isChallenged = isSet(request, 'RequestMediation') || isSet(request, 'RequestTribunal')
  return isChallenged || child(request, 'Assessment') !== undefined
}

/** What is wrong with the ranks of some records, as words; nothing where they are 1, or 1 and 2. */
export function ranksFault(nodes: readonly XmlNode[], name: string): string | undefined {
  const ranks = nodes.map((one) => codeIn(one, name))
  if (ranks.some((rank) => rank !== '1' && rank !== '2')) return `${name} is neither 1 nor 2.`
  if (new Set(ranks).size < ranks.length) return `Two records have the same ${name}.`
  return ranks.length > 0 && !ranks.includes('1') ? `There is a ${name} 2 without a 1.` : undefined
}
