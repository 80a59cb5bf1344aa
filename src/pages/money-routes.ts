import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'
import { moneyPage } from './money-page.ts'
import type { MoneyReader } from './read-money.ts'
import type { Render } from './render.ts'

/** The high needs money of the authority. */
export function moneyRoutes(
  app: FastifyInstance,
  services: Services,
  money: MoneyReader,
  render: Render,
): void {
  app.get('/money', async (request, reply) => {
    const read = await money(await services.readState())
    return await render(request, reply, {
      template: 'money.njk',
      intro: { title: 'Money', section: '/money' },
      model: read ? { money: moneyPage(read, services.catalogue) } : {},
    })
  })
}
