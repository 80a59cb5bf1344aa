import type { FastifyInstance } from 'fastify'
import type { Framework } from '../catalogue/index.ts'
import type { BoardState, Services } from '../services.ts'
import type { BoardReader } from './board-reader.ts'
import { notFound } from './errors.ts'
import { boardOf } from './frame.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import type { Render } from './render.ts'
import { checkSince, type Since } from './scorecard-compare.ts'
import { downloadRows, scorecardCsv, scorecardJson, scorecardXlsx } from './scorecard-download.ts'
import { filterRows, parseFilter, type ScorecardFilter } from './scorecard-filter.ts'
import { scorecardPage, type ScorecardRow, scorecardRows } from './scorecard-page.ts'

type ById = { Params: { id: string } }

/** A strategy's scorecard, and what it shows as CSV, XLSX and JSON. Unknown strategy: 404. A day that cannot be compared with: 400. */
export function strategyRoutes(
  app: FastifyInstance,
  services: Services,
  board: BoardReader,
  render: Render,
): void {
  app.get<ById>('/strategies/:id', async (request, reply) => {
    const framework = services.catalogue.frameworks.get(request.params.id)
    if (!framework) return await notFound(render, request, reply)
    const state = await services.readState()
    const { rows, filter, since } = await readScorecard(board, state, framework, request.query)
    if (since.problem !== '') void reply.code(400)
    return await render(request, reply, {
      template: filter.view === 'cards' ? 'scorecard-cards.njk' : 'scorecard-table.njk',
      board: boardOf(state),
      intro: {
        title: framework.title,
        section: '/',
        breadcrumbs: [{ text: 'Overview', href: '/' }, { text: framework.title }],
      },
      model: scorecardPage(framework, rows, filter, since),
    })
  })

  app.get<{ Params: { id: string; form: string } }>(
    '/strategies/:id.:form(^csv|xlsx|json$)',
    async (request, reply) => {
      const { id, form } = request.params
      const framework = services.catalogue.frameworks.get(id)
      if (!framework) return await notFound(render, request, reply)
      const state = await services.readState()
      const read = await readScorecard(board, state, framework, request.query)
      const { rows, filter, since, judged } = read
      if (since.problem !== '') return await notFound(render, request, reply, since.problem)
      const shown = downloadRows(filterRows(rows, filter), judged)
      const about = { title: framework.title, asAt: since.asAt, filter }
      const name = `${id}-${since.asAt ?? 'no-records'}.${form}`
      void reply.header('content-disposition', `attachment; filename="${name}"`)
      void reply.header('cache-control', 'no-store')
      void reply.type(TYPES[form] ?? '')
      if (form === 'json') return scorecardJson(shown, about)
      return form === 'xlsx' ? Buffer.from(scorecardXlsx(shown, about)) : scorecardCsv(shown, about)
    },
  )
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

type Scorecard = {
  readonly rows: readonly ScorecardRow[]
  readonly judged: readonly JudgedKpi[]
  readonly filter: ScorecardFilter
  readonly since: Since
}

/** Where the day asked for cannot be compared with, nothing is compared. */
async function readScorecard(
  board: BoardReader,
  state: BoardState | undefined,
  framework: Framework,
  query: unknown,
): Promise<Scorecard> {
  const asked = parseFilter(query)
  const since = checkSince(state?.asAt ?? null, asked.since)
  const compares = state && asked.since !== '' && since.problem === ''
  const filter = compares ? asked : { ...asked, since: '', change: '' }
  const judged = await board.strategy(state, framework)
  const then = compares ? await board.strategyOn(state, framework, asked.since) : []
  return { rows: scorecardRows(framework, judged, then), judged, filter, since }
}
