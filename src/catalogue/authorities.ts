import { join } from 'node:path'
import { formatIssue } from '../core/index.ts'
import { BUILT_IN } from './find-files.ts'
import { shaped } from './shape-check.ts'
import { AuthoritiesFile } from './table-shapes.ts'
import { readYaml } from './yaml-file.ts'

/** A local authority. */
export type AuthorityEntry = {
  /** DfE's three-digit code. */
  readonly la: string
  /** GSS code, the key of every record. */
  readonly code: string
  readonly name: string
  /** An earlier GSS code under which files still come. */
  readonly former?: string
  /** Only the authority of the demo. */
  readonly invented: boolean
}

/**
 * The English local authorities, and the invented one of the demo.
 *
 * @returns Each authority under each of its codes: DfE's three digits, GSS and former GSS.
 * @throws Error if the built-in list is faulty.
 */
export async function readAuthorities(): Promise<ReadonlyMap<string, AuthorityEntry>> {
  const path = join(BUILT_IN, 'authorities.yaml')
  const { file, issues } = await readYaml(path, 'catalogue/authorities.yaml')
  const list = shaped(file, AuthoritiesFile)
  const faults = [...issues, ...list.issues]
  if (!list.value || faults.length > 0) throw new Error(faults.map(formatIssue).join('\n'))
  return new Map(
    list.value.authorities.flatMap(({ invented = false, former, ...rest }) => {
      const entry = { ...rest, invented, ...(former !== undefined && { former }) }
      const codes = [entry.la, entry.code, ...(former === undefined ? [] : [former])]
      return codes.map((code) => [code, entry] as const)
    }),
  )
}
