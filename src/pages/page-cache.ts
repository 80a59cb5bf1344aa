import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Characters that are kept at most, of all pages together. */
const ROOM = 32_000_000

/**
 * Pages as they were made, for as long as what they show cannot have changed: the same records and
 * figures, and the same day. A page with a form is never kept, for its token is one reader's alone.
 */
export type PageCache = {
  /** Keeps the page that answers a request, if it may be kept. */
  readonly keep: (request: FastifyRequest, reply: FastifyReply, page: MadePage) => void
}

export type MadePage = { readonly html: string; readonly hasForm: boolean }

/**
 * Answers with a kept page where there is one, after the limits of requests. Making a page takes some
 * 30 ms of processor and several queries, which wait while an import is under way.
 *
 * @param readVersion - A text that changes whenever any page may show something else.
 */
export function registerPageCache(
  app: FastifyInstance,
  readVersion: () => Promise<string>,
): PageCache {
  const addresses = new WeakMap<FastifyRequest, string>()
  const pages = newStore(ROOM)
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET') return
    // Read before the page is made: one that is made while the records change is never found again.
    const version = `${new Date().toISOString().slice(0, 10)} ${await readVersion()}`
    const address = `${version} ${request.originalUrl}`
    addresses.set(request, address)
    const parts = pages.find(version, address)
    if (!parts) return
    void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
    return await reply.send(parts.join(reply.cspNonce.script))
  })
  return {
    keep: (request, reply, { html, hasForm }) => {
      const address = addresses.get(request)
      if (address === undefined || hasForm || reply.statusCode !== 200) return
      // Each answer has a nonce of its own.
      pages.keep(address, html.split(reply.cspNonce.script))
    },
  }
}

/** Pages of one version, the least used of which make room for others. */
function newStore(room: number) {
  let held = ''
  let used = 0
  const pages = new Map<string, readonly string[]>()
  const drop = (address: string) => {
    used -= sizeOf(pages.get(address))
    pages.delete(address)
  }
  return {
    find: (version: string, address: string): readonly string[] | undefined => {
      if (version !== held) {
        pages.clear()
        ;[held, used] = [version, 0]
      }
      const parts = pages.get(address)
      if (!parts) return undefined
      pages.delete(address)
      pages.set(address, parts)
      return parts
    },
    keep: (address: string, parts: readonly string[]): void => {
      if (!address.startsWith(`${held} `) || sizeOf(parts) > room / 8) return
      drop(address)
      pages.set(address, parts)
      used += sizeOf(parts)
      for (const oldest of pages.keys()) {
        if (used <= room) break
        drop(oldest)
      }
    },
  }
}

function sizeOf(parts: readonly string[] = []): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
