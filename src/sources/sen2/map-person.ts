import { identityOf } from '../pupil-number.ts'
import type { Identity, SourceItem } from '../types.ts'
import { MAIN_ETHNICITY } from './ethnicity.ts'
import { mapRequest } from './map-request.ts'
import { FIRST_SPELL, laterSpells } from './plan-spells.ts'
import {
  childrenNamed,
  complain,
  type Draft,
  draftOf,
  itemsOf,
  placeOf,
  type Reading,
  textOf,
} from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { tellUnknown } from './unknown-elements.ts'
import { code, day, unknown } from './values.ts'
import { counted } from '../tally.ts'

/**
 * The items of one Person: the person, and the requests, plans, placements and reviews below.
 *
 * @param position - Place of the person in the file, from 1.
 */
export function mapPerson(reading: Reading, node: XmlNode, position: number): SourceItem[] {
  const notes = tellUnknown(reading, node)
  const draft = draftOf('persons', node)
  const { values } = draft
  const identity = whoIs(reading, draft, position)
  values['birth_date'] = day(reading, draft, node, 'PersonBirthDate', true)
  values['sex'] = code(reading, draft, node, reading.rulesOf < 2024 ? 'GenderCurrent' : 'Sex')
  values['ethnicity'] = ethnicity(reading, draft)
  values['home_la'] = reading.header.authority
  const personRefused = draft.errors.length > 0
  const spells = laterSpells(node)
  return [
    ...notes,
    ...itemsOf(draft, { identity, made: { person_id: [] }, weak: ['home_la'] }),
    ...childrenNamed(node, 'Requests').flatMap((request) =>
      mapRequest(reading, {
        request,
        identity,
        personRefused,
        spell: spells.get(request) ?? FIRST_SPELL,
      }),
    ),
  ]
}

/** A person without a number is known by the place in this one file, and never met again. */
function whoIs(reading: Reading, draft: Draft, position: number): Identity {
  const { node } = draft
  const found = identityOf(textOf(node, 'UPN') ?? '', textOf(node, 'UniqueLearnerNumber') ?? '')
  for (const number of found.faulty) {
    const name = number === 'upn' ? 'UPN' : 'UniqueLearnerNumber'
    const message = `${name} is not well formed, or its check character is wrong.`
    complain(draft, 'source-pupil-number', placeOf(reading, node, name), message)
  }
  if (found.identity) return found.identity
  const reason = code(reading, draft, node, 'UPNunknown')
  const { authority, year, serial } = reading.header
  complain(
    draft,
    'sen2-person-without-number',
    placeOf(reading, node, 'UPNunknown'),
    `The person has neither UPN nor ULN${reason === null ? '' : ` (${reason})`}.`,
  )
  return { own: ['sen2', authority, String(year), serial, String(position)].join('/') }
}

function ethnicity(reading: Reading, draft: Draft): string | null {
  const { node } = draft
  const text = textOf(node, 'Ethnicity')?.toUpperCase()
  if (text === undefined) return null
  const main = MAIN_ETHNICITY.get(text)
  const place = placeOf(reading, node, 'Ethnicity')
  if (main === undefined) {
    const codes = new Map([...MAIN_ETHNICITY.keys()].map((one) => [one, one]))
    complain(draft, 'sen2-unknown-code', place, unknown('Ethnicity', text, codes))
    draft.unknown.add('ethnicity')
    return null
  }
  if (main !== text)
    reading.tally.add(
      'sen2-ethnicity-rolled-up',
      'Ethnicity',
      place.line ?? node.line,
      (count) => `${counted(count, 'extended code')} counted under the main code.`,
    )
  return main
}
