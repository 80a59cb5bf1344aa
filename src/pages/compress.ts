import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { acceptsBrotli } from './assets.ts'

/** Shorter answers are not worth the work. */
const LEAST_BYTES = 1024
const QUALITY = 4

/** Compresses pages and downloads for browsers that read Brotli; assets already are. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const ready = reply.getHeader('content-encoding') !== undefined
    if (ready || typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload
    void reply.header('vary', 'accept-encoding')
    if (!acceptsBrotli(request)) return payload
    void reply.header('content-encoding', 'br').removeHeader('content-length')
    const text = Buffer.from(payload)
    return await promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    })
  })
}
