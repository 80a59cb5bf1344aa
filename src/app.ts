import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { plainSafety, registerPages, withoutAuthority } from './pages/index.ts'
import type { Services } from './services.ts'

/** A server that listens. */
export type RunningServer = {
  readonly url: string
  /** Lets the requests under way finish, then closes the server and what it works with. */
  readonly close: () => Promise<void>
}

/** The application without a port, for tests to send requests into. */
export async function buildApp(services: Services): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: services.config.logLevel, base: null },
    // One line a request, of our own making: no address of the reader, no query.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    frameworkErrors: (_error, _request, reply) => {
      void plainSafety(reply).code(400).type('text/plain').send('The address cannot be read.')
    },
    // Every page is there of each authority: the switch reads which from the address as asked.
    rewriteUrl: ({ url }) => withoutAuthority(url),
    routerOptions: { maxParamLength: 200 },
  })
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
    done()
  })
  await registerPages(app, services)
  return app
}

/**
 * Serves the pages until the process is told to stop (SIGINT, SIGTERM).
 *
 * @throws Error with a plain message if the port cannot be had.
 */
export async function startServer(services: Services): Promise<RunningServer> {
  const { host, port } = services.config
  const app = await buildApp(services)
  const url = await app.listen({ host, port }).catch((error: unknown) => {
    throw inUse(error) ? new Error(portTaken(port), { cause: error }) : error
  })
  const close = async () => {
    await app.close()
    await services.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())
  return { url, close }
}

function inUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function portTaken(port: number): string {
  return `port ${String(port)} is in use already; stop the program that has it or set PORT to another`
}
