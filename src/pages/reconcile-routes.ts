import type { FastifyInstance } from 'fastify'
import { RECONCILE_COLUMNS, reconcileRow, reconcileReturn, stockAndFlow } from '../figures/index.ts'
import { returnsCounted } from '../records/index.ts'
import type { Services } from '../services.ts'
import { csvText, sendCsv } from './csv.ts'
import { notFound } from './errors.ts'
import { reconcilePage } from './reconcile-page.ts'
import type { Render } from './render.ts'

type Year = { Params: { year: string } }

/** The figures that the Department derives from a return, beside the KPIs; as a page and as CSV. */
export function reconcileRoutes(app: FastifyInstance, services: Services, render: Render): void {
  const read = async (year: string) => {
    const state = await services.readState()
    if (!state) return undefined
    const { database, catalogue } = services
    const returns = await returnsCounted(database, state.authority)
    const counted = returns.findLast((one) => String(one.year) === year)
    if (!counted) return undefined
    const before = returns.find((one) => one.year === counted.year - 1)
    return {
      counted,
      years: [...new Set(returns.map((one) => one.year))],
      figures: await reconcileReturn({ database, catalogue, ...state }, counted),
      flow: before && stockAndFlow(before, counted),
    }
  }

  app.get<Year>('/data/returns/:year', async (request, reply) => {
    const found = await read(request.params.year)
    if (!found)
      return await notFound(render, request, reply, 'No return of that year was imported.')
    const model = reconcilePage(found.counted, found.years, found.figures, found.flow)
    return await render(request, reply, {
      template: 'reconcile.njk',
      intro: {
        title: model.heading,
        section: '/data',
        breadcrumbs: [{ text: 'Data', href: '/data' }],
      },
      model,
    })
  })

  app.get<Year>('/data/returns/:year.csv', async (request, reply) => {
    const { year } = request.params
    const found = await read(year)
    if (!found)
      return await notFound(render, request, reply, 'No return of that year was imported.')
    const rows = found.figures.map((figure) => reconcileRow(found.counted, figure))
    const cells = rows.map((row) => RECONCILE_COLUMNS.map((name) => row[name]))
    return sendCsv(reply, `return-${year}.csv`, csvText(RECONCILE_COLUMNS, cells))
  })
}
