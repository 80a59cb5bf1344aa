import type { AuthorityEntry } from '../../catalogue/index.ts'
import { LIMITS } from '../limits.ts'
import { readUtf8 } from '../text-bytes.ts'
import type { Recognised } from '../types.ts'
import { readHeader } from './return-header.ts'
import { makeReturnParser } from './return-parser.ts'

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
  const parser = makeReturnParser(name, LIMITS)
  for await (const text of readUtf8(path, { name, limit: LIMITS.bytes })) {
    parser.write(text)
    if (parser.take().length > 0) break
  }
  const { year, censusDay, authority } = readHeader(parser.header, authorities, name)
  return {
    form: 'sen2-xml',
    datasets: DATASETS,
    authority,
    extractedOn: censusDay,
    year,
  }
}
