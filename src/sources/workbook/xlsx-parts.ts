import { posix } from 'node:path'
import { fault } from '../rules.ts'
import type { SourceLimits } from '../types.ts'
import type { CellKind } from './types.ts'
import { kindOfFormat } from './values.ts'
import { localName, readWholeXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** What the small parts of a workbook say, needed to read its sheets. */
export type XlsxParts = {
  readonly sheets: readonly {
    readonly name: string
    readonly isHidden: boolean
    readonly part: string
  }[]
  readonly is1904: boolean
  readonly strings: readonly string[]
  /** By style number, what a number in that style is. */
  readonly kinds: readonly CellKind[]
}

/** The archive of a workbook, and how to speak of it. */
export type Opened = { readonly zip: Zip; readonly file: string; readonly limits: SourceLimits }

/** Reads everything but the sheets. @throws SourceFault if the file is no workbook. */
export async function readParts(opened: Opened): Promise<XlsxParts> {
  const top = await readRelations(opened, '_rels/.rels', '')
  const book = [...top.values()].find(({ type }) => type === 'officeDocument')?.part
  if (!book?.endsWith('.xml')) throw notAWorkbook(opened.file)
  const folder = posix.dirname(book)
  const relations = await readRelations(
    opened,
    posix.join(folder, '_rels', `${posix.basename(book)}.rels`),
    folder,
  )
  const { listed, is1904 } = await readBook(opened, book)
  const sheets = listed.flatMap(({ id, name, isHidden }) => {
    const relation = relations.get(id)
    return relation?.type === 'worksheet' ? [{ name, isHidden, part: relation.part }] : []
  })
  const partOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.part
  return {
    sheets,
    is1904,
    strings: await readStrings(opened, partOf('sharedStrings')),
    kinds: await readKinds(opened, partOf('styles')),
  }
}

function notAWorkbook(file: string) {
  const message = `${file} is an archive, but no spreadsheet in the form .xlsx or .ods.`
  return fault('source-spreadsheet', { file }, message)
}

type Relation = { readonly type: string; readonly part: string }

async function readRelations(
  opened: Opened,
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const found = new Map<string, Relation>()
  if (!opened.zip.has(part)) throw notAWorkbook(opened.file)
  const open = (name: string, given: Readonly<Record<string, string>>): void => {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = given
    if (name !== 'Relationship' || mode === 'External') return
    if (id === undefined || type === undefined || target === undefined) return
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
    found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), part: path })
  }
  await readWholeXml(opened.zip.text(part), { ...opened, handlers: { open } })
  return found
}

type Listed = { readonly id: string; readonly name: string; readonly isHidden: boolean }

async function readBook(opened: Opened, part: string) {
  const listed: Listed[] = []
  let is1904 = false
  const open = (name: string, given: Readonly<Record<string, string>>): void => {
    if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(given['date1904'] ?? '')
    if (name !== 'sheet') return
    const id = Object.entries(given).find(([key]) => key !== 'id' && localName(key) === 'id')?.[1]
    const isHidden = (given['state'] ?? 'visible') !== 'visible'
    listed.push({ id: id ?? '', name: given['name'] ?? '', isHidden })
  }
  await readWholeXml(opened.zip.text(part), { ...opened, handlers: { open } })
  return { listed, is1904 }
}

/** Texts that many cells share; the small print above East Asian letters is left out. */
async function readStrings(opened: Opened, part: string | undefined): Promise<readonly string[]> {
  const strings: string[] = []
  if (part === undefined || !opened.zip.has(part)) return strings
  const { file, limits } = opened
  let [text, characters] = ['', 0]
  let [isText, phonetic] = [false, 0]
  const handlers = {
    open: (name: string): void => {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic += 1
      isText = name === 't' && phonetic === 0
    },
    text: (piece: string): void => {
      if (!isText) return
      text += piece
      characters += piece.length
      if (characters > limits.sharedCharacters)
        throw fault('source-too-much', { file }, `${file} holds more text than any real one.`)
    },
    close: (name: string): void => {
      isText = false
      if (name === 'rPh') phonetic -= 1
      if (name === 'si') strings.push(unescaped(text))
    },
  }
  await readWholeXml(opened.zip.text(part), { ...opened, handlers })
  return strings
}

/** `_x000D_` stands for a character that XML cannot hold. @see ECMA-376 Part 1, 22.4.2.4. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  )
}

async function readKinds(opened: Opened, part: string | undefined): Promise<readonly CellKind[]> {
  const kinds: CellKind[] = []
  if (part === undefined || !opened.zip.has(part)) return kinds
  const codes = new Map<number, string>()
  let isCell = false
  const handlers = {
    open: (name: string, given: Readonly<Record<string, string>>): void => {
      const id = Number(given['numFmtId'] ?? '0')
      if (name === 'numFmt') codes.set(id, given['formatCode'] ?? '')
      if (name === 'cellXfs') isCell = true
      if (name === 'xf' && isCell) kinds.push(kindOfFormat(id, codes.get(id)))
    },
    close: (name: string): void => {
      if (name === 'cellXfs') isCell = false
    },
  }
  await readWholeXml(opened.zip.text(part), { ...opened, handlers })
  return kinds
}
