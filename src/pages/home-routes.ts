import type { FastifyInstance } from 'fastify'
import { importsOf } from '../records/index.ts'
import { addMonths, formatDay } from '../core/index.ts'
import type { BoardState, Services } from '../services.ts'
import { boardOf } from './frame.ts'
import type { BoardReader } from './board-reader.ts'
import type { ClocksReader } from './clocks-reader.ts'
import { homePage } from './home-page.ts'
import { importLine } from './import-words.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { freshnessOf, lateTables } from './late-tables.ts'
import { readTablesHeld } from './read-tables.ts'
import type { Render } from './render.ts'

/** The overview. */
export function homeRoutes(
  app: FastifyInstance,
  services: Services,
  { board, clocks }: { readonly board: BoardReader; readonly clocks: ClocksReader },
  render: Render,
): void {
  const datasets = [...services.catalogue.datasets.values()]
  app.get('/', async (request, reply) => {
    const state = await services.readState()
    const frameworks = [...services.catalogue.frameworks.values()]
    const strategies = await Promise.all(
      frameworks.map(async (framework) => ({
        framework,
        judged: await board.strategy(state, framework),
      })),
    )
    const imports = state ? await importsOf(services.database, state.authority) : []
    const held = state ? await readTablesHeld(services, state.authority, datasets) : new Map()
    const model = homePage(boardOf(state), strategies, imports.map(importLine), {
      clocks: await clocks(state),
      late: lateTables(freshnessOf(services.catalogue, held, new Date())),
      ...(await newlyOffCourse(
        board,
        state,
        strategies.flatMap(({ judged }) => judged),
      )),
    })
    return await render(request, reply, {
      template: 'home.njk',
      board: boardOf(state),
      intro: { title: 'Overview', section: '/' },
      model,
    })
  })
}

/** A board meets about once a quarter. */
const MONTHS_BETWEEN_BOARDS = 3

/** Of the KPIs that are off course, those that were not three months before. */
async function newlyOffCourse(
  board: BoardReader,
  state: BoardState | undefined,
  judged: readonly JudgedKpi[],
): Promise<{ readonly newly: ReadonlySet<string>; readonly since: string }> {
  const off = judged.filter(({ reason, course }) => reason === '' && course.status === 'off-course')
  if (!state || off.length === 0) return { newly: new Set(), since: '' }
  const day = addMonths(state.asAt, -MONTHS_BETWEEN_BOARDS)
  const then = await board.kpisOn(
    state,
    off.map(({ kpi }) => kpi),
    day,
  )
  const before = then.filter(
    ({ reason, course }) => reason === '' && course.status !== 'off-course',
  )
  return { newly: new Set(before.map(({ kpi }) => kpi.address)), since: formatDay(day) }
}
