import type { Issue } from '../core/index.ts'
import type { Formula, MeasureText } from '../formula/index.ts'
import type { Shaped } from './additions.ts'
import type { IdentitiesShape } from './identity-shapes.ts'
import type { Identity, IdentityTerm } from './types.ts'
import { issueAtPath, type KeyPath, placeAtPath, textAtPath, type YamlFile } from './yaml-file.ts'

type IdentityShape = IdentitiesShape['identities'][number]

/** A formula of an identity: where it is written, and the id under which it is checked. */
type Written = Omit<IdentityTerm, 'formula'> & { readonly file: YamlFile; readonly path: KeyPath }

type Draft = {
  readonly shape: IdentityShape
  readonly file: YamlFile
  readonly path: KeyPath
  readonly whole: Written
  readonly parts: readonly Written[]
  readonly causes: readonly { readonly words: string; readonly explains?: Written }[]
}

/** What must add up as written, and the texts of its formulas to be checked with the measures. */
export type IdentityDrafts = {
  readonly drafts: readonly Draft[]
  readonly texts: readonly MeasureText[]
  readonly issues: readonly Issue[]
}

/** Reads the identities of all files; of two with one id the first stands. */
export function draftIdentities(files: readonly Shaped<IdentitiesShape>[]): IdentityDrafts {
  const all = files.flatMap(({ shape, file }) =>
    shape.identities.map((one, index) => draftOf(one, file, ['identities', index])),
  )
  const first = new Map(all.toReversed().map((draft) => [draft.shape.id, draft]))
  const drafts = all.filter((draft) => first.get(draft.shape.id) === draft)
  const twice = all.filter((draft) => first.get(draft.shape.id) !== draft)
  return { drafts, texts: drafts.flatMap(textsOf), issues: twice.map(twiceIssue) }
}

function draftOf(shape: IdentityShape, file: YamlFile, path: KeyPath): Draft {
  const { id, whole, parts, causes = [] } = shape
  const written = (name: string, words: string, sign: 1 | -1, ...keys: KeyPath): Written => ({
    id: `${id}/${name}`,
    words,
    sign,
    file,
    path: [...path, ...keys],
  })
  return {
    shape,
    file,
    path,
    whole: written('whole', whole.words, 1, 'whole', 'formula'),
    parts: parts.map(({ plus, words }, index) =>
      plus === undefined
        ? written(`part-${String(index + 1)}`, words, -1, 'parts', index, 'less')
        : written(`part-${String(index + 1)}`, words, 1, 'parts', index, 'plus'),
    ),
    causes: causes.map(({ words, formula }, index) => ({
      words,
      ...(formula !== undefined && {
        explains: written(`cause-${String(index + 1)}`, words, 1, 'causes', index, 'formula'),
      }),
    })),
  }
}

function textsOf({ whole, parts, causes }: Draft): readonly MeasureText[] {
  const written = [whole, ...parts, ...causes.flatMap(({ explains }) => explains ?? [])]
  return written.map(({ id, file, path }) => ({
    id,
    kind: 'difference',
    texts: { value: textAtPath(file, path) },
    parameters: [],
    place: placeAtPath(file, path),
  }))
}

function twiceIssue({ shape, file, path }: Draft): Issue {
  const message = `there is an identity ${shape.id} already`
  return issueAtPath(file, [...path, 'id'], 'catalogue-twice', message, 'Give it another id.')
}

/** The identities of which whole and parts are sound. */
export function buildIdentities(
  { drafts }: IdentityDrafts,
  formulas: ReadonlyMap<string, Formula>,
): ReadonlyMap<string, Identity> {
  const term = ({ id, words, sign }: Written): IdentityTerm | undefined => {
    const formula = formulas.get(id)
    return formula && { id, words, sign, formula }
  }
  return new Map(
    drafts.flatMap((draft) => {
      const { id, name, unit, periods } = draft.shape
      const whole = term(draft.whole)
      const parts = draft.parts.flatMap((part) => term(part) ?? [])
      if (!whole || parts.length < draft.parts.length) return []
      const causes = draft.causes.map(({ words, explains }) => {
        const counted = explains && term(explains)
        return counted ? { words, explains: counted } : { words }
      })
      return [[id, { id, name, unit, periods, whole, parts, causes }] as const]
    }),
  )
}
