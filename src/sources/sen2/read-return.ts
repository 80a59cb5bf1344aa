import type { AuthorityEntry, Catalogue } from '../../catalogue/index.ts'
import { fault } from '../rules.ts'
import type { SourceItem, SourceLimits } from '../types.ts'

export type ReturnOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly onProgress?: ((bytes: number) => void) | undefined
  readonly authorities: ReadonlyMap<string, AuthorityEntry>
}

export async function* readReturn(
  _path: string,
  _catalogue: Catalogue,
  { name }: ReturnOptions,
): AsyncGenerator<SourceItem> {
  throw fault('source-unknown-file', { file: name }, 'XML comes next.')
}
