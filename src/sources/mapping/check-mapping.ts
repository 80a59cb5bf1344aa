import { type Catalogue, type Dataset, nearest } from '../../catalogue/index.ts'
import type { Issue } from '../../core/index.ts'
import { briefly, checkOf } from '../cell.ts'
import { LIMITS } from '../limits.ts'
import type { MappingText } from './shape.ts'
import type { KeyPath, PlacedYaml } from './yaml-place.ts'

type TableText = MappingText['tables'][number]
type ColumnText = TableText['columns'][string]

/** All that a mapping says which the tables do not have. */
export function checkMapping(text: MappingText, yaml: PlacedYaml, catalogue: Catalogue): Issue[] {
  return text.tables.flatMap((table, at) => {
    const path = ['tables', at]
    const dataset = catalogue.datasets.get(table.table)
    if (!dataset) return [unknownTable(table.table, yaml, path, catalogue)]
    return [
      ...checkColumns(table, dataset, yaml, path),
      ...checkRequired(table, dataset, yaml, path),
    ]
  })
}

function unknownTable(name: string, yaml: PlacedYaml, path: KeyPath, catalogue: Catalogue): Issue {
  const near = nearest(name, catalogue.datasets.keys())
  const fix =
    near === undefined
      ? `There are ${[...catalogue.datasets.keys()].join(', ')}.`
      : `Did you mean ${near}?`
  return yaml.issueAt([...path, 'table'], `There is no table ${name}.`, fix)
}

function checkColumns(
  { columns }: TableText,
  dataset: Dataset,
  yaml: PlacedYaml,
  path: KeyPath,
): Issue[] {
  return Object.entries(columns).flatMap(([name, given]) => {
    const way = [...path, 'columns', name]
    if (isIdentity(dataset, name)) return []
    const known = dataset.fileColumns
    if (!known.includes(name)) {
      const near = nearest(name, known)
      const fix = near === undefined ? `It has ${briefly(known)}.` : `Did you mean ${near}?`
      return [yaml.issueAtKey(way, `The table ${dataset.name} has no column ${name}.`, fix)]
    }
    return checkValues(name, given, dataset, yaml, way)
  })
}

function isIdentity(dataset: Dataset, name: string): boolean {
  return dataset.name === 'persons' && (name === 'upn' || name === 'uln')
}

/** Constants and the codes meant must be such as the column takes. */
function checkValues(
  name: string,
  given: ColumnText,
  dataset: Dataset,
  yaml: PlacedYaml,
  path: KeyPath,
): Issue[] {
  const column = dataset.table.columns.get(name)
  if (!column) return []
  const check = checkOf(column, LIMITS.textCharacters)
  const values: readonly (readonly [KeyPath, string])[] =
    'always' in given
      ? [[[...path, 'always'], given.always]]
      : Object.entries('codes' in given ? (given.codes ?? {}) : {}).map(
          ([own, code]) => [[...path, 'codes', own], code] as const,
        )
  return values.flatMap(([way, value]) => {
    const checked = check(value)
    if (checked === null || typeof checked === 'string') return []
    return [yaml.issueAt(way, `${name} does not take ${value}. ${checked.message}`, checked.fix)]
  })
}

function checkRequired(
  { columns }: TableText,
  dataset: Dataset,
  yaml: PlacedYaml,
  path: KeyPath,
): Issue[] {
  const missing = dataset.required.filter((name) => !(name in columns))
  if (missing.length === 0) return []
  const message = `The table ${dataset.name} cannot do without ${briefly(missing)}.`
  const fix = 'Say from which heading it comes, or give it with `always:`.'
  return [yaml.issueAtKey([...path, 'columns'], message, fix)]
}
