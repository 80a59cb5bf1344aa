import type { Issue } from '../../core/index.ts'
import { firstBytes, isZip, readUtf8 } from '../text-bytes.ts'
import type { SourceLimits } from '../types.ts'
import { exportFiles, openExport } from './export-files.ts'
import { makeReturnParser, type XmlNode } from './return-parser.ts'
import { openTemplate } from './template.ts'

/** A return of any form, as its header and its persons. */
export type OpenReturn = {
  /** Texts outside persons, by published name; whole once the persons are read. */
  readonly header: ReadonlyMap<string, string>
  readonly seen: ReadonlySet<string>
  /** Some at a time; throws SourceFault where the file cannot stand. */
  readonly persons: AsyncIterable<readonly XmlNode[]>
  /** What else was found, once the persons are read. */
  readonly issues: () => readonly Issue[]
}

export type OpenOptions = {
  readonly name: string
  readonly limits: SourceLimits
  readonly onProgress?: ((bytes: number) => void) | undefined
  /** Whether names and postcodes are kept too: only to check that they are there. */
  readonly keepsNames?: boolean
}

/**
 * Opens a return, whatever its form.
 *
 * @throws SourceFault if it is of no form that is known.
 */
export async function openReturn(path: string, options: OpenOptions): Promise<OpenReturn> {
  const files = exportFiles(path)
  if (files.size > 0) return openExport(files, options)
  const start = await firstBytes(path, options.name, 4)
  return isZip(start) ? openTemplate(path, options) : openXml(path, options)
}

/** The XML of a return; memory holds one piece of the file. */
export function openXml(path: string, options: OpenOptions): OpenReturn {
  const { name, limits, keepsNames = false, onProgress } = options
  const parser = makeReturnParser(name, limits, keepsNames)
  async function* read(): AsyncGenerator<readonly XmlNode[]> {
    for await (const text of readUtf8(path, { name, limit: limits.bytes, onProgress })) {
      parser.write(text)
      const persons = parser.take()
      if (persons.length > 0) yield persons
    }
    parser.close()
  }
  return { header: parser.header, seen: parser.seen, persons: read(), issues: () => [] }
}
