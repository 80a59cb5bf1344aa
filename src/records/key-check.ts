import type { Issue } from '../core/index.ts'
import { isKeyOf, personHash } from './person-key.ts'
import { recordIssue } from './rules.ts'
import type { RecordServices } from './types.ts'

/** The key must be the one that the records were made with; the first import binds it. */
export async function keyFault({
  database,
  personKey,
}: Pick<RecordServices, 'database' | 'personKey'>): Promise<Issue | undefined> {
  if (await isKeyOf(database, personHash(personKey))) return undefined
  const message = 'The person key is not the one with which the records were made.'
  return recordIssue('records-key-changed', { file: 'person.key' }, message)
}
