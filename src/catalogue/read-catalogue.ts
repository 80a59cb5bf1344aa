import { createHash } from 'node:crypto'
import type { Issue } from '../core/index.ts'
import { checkCondition, checkTerms, type Schema } from '../formula/index.ts'
import { additionIssues, type Shaped, withAdditions } from './additions.ts'
import { breakdownIssues } from './breakdowns.ts'
import type { CatalogueFault } from './fault-codes.ts'
import { withFaultyTables } from './faulty-tables.ts'
import { BUILT_IN, findFiles, type FoundFile } from './find-files.ts'
import { buildFramework } from './frameworks-build.ts'
import { areasOf, frameworkIssues } from './frameworks-check.ts'
import { guardIssues } from './guards-check.ts'
import { buildPublished, publishedIssues } from './published-build.ts'
import { rebaseIssues, rebasesOf } from './rebases-check.ts'
import { buildIdentities, draftIdentities } from './identities-build.ts'
import { kpiDayIssues, withoutMeasures } from './kpis-check.ts'
import { buildMeasures } from './measures-build.ts'
import { buildSchema, termName } from './schema-build.ts'
import { setIssues, tableIssues } from './schema-checks.ts'
import { type SortedFiles, sortFiles } from './sort-files.ts'
import type { AdditionShape, DatasetShape, DerivedShape } from './table-shapes.ts'
import type { Catalogue, Framework, Measure } from './types.ts'
import { shownUnitIssues } from './units-check.ts'
import { readYaml, textAtPath, type YamlFile } from './yaml-file.ts'

/**
 * Reads the definition files of some folders; a later folder adds to the earlier ones and overrides
 * nothing.
 *
 * @param folders - Paths of folders, or of single files; the built-in one first.
 * @returns The catalogue, with an issue for everything that is wrong; what is wrong is left out.
 */
export async function readCatalogue(folders: readonly string[] = [BUILT_IN]): Promise<Catalogue> {
  const found = await Promise.all(
    folders.map(async (path) => ({ path, files: await findFiles(path) })),
  )
  const absent = found.flatMap(({ path, files }) => (files ? [] : [notFound(path)]))
  const parsed = await Promise.all(
    found.flatMap(({ files = [] }, folder) =>
      files.map(async ({ path, name }: FoundFile) => await readYaml(path, name, folder)),
    ),
  )
  const sound = parsed.filter(({ issues }) => issues.length === 0).map(({ file }) => file)
  const issues = [...absent, ...parsed.flatMap((one) => one.issues)]
  const version = fingerprint(parsed.map(({ file }) => file))
  return { ...assemble(sortFiles(sound), issues), version }
}

function notFound(path: string): Issue {
  const code: CatalogueFault = 'catalogue-not-found'
  const message = 'there is no such folder or file of definitions'
  return { code, severity: 'error', message, place: { file: path }, fix: 'Check the path.' }
}

/** SHA-256 of the files' text, in the order of the folders and of the names in them. */
function fingerprint(files: readonly YamlFile[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.text).update('\0')
  return hash.digest('hex')
}

function assemble(sorted: SortedFiles, issues: readonly Issue[]): Omit<Catalogue, 'version'> {
  const { datasets, derived, additions } = sorted
  const { schema, datasets: supplied } = buildSchema({
    datasets: datasets.map(({ shape }) => withAdditions(shape, additions)),
    derived: derived.map(({ shape }) => withAdditions(shape, additions)),
    sets: namedSets(sorted),
    setSays: setWords(sorted),
    frameworks: sorted.frameworkIds,
  })
  const drafts = draftIdentities(sorted.identities)
  const built = buildMeasures(sorted.measures, schema, sorted.unsound, drafts.texts)
  const dayless = kpiDayIssues(sorted.measures, built.measures)
  const measures = withoutMeasures(built.measures, new Set(dayless.keys()))
  const known = new Map(sorted.measures.map(({ shape }) => [shape.id, shape]))
  const tables = [...datasets, ...derived].map(({ shape }) => shape)
  return {
    schema,
    datasets: supplied,
    measures,
    frameworks: frameworksOf(sorted, measures),
    identities: buildIdentities(drafts, built.formulas),
    tolerance: sorted.tolerances[0]?.shape.tolerance ?? null,
    rebases: rebasesOf(sorted.rebases),
    published: buildPublished(sorted.published),
    issues: withFaultyTables(
      [
        ...issues,
        ...sorted.issues,
        ...additionIssues(additions, tables),
        ...schemaIssues(sorted, schema),
        ...built.issues,
        ...dayless.values(),
        ...drafts.issues,
        ...breakdownIssues(sorted.measures, measures, schema),
        ...shownUnitIssues(sorted.measures, measures),
        ...guardIssues(sorted.measures, [...known.keys(), ...sorted.unsound]),
        ...rebaseIssues(sorted.rebases, sorted.frameworks),
        ...publishedIssues(sorted.published, [...known.keys(), ...sorted.unsound]),
        ...frameworkIssues(sorted.frameworks, {
          measures: known,
          unsound: sorted.unsound,
          areas: areasOf(schema),
          built: measures,
          schema,
        }),
      ],
      sorted.faultyTables,
    ),
  }
}

/** The first of two sets of one name stands; `setIssues` tells of the other. */
function namedSets({ sets }: SortedFiles): ReadonlyMap<string, readonly string[]> {
  return new Map(sets.flatMap(({ shape }) => Object.entries(shape.sets)).reverse())
}

function setWords({ sets }: SortedFiles): ReadonlyMap<string, string> {
  return new Map(sets.flatMap(({ shape }) => Object.entries(shape.says ?? {})).reverse())
}

function frameworksOf(
  { frameworks }: SortedFiles,
  measures: ReadonlyMap<string, Measure>,
): ReadonlyMap<string, Framework> {
  const built = frameworks.map(({ shape, file }) => buildFramework(shape, file, measures))
  return new Map(
    built
      .reverse()
      .map((framework) => [framework.id, framework] as const)
      .reverse(),
  )
}

type TableFile = {
  readonly name: string
  readonly told: Shaped<DatasetShape | DerivedShape | AdditionShape>
}

function schemaIssues(sorted: SortedFiles, schema: Schema): Issue[] {
  const files: TableFile[] = [
    ...[...sorted.datasets, ...sorted.derived].map((told) => ({ name: told.shape.table, told })),
    ...sorted.additions.map((told) => ({ name: told.shape.add_to, told })),
  ]
  return [
    ...files.flatMap(({ name, told }) => tableIssues(told, name, schema)),
    ...setIssues(sorted.sets, schema),
    ...files.flatMap((file) => conditionIssues(file, schema)),
    ...termIssues(files, schema),
  ]
}

function conditionIssues({ name, told }: TableFile, schema: Schema): readonly Issue[] {
  const { shape, file } = told
  if (!('columns' in shape) || !schema.tables.has(name)) return []
  return Object.entries(shape.columns ?? {}).flatMap(([column, { required_when: when }]) => {
    if (when === undefined) return []
    const text = textAtPath(file, ['columns', column, 'required_when'])
    return checkCondition(text, name, schema).issues
  })
}

function termIssues(files: readonly TableFile[], schema: Schema): Issue[] {
  return checkTerms(schema, (table, term) => {
    for (const { name, told } of files) {
      if (name !== table) continue
      const head = Object.keys(told.shape.terms ?? {}).find((one) => termName(one) === term)
      if (head !== undefined) return textAtPath(told.file, ['terms', head, 'formula']).place
    }
    return { file: table, field: term }
  })
}
