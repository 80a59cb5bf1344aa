// Pages: routes, view models and templates. A route finds, parses, reads, judges, renders; view models
// are pure; the templates stand on those of GOV.UK Frontend.
import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'
import { registerAssets } from './assets.ts'
import { authorityRoutes, registerAuthoritySwitch } from './authority-switch.ts'
import { createBoardReader } from './board-reader.ts'
import { createClocksReader } from './clocks-reader.ts'
import { clocksRoutes } from './clocks-routes.ts'
import { registerCompression } from './compress.ts'
import { dataFileRoutes, dataRoutes } from './data-routes.ts'
import { definitionRoutes } from './definition-routes.ts'
import { registerErrors } from './errors.ts'
import { boardOf } from './frame.ts'
import { healthRoute } from './health.ts'
import { homeRoutes } from './home-routes.ts'
import { kpiRoutes } from './kpi-routes.ts'
import { moneyRoutes } from './money-routes.ts'
import { registerPageCache } from './page-cache.ts'
import { createMoneyReader } from './read-money.ts'
import { reconcileRoutes } from './reconcile-routes.ts'
import { recordsRoutes } from './records-routes.ts'
import { createRender } from './render.ts'
import { searchRoutes } from './search-routes.ts'
import { registerSecurity } from './security.ts'
import { strategyRoutes } from './strategy-routes.ts'
import { undoRoutes } from './undo-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

export { withoutAuthority } from './authority-switch.ts'
export { createBoardReader } from './board-reader.ts'
export { moneyAsks } from './read-money.ts'
export { plainSafety } from './security.ts'
export { sentenceFacts } from './sentence-facts.ts'

/** Registers every page of the application, in order: safety first, then what is shown. */
export async function registerPages(app: FastifyInstance, services: Services): Promise<void> {
  await registerSecurity(app, services.config)
  registerAuthoritySwitch(app, services)
  registerCompression(app)
  const assets = await registerAssets(app)
  const pages = registerPageCache(app, services.readVersion)
  const render = await createRender(app, assets, pages, async () =>
    boardOf(await services.readState()),
  )
  registerErrors(app, render)
  authorityRoutes(app, services, render)
  healthRoute(app, services)
  const board = createBoardReader(services)
  const clocks = createClocksReader(services)
  homeRoutes(app, services, { board, clocks }, render)
  strategyRoutes(app, services, board, render)
  kpiRoutes(app, services, board, render)
  recordsRoutes(app, services, render)
  clocksRoutes(app, services, clocks, render)
  moneyRoutes(app, services, createMoneyReader(services), render)
  dataRoutes(app, services, render)
  dataFileRoutes(app, services, render)
  reconcileRoutes(app, services, render)
  undoRoutes(app, services, render)
  await uploadRoutes(app, services, render)
  await definitionRoutes(app, services, render)
  await searchRoutes(app, services, render)
}
