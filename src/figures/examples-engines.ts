import type { Catalogue } from '../catalogue/index.ts'
import {
  CALENDAR_END,
  createTables,
  type Database,
  insertRows,
  openDuckDb,
  refreshReadTables,
} from '../database/index.ts'
import { computeFigures } from './compute-figures.ts'
import { exampleTables, type WorkedExample } from './examples-read.ts'
import { plainFigures } from './plain-figures.ts'
import { type PlainSource, plainSource } from './plain-source.ts'
import type { Figure, FigureRequest, FigureSource } from './types.ts'

/** What both ways give of a figure. */
export type EitherFigure = Omit<Figure, 'authority' | 'variant'>

/** One of the two ways to a figure, over the rows of an example. */
export type Engine = {
  readonly name: 'formula' | 'SQL'
  readonly figures: (request: FigureRequest) => Promise<readonly EitherFigure[]>
}

/** The second way: the evaluator over the example's rows. */
export function formulaEngine(source: PlainSource): Engine {
  const figures = (request: FigureRequest) => request.flatMap((ask) => plainFigures(source, ask))
  return { name: 'formula', figures: (request) => Promise.resolve(figures(request)) }
}

/** An example's rows as the evaluator reads them; they go up to the last day of its period. */
export function exampleSource(catalogue: Catalogue, example: WorkedExample): PlainSource {
  return plainSource(catalogue, exampleTables(example, catalogue.datasets), {
    authority: example.home_la,
    asAt: example.period.end,
    calendarEnd: CALENDAR_END,
  })
}

/** An empty database, into which one example after another is put. */
export type Workbench = {
  readonly engineFor: (example: WorkedExample) => Promise<Engine>
  readonly close: () => Promise<void>
}

/**
 * @param open - Opens a database that is empty and is closed in the end; one in memory unless given.
 */
export async function openWorkbench(
  catalogue: Catalogue,
  open: () => Promise<Database> = async () => await openDuckDb(':memory:'),
): Promise<Workbench> {
  const database = await open()
  await createTables(database, catalogue)
  const held = new Set<string>()
  return {
    engineFor: async (example) => {
      await putIn(database, catalogue, example, held)
      return sqlEngine(database, catalogue, example)
    },
    close: async () => {
      await database.close()
    },
  }
}

/** Takes the rows of the example before out and puts this one's in. */
async function putIn(
  database: Database,
  catalogue: Catalogue,
  example: WorkedExample,
  held: Set<string>,
): Promise<void> {
  const names = Object.keys(example.data)
  const changed = [...new Set([...held, ...names])]
  for (const name of held) await database.execute(`delete from records.${name}`)
  await database.execute('delete from records.supplied')
  for (const [name, rows] of Object.entries(example.data)) {
    await insertRows(database, catalogue, example.home_la, name, rows)
  }
  await refreshReadTables(database, catalogue.schema, { tables: changed })
  held.clear()
  for (const name of names) held.add(name)
}

function sqlEngine(database: Database, catalogue: Catalogue, example: WorkedExample): Engine {
  const source: FigureSource = {
    database,
    catalogue,
    authority: example.home_la,
    supplied: new Set(Object.keys(example.data)),
    asAt: example.period.end,
  }
  return { name: 'SQL', figures: async (request) => await computeFigures(source, request) }
}
