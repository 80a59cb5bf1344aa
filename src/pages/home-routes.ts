import type { FastifyInstance } from 'fastify'
import { importsOf } from '../records/index.ts'
import type { Services } from '../services.ts'
import { boardOf } from './frame.ts'
import type { BoardReader } from './board-reader.ts'
import type { ClocksReader } from './clocks-reader.ts'
import { homePage } from './home-page.ts'
import { importLine } from './import-words.ts'
import type { Render } from './render.ts'

/** The overview. */
export function homeRoutes(
  app: FastifyInstance,
  services: Services,
  { board, clocks }: { readonly board: BoardReader; readonly clocks: ClocksReader },
  render: Render,
): void {
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
    return await render(request, reply, {
      template: 'home.njk',
      intro: { title: 'Overview', section: '/' },
      model: homePage(boardOf(state), strategies, imports.map(importLine), await clocks(state)),
    })
  })
}
