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
 * Answers with a kept page where there is one, after the limits of requests; one that is being made for
 * another reader is waited for. Making a page takes some 30 ms of processor and several queries, much
 * longer just after an import, when everybody asks for it at once.
 *
 * @param readVersion - A text that changes whenever any page may show something else.
 */
export function registerPageCache(
  app: FastifyInstance,
  readVersion: () => Promise<string>,
): PageCache {
  const addresses = new WeakMap<FastifyRequest, string>()
  const pages = newStore(ROOM)
  const making = newMaking()
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET') return
    // Read before the page is made: one that is made while the records change is never found again.
    const version = `${new Date().toISOString().slice(0, 10)} ${await readVersion()}`
    const address = `${version} ${request.originalUrl}`
    addresses.set(request, address)
    let parts = pages.find(version, address)
    const others = parts ? undefined : making.byAnother(request.originalUrl, address)
    if (others) {
      await others
      parts = pages.find(version, address)
    }
    if (!parts) {
      making.begin(address, request)
      // A reader who goes away before there is an answer must not keep the others waiting.
      reply.raw.once('close', () => {
        making.end(address, request, pages.has(address))
      })
      return
    }
    void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
    return await reply.send(parts.join(reply.cspNonce.script))
  })
  app.addHook('onSend', async (request) => {
    const address = addresses.get(request)
    if (address !== undefined) making.end(address, request, pages.has(address))
    await Promise.resolve()
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

type Maker = {
  readonly request: FastifyRequest
  readonly end: Promise<undefined>
  readonly made: (value: undefined) => void
}

/** How many addresses are remembered as never kept. */
const ROOM_IN_VAIN = 1000

/** The answers that are being made now, each for the first who asked. */
function newMaking() {
  const makers = new Map<string, Maker>()
  const inVain = new Set<string>()
  return {
    /** The end of what is made for another reader; undefined where nothing is or it will not be kept. */
    byAnother: (url: string, address: string): Promise<undefined> | undefined =>
      inVain.has(url) ? undefined : makers.get(address)?.end,
    begin: (address: string, request: FastifyRequest): void => {
      if (makers.has(address)) return
      const { promise, resolve } = Promise.withResolvers<undefined>()
      makers.set(address, { request, end: promise, made: resolve })
    },
    end: (address: string, request: FastifyRequest, isKept: boolean): void => {
      const maker = makers.get(address)
      if (maker?.request !== request) return
      if (inVain.size >= ROOM_IN_VAIN) inVain.clear()
      if (!isKept) inVain.add(request.originalUrl)
      makers.delete(address)
      maker.made(undefined)
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
    has: (address: string): boolean => pages.has(address),
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
