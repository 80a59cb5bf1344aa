import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'
import type { BoardReader } from './board-reader.ts'
import { notFound } from './errors.ts'
import { boardOf } from './frame.ts'
import type { Render } from './render.ts'
import { downloadRows, scorecardCsv, scorecardJson } from './scorecard-download.ts'
import { filterRows, parseFilter } from './scorecard-filter.ts'
import { scorecardPage, scorecardRows } from './scorecard-page.ts'

type ById = { Params: { id: string } }

/** A strategy's scorecard, and what it shows as CSV and JSON. Unknown strategy: 404. */
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
    const judged = await board.strategy(state, framework)
    const rows = scorecardRows(framework, judged)
    return await render(request, reply, {
      template: 'scorecard.njk',
      board: boardOf(state),
      intro: {
        title: framework.title,
        section: '/',
        breadcrumbs: [{ text: 'Overview', href: '/' }, { text: framework.title }],
      },
      model: scorecardPage(framework, rows, parseFilter(request.query)),
    })
  })

  app.get<{ Params: { id: string; form: string } }>(
    '/strategies/:id.:form(^csv|json$)',
    async (request, reply) => {
      const { id, form } = request.params
      const framework = services.catalogue.frameworks.get(id)
      if (!framework) return await notFound(render, request, reply)
      const state = await services.readState()
      const judged = await board.strategy(state, framework)
      const filter = parseFilter(request.query)
      const rows = downloadRows(filterRows(scorecardRows(framework, judged), filter), judged)
      const asAt = state?.asAt ?? null
      const name = `${id}-${asAt ?? 'no-records'}.${form}`
      void reply.header('content-disposition', `attachment; filename="${name}"`)
      void reply.header('cache-control', 'no-store')
      if (form === 'json') {
        void reply.type('application/json; charset=utf-8')
        return scorecardJson(rows, { asAt, filter })
      }
      void reply.type('text/csv; charset=utf-8')
      return scorecardCsv(rows)
    },
  )
}
