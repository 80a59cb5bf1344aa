import { join } from 'node:path'
import type { z } from 'zod'
import { formatIssue, NATION } from '../core/index.ts'
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
  /** GSS code of the region of England; an invented authority has none. */
  readonly region?: string
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
  const { authorities } = await readList()
  return new Map(
    authorities.flatMap(({ invented = false, former, region, ...rest }) => {
      const entry = {
        ...rest,
        invented,
        ...(former !== undefined && { former }),
        ...(region !== undefined && { region }),
      }
      const codes = [entry.la, entry.code, ...(former === undefined ? [] : [former])]
      return codes.map((code) => [code, entry] as const)
    }),
  )
}

/** An area that published figures are of: an authority, one that is no more, or several together. */
export type Area = {
  readonly code: string
  /** DfE's three-digit number. */
  readonly la: string
  readonly name: string
  readonly kind: 'authority' | 'gone' | 'region' | 'nation'
  readonly formerCode?: string
  /** GSS code of the region that an authority lies in. */
  readonly region?: string
  /** What else it is called. */
  readonly also: readonly string[]
}

/**
 * Every area that published figures are of.
 *
 * @throws Error if the built-in list is faulty.
 */
export async function readAreas(): Promise<readonly Area[]> {
  const { authorities, gone, areas } = await readList()
  return [
    ...authorities.map(({ la, code, name, former, region }): Area => ({
      ...{ la, code, name, kind: 'authority', also: [] },
      ...(former !== undefined && { formerCode: former }),
      ...(region !== undefined && { region }),
    })),
    ...gone.map((one): Area => ({ ...one, kind: 'gone', also: [] })),
    ...areas.map(({ also = [], ...one }): Area => ({
      ...one,
      kind: one.code === NATION ? 'nation' : 'region',
      also,
    })),
  ]
}

async function readList(): Promise<z.infer<typeof AuthoritiesFile>> {
  const path = join(BUILT_IN, 'authorities.yaml')
  const { file, issues } = await readYaml(path, 'catalogue/authorities.yaml')
  const list = shaped(file, AuthoritiesFile)
  const faults = [...issues, ...list.issues]
  if (!list.value || faults.length > 0) throw new Error(faults.map(formatIssue).join('\n'))
  return list.value
}
