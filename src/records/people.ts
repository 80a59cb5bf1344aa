import type { AuthorityCode, Issue } from '../core/index.ts'
import { type Identity, isUpn } from '../sources/index.ts'
import type { Database } from '../database/index.ts'
import { HASH_LENGTH, type PersonHash } from './person-key.ts'
import { recordIssue } from './rules.ts'

/** How sure a number is of its child: a UPN, a ULN, or a number of one system. */
export type NumberKind = 'upn' | 'uln' | 'own'

/** `alias` is the same person as `person`: both hashes, the latter of the surer kind. */
export type PersonLink = {
  readonly alias: string
  readonly person: string
  readonly personKind: NumberKind
  readonly line: number
}

/** Where a row is, for an issue about its person. */
export type RowPlace = { readonly file: string; readonly line: number }

/**
 * Tells who a row is about, as a hash, and remembers which numbers turned out to be the same person.
 */
export type People = {
  readonly personOf: (own: string | null, identity: Identity | undefined, at: RowPlace) => string
  /** The person that a hash stands for by now. */
  readonly resolve: (hash: string) => string
  /** Links found since the last time. */
  readonly takeLinks: () => readonly PersonLink[]
  readonly takeIssues: () => readonly Issue[]
}

type Numbered = { readonly kind: NumberKind; readonly hash: string }

/**
 * @param known - Links found by earlier imports of the authority, from `knownLinks`.
 */
export function newPeople(
  hash: PersonHash,
  authority: AuthorityCode,
  known: readonly string[],
): People {
  const { links, kinds } = linksIn(known)
  const found: PersonLink[] = []
  const issues: Issue[] = []
  const resolve = (start: string): string => {
    let at = start
    for (let next = links.get(at); next !== undefined; next = links.get(at)) at = next
    return at
  }
  const join = (alias: string, person: Numbered, at: RowPlace): void => {
    links.set(alias, person.hash)
    kinds.set(person.hash, person.kind)
    found.push({ alias, person: person.hash, personKind: person.kind, line: at.line })
  }
  const link = (weaker: Numbered, surer: Numbered, at: RowPlace): void => {
    const [from, to] = [resolve(weaker.hash), resolve(surer.hash)]
    if (from === to) return
    const fromKind = from === weaker.hash ? weaker.kind : (kinds.get(from) ?? 'own')
    const toKind = to === surer.hash ? surer.kind : (kinds.get(to) ?? 'own')
    if (fromKind === toKind) issues.push(contradiction(weaker.kind, at))
    else if (sureness(fromKind) > sureness(toKind)) join(to, { kind: fromKind, hash: from }, at)
    else join(from, { kind: toKind, hash: to }, at)
  }
  const rememberedHash = rememberHashes(hash)
  const ownHash = remembered((own) => (isUpn(own) ? hash('upn', own) : hash('own', authority, own)))
  return {
    resolve,
    personOf: (own, identity, at) => {
      if (own !== null && !identity) return resolve(ownHash(own))
      const numbers = numbersOf(rememberedHash, authority, own, identity)
      const [first, ...rest] = numbers
      if (!first) throw new Error('a row about a person must have a number')
      for (const weaker of rest) link(weaker, first, at)
      return resolve((numbers.find(({ kind }) => kind === 'own') ?? first).hash)
    },
    takeLinks: () => found.splice(0),
    takeIssues: () => issues.splice(0),
  }
}

/**
 * The links that earlier imports of an authority found, many to a text: there are hundreds of
 * thousands in a county, and to bring each as a row takes seconds. Each is alias, person, and the
 * second letter of the person's kind.
 */
export async function knownLinks(
  database: Database,
  authority: AuthorityCode,
): Promise<readonly string[]> {
  const rows = await database.query(
    `select string_agg(alias || person || substr(person_kind, 2, 1), '') as links
     from records.person_links where authority = $1 group by authority, substr(alias, 1, 2)`,
    [authority],
  )
  return rows.map((row) => String(row['links']))
}

const KINDS: Readonly<Record<string, NumberKind>> = { p: 'upn', l: 'uln', w: 'own' }

function linksIn(known: readonly string[]): {
  readonly links: Map<string, string>
  readonly kinds: Map<string, NumberKind>
} {
  const [links, kinds] = [new Map<string, string>(), new Map<string, NumberKind>()]
  for (const text of known) {
    for (let at = 0; at < text.length; at += 2 * HASH_LENGTH + 1) {
      const person = text.slice(at + HASH_LENGTH, at + 2 * HASH_LENGTH)
      links.set(text.slice(at, at + HASH_LENGTH), person)
      kinds.set(person, KINDS[text.charAt(at + 2 * HASH_LENGTH)] ?? 'own')
    }
  }
  return { links, kinds }
}

function sureness(kind: NumberKind): number {
  return { upn: 2, uln: 1, own: 0 }[kind]
}

function contradiction(kind: NumberKind, { file, line }: RowPlace): Issue {
  const name = { upn: 'UPN', uln: 'ULN', own: 'own number' }[kind]
  return recordIssue(
    'records-person-contradiction',
    { file, line },
    `The ${name} of this row was linked with another person by an earlier row or file.`,
  )
}

/** The numbers of a row, the surest first. A number of one system is a person within one authority. */
function numbersOf(
  hash: PersonHash,
  authority: AuthorityCode,
  own: string | null,
  identity: Identity | undefined,
): readonly Numbered[] {
  const upn = identity?.upn ?? (own !== null && isUpn(own) ? own : undefined)
  const known = [
    numbered('upn', upn, (number) => hash('upn', number)),
    numbered('uln', identity?.uln, (number) => hash('uln', number)),
    numbered('own', own === upn ? null : own, (number) => hash('own', authority, number)),
  ].flat()
  if (known.length > 0) return known
  return numbered('own', identity?.own, (number) => hash('once', authority, number))
}

function numbered(
  kind: NumberKind,
  number: string | null | undefined,
  hash: (number: string) => string,
): readonly Numbered[] {
  return number === null || number === undefined ? [] : [{ kind, hash: hash(number) }]
}

/** Most files speak of the same person several times, most often on rows that stand together. */
const MOST_REMEMBERED = 50_000

function rememberHashes(hash: PersonHash): PersonHash {
  const hashOf = remembered((name) => {
    const [kind = '', ...parts] = name.split('\0')
    return hash(kind, ...parts)
  })
  return (...parts) => hashOf(parts.join('\0'))
}

function remembered(make: (name: string) => string): (name: string) => string {
  const hashes = new Map<string, string>()
  return (name) => {
    const known = hashes.get(name)
    if (known !== undefined) return known
    const made = make(name)
    if (hashes.size > MOST_REMEMBERED) hashes.clear()
    hashes.set(copied(name), made)
    return made
  }
}

/** A text cut from a piece of a file keeps all of that piece in memory; a copy does not. */
function copied(text: string): string {
  return Buffer.from(text).toString()
}
