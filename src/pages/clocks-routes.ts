import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { parseClocksFilter } from './clocks-filter.ts'
import { clocksCsv, clocksPage } from './clocks-page.ts'
import type { ClocksReader } from './clocks-reader.ts'
import { pageNumber } from './paging.ts'
import type { Render } from './render.ts'

const Query = z.object({ page: z.unknown().optional() })

/** Every open case with its next legal limit. */
export function clocksRoutes(
  app: FastifyInstance,
  services: Services,
  clocks: ClocksReader,
  render: Render,
): void {
  app.get('/clocks', async (request, reply) => {
    const state = await services.readState()
    const read = await clocks(state)
    return await render(request, reply, {
      template: 'clocks.njk',
      intro: { title: 'Legal clocks', section: '/clocks' },
      model: {
        ...(state && {
          clocks: clocksPage(read, {
            asAt: state.asAt,
            filter: parseClocksFilter(request.query),
            page: pageNumber(Query.parse(request.query).page),
          }),
        }),
      },
    })
  })

  app.get('/clocks.csv', async (request, reply) => {
    const state = await services.readState()
    const { cases } = await clocks(state)
    return await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="legal-clocks.csv"')
      .header('cache-control', 'no-store')
      .send(clocksCsv(cases, parseClocksFilter(request.query)))
  })
}
