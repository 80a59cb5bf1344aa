import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'
import { moneyPage } from './money-page.ts'
import type { MoneyReader } from './read-money.ts'
import { readSavings } from './read-savings.ts'
import type { Render } from './render.ts'

/** The high needs money of the authority. */
export function moneyRoutes(
  app: FastifyInstance,
  services: Services,
  money: MoneyReader,
  render: Render,
): void {
  app.get('/money', async (request, reply) => {
    const state = await services.readState()
    const read = await money(state)
    const savings = state && (await readSavings(services, state))
    return await render(request, reply, {
      template: 'money.njk',
      intro: { title: 'Money', section: '/money' },
      model: read && savings ? { money: moneyPage(read, savings, services.catalogue) } : {},
    })
  })
}
