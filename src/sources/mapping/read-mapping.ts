import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Issue, Result } from '../../core/index.ts'
import { sourceIssue } from '../rules.ts'
import { checkMapping } from './check-mapping.ts'
import { MappingShape, type MappingText } from './shape.ts'
import type { MappedTable, Mapping } from './types.ts'
import { parsePlaced, type PlacedYaml } from './yaml-place.ts'

/**
 * The mappings in some files and folders (`*.yaml`), or all that is wrong with them, each with its line and
 * column.
 */
export async function readMappings(
  paths: readonly string[],
  catalogue: Catalogue,
): Promise<Result<readonly Mapping[]>> {
  const issues: Issue[] = []
  const value: Mapping[] = []
  for (const path of paths) {
    for (const file of await yamlFiles(path)) {
      const text = await readFile(file, 'utf8').catch(() => undefined)
      const read = text === undefined ? unread(file) : parseMapping(text, basename(file), catalogue)
      issues.push(...read.issues)
      if (read.ok) value.push(read.value)
    }
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value, issues }
}

function unread(path: string): Result<Mapping> {
  const file = basename(path)
  const issue = sourceIssue('source-not-found', { file }, `${file} is not there.`)
  return { ok: false, issues: [issue] }
}

async function yamlFiles(path: string): Promise<readonly string[]> {
  const about = await stat(path).catch(() => undefined)
  if (about?.isDirectory() !== true) return [path]
  const names = (await readdir(path)).filter(
    (name) => /\.ya?ml$/.test(name) && !name.startsWith('.'),
  )
  return names.sort().map((name) => join(path, name))
}

/** The mapping in a text, or all that is wrong with it. */
export function parseMapping(text: string, name: string, catalogue: Catalogue): Result<Mapping> {
  const yaml = parsePlaced(text, name)
  if (yaml.issues.length > 0) return { ok: false, issues: yaml.issues }
  const parsed = MappingShape.safeParse(yaml.data)
  if (!parsed.success) return { ok: false, issues: shapeIssues(yaml, parsed.error.issues) }
  const issues = checkMapping(parsed.data, yaml, catalogue)
  if (issues.length > 0) return { ok: false, issues }
  return { ok: true, value: mappingOf(parsed.data, name), issues: [] }
}

type ShapeFault = {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

function shapeIssues(yaml: PlacedYaml, faults: readonly ShapeFault[]): Issue[] {
  return faults.flatMap(({ code, path, message, keys }) => {
    const way = path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (code === 'unrecognized_keys')
      return (keys ?? []).map((key) =>
        yaml.issueAtKey([...way, key], `A mapping has no key ${key} here.`),
      )
    if (code === 'invalid_union')
      return [
        yaml.issueAt(
          way,
          'This is neither a heading nor `from:` (with `codes:`) nor `always:`.',
          'Write the heading of the extract, or { from: HEADING, codes: {…} }, or { always: VALUE }.',
        ),
      ]
    return [yaml.issueAt(way, `${way.join('.') || 'The file'}: ${message}.`)]
  })
}

function mappingOf(text: MappingText, name: string): Mapping {
  return {
    name,
    file: text.file,
    sheet: text.sheet,
    days: text.days ?? 'yyyy-mm-dd',
    dropTimes: text.drop_times ?? false,
    commas: text.numbers === 'with-commas',
    empty: lowered(text.empty ?? []),
    ignore: text.ignore ?? [],
    tables: text.tables.map(tableOf),
    digest: createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16),
  }
}

function lowered(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((one) => one.trim().toLowerCase()))
}

function tableOf(text: MappingText['tables'][number]): MappedTable {
  const columns = Object.entries(text.columns).map(([name, given]) => {
    const codes = 'codes' in given ? Object.entries(given.codes ?? {}) : []
    const column = {
      from: 'from' in given ? given.from : undefined,
      always: 'always' in given ? given.always : undefined,
      codes: new Map(codes.map(([own, code]) => [own.trim().toLowerCase(), code])),
    }
    return [name, column] as const
  })
  const only = Object.entries(text.only_when ?? {}).map(
    ([heading, values]) => [heading, lowered(values)] as const,
  )
  return {
    table: text.table,
    columns: new Map(columns),
    onlyWhen: new Map(only),
    whenFilled: text.when_filled ?? [],
    once: text.once ?? false,
  }
}
