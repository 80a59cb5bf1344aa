import type { AuthorityEntry } from '../../catalogue/index.ts'
import { LIMITS } from '../limits.ts'
import type { Recognised } from '../types.ts'
import { openReturn } from './open-return.ts'
import { readHeader } from './return-header.ts'

/** What every return gives rows of. */
const DATASETS = ['persons', 'requests', 'plans', 'placements', 'reviews'] as const

/**
 * What the header of a return says, read up to its first person.
 *
 * @throws SourceFault if it is no return.
 */
export async function recogniseReturn(
  path: string,
  name: string,
  authorities: ReadonlyMap<string, AuthorityEntry>,
): Promise<Recognised> {
  const opened = await openReturn(path, { name, limits: LIMITS })
  // the header is whole once the first persons are there
  for await (const persons of opened.persons) if (persons.length > 0) break
  const { year, censusDay, authority } = readHeader(opened.header, authorities, name)
  return { form: 'sen2-xml', datasets: DATASETS, authority, extractedOn: censusDay, year }
}
