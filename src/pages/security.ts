import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A form without files holds nothing but its buttons. */
const MOST_FORM_BYTES = 10_000

const YEAR_SECONDS = 31_536_000

/** Names by which a browser on this machine calls this server. */
const LOCAL_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]', '::1']

/** Headers for the few answers that come before any plugin runs, such as to an unreadable address. */
export function plainSafety(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('strict-transport-security', `max-age=${String(YEAR_SECONDS)}; includeSubDomains`)
    .header('x-content-type-options', 'nosniff')
    .header('x-frame-options', 'DENY')
    .header('referrer-policy', 'same-origin')
    .header('cross-origin-resource-policy', 'same-origin')
}

/**
 * Security headers on every response, errors included, and a limit of requests for each address.
 * Scripts and styles come from this server or carry the response's nonce; nothing else is
 * loaded, and no other site may frame or be sent a form of these pages.
 */
export async function registerSecurity(
  app: FastifyInstance,
  { requestsPerMinute }: { readonly requestsPerMinute: number },
): Promise<void> {
  await app.register(helmet, {
    global: true,
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: { maxAge: YEAR_SECONDS, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: true,
  })
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    done()
  })
  // Another site's name that was made to point at this machine would let that site read the figures.
  app.addHook('onRequest', (request, _reply, done) => {
    if (LOCAL_NAMES.includes(request.hostname)) done()
    else done(Object.assign(new Error('wrong host'), { statusCode: 421 }))
  })
  // Every change needs the token of a page of ours, and the cookie that no other site is sent.
  await app.register(formbody, { bodyLimit: MOST_FORM_BYTES })
  await app.register(cookie)
  await app.register(csrf, {
    cookieOpts: { httpOnly: true, sameSite: 'strict', path: '/', signed: false },
    getToken: tokenOf,
  })
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' })
}

/** The token of a form stands in its address: a body of files is read only once it is let in. */
function tokenOf({ query }: FastifyRequest): string | undefined {
  if (typeof query !== 'object' || query === null || !('_csrf' in query)) return undefined
  return typeof query._csrf === 'string' ? query._csrf : undefined
}
