import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authoritiesIn } from '../records/index.ts'
import type { Services } from '../services.ts'
import { notFound } from './errors.ts'
import type { Render } from './render.ts'

/** Before the address of any page: whose figures it shows. Without it they are the first authority's. */
const PREFIX = /^\/authorities\/([A-Z]\d{8})(?=[/?]|$)/

/** Addresses inside a page that lead to a page of the same authority. */
const OWN_ADDRESS = /(href|action)="\/(?!\/|assets\/|authorities\/|authority")/g

/** Requests that name an authority without records: their page leads back to those that have some. */
const unknown = new WeakSet<FastifyRequest>()

/** An address without what says whose figures it shows: the same page of any authority. */
export function withoutAuthority(url = '/'): string {
  const rest = url.replace(PREFIX, '')
  return rest.startsWith('/') ? rest : `/${rest}`
}

/**
 * Lets every address stand after `/authorities/E09000021`, and then shows that authority's figures: the
 * pages, downloads and forms it leads to keep the prefix. Register before what answers or compresses.
 */
export function registerAuthoritySwitch(app: FastifyInstance, services: Services): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const code = PREFIX.exec(request.originalUrl)?.[1]
    if (code === undefined) done()
    else services.choosing.run(code, done)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const prefix = PREFIX.exec(request.originalUrl)?.[0]
    if (prefix === undefined || unknown.has(request)) return payload
    const location = reply.getHeader('location')
    if (typeof location === 'string' && location.startsWith('/') && !PREFIX.test(location))
      void reply.header('location', `${prefix}${location}`)
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    if (!isPage || typeof payload !== 'string') return payload
    const page = payload.replaceAll(OWN_ADDRESS, `$1="${prefix}/`)
    void reply.header('content-length', Buffer.byteLength(page))
    return page
  })
}

/** The form of the switch leads to the same page of another authority. Unknown authority: 404, by name of its code. */
export function authorityRoutes(app: FastifyInstance, services: Services, render: Render): void {
  app.addHook('preHandler', async (request, reply) => {
    const code = PREFIX.exec(request.originalUrl)?.[1]
    if (code === undefined || (await authoritiesIn(services.database)).includes(code)) return
    const hint = `There are no records of an authority ${code} here.`
    unknown.add(request)
    const page = async () => await notFound(render, request, reply, hint)
    return await reply.type('text/html').send(await services.choosing.exit(page))
  })
  app.get<{ Querystring: Readonly<Record<string, unknown>> }>(
    '/authority',
    async (request, reply) => {
      const { code, page } = request.query
      if (typeof code !== 'string' || !PREFIX.test(`/authorities/${code}`))
        return await notFound(render, request, reply, 'Choose an authority from the list.')
      const to = typeof page === 'string' && /^\/(?![/\\])/.test(page) ? page : '/'
      return await reply.redirect(`/authorities/${code}${withoutAuthority(to)}`)
    },
  )
}
