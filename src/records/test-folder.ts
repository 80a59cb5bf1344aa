import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalogue, readCatalogue } from '../catalogue/index.ts'
import { type Database, openDuckDb, type SqlRow } from '../database/index.ts'
import { importPaths } from './import-paths.ts'
import type { ImportOptions, ImportOutcome } from './types.ts'

/** For the tests of this folder: a data folder of its own, and files to import into it. */
export type TestFolder = {
  readonly path: string
  readonly data: string
  readonly database: Database
  readonly catalogue: Catalogue
  /** Writes files beside each other and imports them as one extract of the demo authority. */
  readonly load: (
    files: Readonly<Record<string, string>>,
    options?: ImportOptions,
  ) => Promise<ImportOutcome>
  readonly write: (files: Readonly<Record<string, string>>) => Promise<string>
  readonly query: (sql: string) => Promise<readonly SqlRow[]>
  readonly close: () => Promise<void>
}

export const TEST_KEY = 'a key for tests, of no use elsewhere'
export const CATALOGUE = await readCatalogue()

export async function testFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sendboard-records-'))
  const data = join(path, 'data')
  await mkdir(data)
  const database = await openDuckDb(join(data, 'sendboard.duckdb'))
  let extracts = 0
  const write = async (files: Readonly<Record<string, string>>) => {
    extracts += 1
    const folder = join(path, `extract-${String(extracts)}`)
    await mkdir(folder)
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), lines(text))
    return folder
  }
  const services = {
    database,
    catalogue: CATALOGUE,
    personKey: TEST_KEY,
    now: () => new Date('2024-04-02T09:00:00Z'),
  }
  return {
    path,
    data,
    database,
    catalogue: CATALOGUE,
    write,
    load: async (files, options = {}) => {
      const given = { authority: 'X00000999', extractedOn: '2024-03-31', ...options }
      const result = await importPaths(services, [await write(files)], given)
      const [outcome] = result.imports
      if (!outcome) throw new Error(result.issues.map(({ message }) => message).join('\n'))
      return outcome
    },
    query: async (sql) => await database.query(sql),
    close: async () => {
      await database.close()
      await rm(path, { recursive: true })
    },
  }
}

/** A text written with an indent for reading: without it, and with a line end. */
function lines(text: string): string {
  return `${text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n')}\n`
}

/** A plan in a return. */
export type ReturnPlan = {
  readonly upn?: string
  readonly uln?: string
  readonly birth: string
  readonly start: string
  readonly cease?: string
  readonly placements?: readonly { readonly urn: string; readonly entry: string }[]
}

/**
 * A SEN2 return of the demo authority: one person for each entry, which is a plan or several of one
 * person.
 */
export function sen2Return(
  year: number,
  censusDay: string,
  persons: readonly (ReturnPlan | readonly [ReturnPlan, ...ReturnPlan[]])[],
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>${String(year)}</Year>
    <ReferenceDate>${censusDay}</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>TEST</SoftwareCode>
    <Release>1</Release><SerialNo>001</SerialNo><DateTime>${censusDay}T09:00:00</DateTime></Source>
    </Header><Persons>${persons.map((plans) => returnPerson('start' in plans ? [plans] : plans)).join('\n')}</Persons></Message>`
}

function returnPerson(plans: readonly [ReturnPlan, ...ReturnPlan[]]): string {
  const { upn, uln, birth } = plans[0]
  return `<Person><Surname>Canaryname</Surname><Forename>Quillon</Forename>
    <PersonBirthDate>${birth}</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity>
    ${upn === undefined ? '' : `<UPN>${upn}</UPN>`}
    ${uln === undefined ? '' : `<UniqueLearnerNumber>${uln}</UniqueLearnerNumber>`}
    ${plans.map(returnRequest).join('\n')}</Person>`
}

function returnRequest({ start, cease, placements = [] }: ReturnPlan): string {
  return `<Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome>
    <Assessment><AssessmentOutcome>H</AssessmentOutcome>
    <NamedPlan><StartDate>${start}</StartDate><PB>0</PB><OA>0</OA>
    ${cease === undefined ? '' : `<CeaseDate>${cease}</CeaseDate><CeaseReason>2</CeaseReason>`}
    </NamedPlan></Assessment>
    <ActivePlans>${placements
      .map(
        ({ urn, entry }) => `<PlacementDetail><URN>${urn}</URN><PlacementRank>1</PlacementRank>
      <EntryDate>${entry}</EntryDate><SENunitIndicator>0</SENunitIndicator>
      <ResourcedProvisionIndicator>0</ResourcedProvisionIndicator></PlacementDetail>`,
      )
      .join('\n')}
    <SENneed><SENtype>ASD</SENtype><SENtypeRank>1</SENtypeRank></SENneed></ActivePlans>
    </Requests>`
}

/** Every current record and read row that an import could change. */
export async function everything(folder: TestFolder): Promise<unknown> {
  const tables = [...CATALOGUE.datasets.keys()]
  const states: unknown[] = []
  for (const table of tables) {
    states.push(
      await folder.query(`select * from records.${table} order by import_id, source_line`),
    )
    states.push(await folder.query(`select * from read.${table} order by import_id, source_line`))
  }
  return states
}
