import { join } from 'node:path'
import { formatIssue } from '../core/index.ts'
import { BUILT_IN } from './find-files.ts'
import { shaped } from './shape-check.ts'
import { AuthoritiesFile } from './table-shapes.ts'
import { readYaml } from './yaml-file.ts'

/** A local authority: DfE's three-digit code, the GSS code, the name; `invented` for the demo's. */
export type AuthorityEntry = {
  readonly la: string
  readonly code: string
  readonly name: string
  readonly invented: boolean
}

/**
 * The English local authorities, and the invented one of the demo.
 *
 * @returns Each authority twice: by DfE's three-digit code and by GSS code.
 * @throws Error if the built-in list is faulty.
 */
export async function readAuthorities(): Promise<ReadonlyMap<string, AuthorityEntry>> {
  const path = join(BUILT_IN, 'authorities.yaml')
  const { file, issues } = await readYaml(path, 'catalogue/authorities.yaml')
  const list = shaped(file, AuthoritiesFile)
  const faults = [...issues, ...list.issues]
  if (!list.value || faults.length > 0) throw new Error(faults.map(formatIssue).join('\n'))
  return new Map(
    list.value.authorities.flatMap(({ invented = false, ...rest }) => {
      const entry = { ...rest, invented }
      return [[entry.la, entry] as const, [entry.code, entry] as const]
    }),
  )
}
