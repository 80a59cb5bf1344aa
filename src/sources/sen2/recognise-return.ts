import type { AuthorityEntry } from '../../catalogue/index.ts'
import { fault } from '../rules.ts'
import type { Recognised } from '../types.ts'

export async function recogniseReturn(
  _path: string,
  name: string,
  _authorities: ReadonlyMap<string, AuthorityEntry>,
): Promise<Recognised> {
  throw fault('source-unknown-file', { file: name }, 'XML comes next.')
}
