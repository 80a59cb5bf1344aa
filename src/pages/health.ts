import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

/** `/health`: 200 while the database answers, 503 while it does not. Says nothing else. */
export function healthRoute(app: FastifyInstance, services: Pick<Services, 'database'>): void {
  app.get('/health', { config: { rateLimit: false } }, async (_request, reply) => {
    void reply.header('cache-control', 'no-store')
    try {
      await services.database.query('select 1 as one')
      return { status: 'up' }
    } catch {
      void reply.code(503)
      return { status: 'down' }
    }
  })
}
