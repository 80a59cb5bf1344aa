import { childrenNamed, textOf } from '../sen2/reading.ts'
import type { XmlNode } from '../sen2/return-parser.ts'
import type { About, Sen2Rule, Told } from './rule.ts'
import { codeIn, dayIn, has, isBefore, openPlacements, planOf } from './values.ts'

/** Share of plans ceased for reason 9 above which the Department is supposed to ask. */
export const OTHER_REASONS_SHARE = 0.1

/** A school with at least so many placements last year that has lost more than this share is asked about. */
export const FEWER = { from: 10, share: 0.5 } as const

/** A person with the position in the file, for rules that compare persons. */
export type Placed = { readonly node: XmlNode; readonly position: number }
export type Across = Told & { readonly at?: Placed }

/** Rules that look at more than one person: what each has seen so far, and what it says at the end. */
export type AcrossRule = Sen2Rule & {
  readonly watch: (about: About, before?: ReadonlyMap<string, number>) => Watch
}
export type Watch = {
  /** @returns what is wrong with this person, given those before. */
  readonly see: (person: Placed) => Across | undefined
  readonly end: () => readonly Across[]
}

const NOTHING: readonly Across[] = []

/** Watches for a text that two persons have; nobody's text is kept longer than the reading. */
function twice(textOfPerson: (person: XmlNode) => string | undefined): AcrossRule['watch'] {
  return () => {
    const seen = new Map<string, number>()
    return {
      see: (at) => {
        const text = textOfPerson(at.node)
        if (text === undefined) return undefined
        const first = seen.get(text)
        if (first !== undefined) return { at, says: `As on person ${String(first)} of the file.` }
        seen.set(text, at.position)
        return undefined
      },
      end: () => NOTHING,
    }
  }
}

const WHO = ['Surname', 'Forename', 'PersonBirthDate', 'PostCode'] as const

/** Rules that compare the persons of a return. */
export const ACROSS_RULES: readonly AcrossRule[] = [
  {
    id: 'S2-116',
    level: 'error',
    certainty: 'reconstructed',
    fields: ['UPN'],
    says: 'Two persons have the same UPN.',
    fix: 'Bring the two records together, or correct the number of one.',
    watch: twice((person) => textOf(person, 'UPN')?.toUpperCase()),
  },
  {
    id: 'S2-118',
    level: 'query',
    certainty: 'reconstructed',
    fields: ['UniqueLearnerNumber'],
    says: 'Two persons have the same unique learner number.',
    fix: 'Bring the two records together, or correct the number of one.',
    watch: twice((person) => textOf(person, 'UniqueLearnerNumber')?.replace(/\.0$/, '')),
  },
  {
    id: 'S2-119',
    level: 'query',
    certainty: 'reconstructed',
    fields: WHO,
    says: 'Two persons have the same names, birth date and postcode.',
    fix: 'Bring the two records together if they are one person.',
    watch: twice((person) => {
      const texts = WHO.map((name) => textOf(person, name)?.toLowerCase().replaceAll(' ', ''))
      return texts.includes(undefined) ? undefined : texts.join('\n')
    }),
  },
  {
    id: 'S2-412',
    level: 'query',
    certainty: 'likely',
    fields: ['CeaseReason'],
    says: 'More than one in ten of the plans that ceased did so for another reason (9).',
    fix: 'Give the reason that fits where there is one; the Department asks for an explanation of many.',
    watch: () => {
      let [ceased, other] = [0, 0]
      return {
        see: ({ node }) => {
          for (const request of childrenNamed(node, 'Requests')) {
            const plan = planOf(request)
            if (!has(plan, 'CeaseReason')) continue
            ceased += 1
            if (codeIn(plan, 'CeaseReason') === '9') other += 1
          }
          return undefined
        },
        end: () =>
          ceased > 0 && other / ceased > OTHER_REASONS_SHARE
            ? [
                {
                  says: `${String(other)} of ${String(ceased)} plans that ceased did so for another reason (9).`,
                },
              ]
            : NOTHING,
      }
    },
  },
  {
    id: 'S2-505',
    level: 'query',
    certainty: 'likely',
    fields: ['LastReview', 'ReviewMeeting'],
    says: 'In most records LastReview lies before ReviewMeeting.',
    fix: 'The two are crossed in the export or the template: swap them, whole.',
    watch: () => {
      let [both, crossed] = [0, 0]
      return {
        see: ({ node }) => {
          for (const active of childrenNamed(node, 'Requests').flatMap((one) =>
            childrenNamed(one, 'ActivePlans'),
          )) {
            const [met, told] = [dayIn(active, 'ReviewMeeting'), dayIn(active, 'LastReview')]
            if (met === undefined || told === undefined) continue
            both += 1
            if (isBefore(told, met)) crossed += 1
          }
          return undefined
        },
        end: () =>
          both > 1 && crossed * 2 > both
            ? [
                {
                  says: `In ${String(crossed)} of ${String(both)} records LastReview lies before ReviewMeeting: the two look crossed.`,
                },
              ]
            : NOTHING,
      }
    },
  },
  {
    id: 'S2-529',
    level: 'query',
    certainty: 'sure',
    fields: ['URN'],
    says: 'A school has far fewer placements than last year.',
    fix: 'Check whether the export left some out, or the URN changed.',
    watch: ({ census }, before) => {
      const now = new Map<string, number>()
      return {
        see: ({ node }) => {
          for (const urn of openUrns(node, census)) now.set(urn, (now.get(urn) ?? 0) + 1)
          return undefined
        },
        end: () =>
          [...(before ?? [])]
            .filter(
              ([urn, count]) => count >= FEWER.from && (now.get(urn) ?? 0) < count * FEWER.share,
            )
            .map(([urn, count]) => ({
              says: `${urn} has ${String(now.get(urn) ?? 0)} placements on census day, after ${String(count)} a year before.`,
            })),
      }
    },
  },
]

/** URNs of the main placements of a person that last on a day. */
export function openUrns(person: XmlNode, day: string): string[] {
  return childrenNamed(person, 'Requests').flatMap((request) =>
    childrenNamed(request, 'ActivePlans').flatMap((active) =>
      openPlacements(active, day)
        .filter((one) => codeIn(one, 'PlacementRank') === '1')
        .flatMap((one) => textOf(one, 'URN')?.replace(/\.0+$/, '') ?? []),
    ),
  )
}
