import type { Catalogue } from '../catalogue/index.ts'
import type { AuthorityCode } from '../core/index.ts'
import { type Identity, isUpn, type SourceItem, type SourceRow } from '../sources/index.ts'
import { personColumnsOf } from './identify-row.ts'
import { hashedNumber, type PersonHash } from './person-key.ts'

type Hashing = {
  readonly catalogue: Pick<Catalogue, 'datasets'>
  readonly authority: AuthorityCode
  /** The keyed hash of a number, in the form that `personHash` takes for what it is. */
  readonly hash: (kind: string, ...parts: readonly string[]) => string
  readonly columns: Map<string, readonly string[]>
}

/**
 * Makes a function that puts hashes in place of all numbers of persons in a row, so that it can be
 * kept and read again later with the same outcome: who is who is found out anew each time, from the
 * hashes.
 */
export function numbersHashed(
  settings: Pick<Hashing, 'catalogue' | 'authority'> & { readonly hash: PersonHash },
): (item: SourceItem) => SourceItem {
  const hashing: Hashing = { ...settings, hash: remembered(settings.hash), columns: new Map() }
  return (item) => (item.kind === 'row' ? { kind: 'row', row: hashRow(hashing, item.row) } : item)
}

function hashRow(hashing: Hashing, row: SourceRow): SourceRow {
  const columns = columnsOf(hashing, row.dataset)
  const participant = row.values['participant_id'] ?? null
  if (columns.length === 0 && participant === null && !row.identity) return row
  const { hash, authority } = hashing
  const values: Record<string, string | null> = { ...row.values }
  for (const name of columns) {
    const own = values[name] ?? null
    if (own !== null) values[name] = hashOwn(hashing, own, row.identity)
  }
  if (participant !== null) values['participant_id'] = hash('participant', authority, participant)
  if (!row.identity) return { ...row, values }
  const owns = columns.map((name) => row.values[name] ?? '')
  return { ...row, values, identity: hashIdentity(hashing, row.identity, owns) }
}

function columnsOf({ catalogue, columns }: Hashing, name: string): readonly string[] {
  const known = columns.get(name)
  if (known) return known
  const dataset = catalogue.datasets.get(name)
  const found = dataset ? personColumnsOf(dataset) : []
  columns.set(name, found)
  return found
}

function hashOwn(
  { hash, authority }: Hashing,
  own: string,
  identity: Identity | undefined,
): string {
  const isTheUpn = identity?.upn === undefined ? isUpn(own) : identity.upn === own
  return isTheUpn ? hash('upn', own) : hash('own', authority, own)
}

/** A UPN that stands where the own number does is the UPN, where no other is given. */
function hashIdentity(
  { hash, authority }: Hashing,
  identity: Identity,
  owns: readonly string[],
): Identity {
  const { upn = owns.find(isUpn), uln, own } = identity
  return {
    ...(upn !== undefined && { upn: hash('upn', upn) }),
    ...(uln !== undefined && { uln: hash('uln', uln) }),
    ...(own !== undefined && { own: hash('once', authority, own) }),
  }
}

/** Most files speak of the same person several times. */
const MOST_REMEMBERED = 50_000

function remembered(hash: PersonHash): Hashing['hash'] {
  const known = new Map<string, string>()
  return (kind, ...parts) => {
    const name = `${kind} ${parts.join('\0')}`
    const found = known.get(name)
    if (found !== undefined) return found
    const made = hashedNumber(hash(kind, ...parts))
    if (known.size >= MOST_REMEMBERED) known.clear()
    // A text cut from a piece of a file keeps all of that piece in memory; a copy does not.
    known.set(Buffer.from(name).toString(), made)
    return made
  }
}
