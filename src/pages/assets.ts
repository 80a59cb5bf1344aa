import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A file that pages load, kept in memory. */
type Asset = {
  readonly path: string
  readonly type: string
  readonly body: Buffer
  readonly compressed: Buffer
}

/** Addresses of the files that every page names; they change when the content does. */
export type AssetPaths = { readonly style: string; readonly icon: string }

/**
 * GOV.UK Frontend's own font may only be used on GOV.UK: the faces are left out and the system's letters
 * named in its place.
 */
const SYSTEM_FONTS =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
const FONT_FACE = /@font-face\{[^}]*\}/g
const GOVUK_FONTS = /GDS Transport,arial,sans-serif/g

/** Serves the stylesheet (GOV.UK Frontend's and ours in one) and the icon. */
export async function registerAssets(app: FastifyInstance): Promise<AssetPaths> {
  const [style, icon] = await Promise.all([styleAsset(), iconAsset()])
  for (const asset of [style, icon]) {
    app.get(asset.path, (request, reply) => sendAsset(asset, request, reply))
  }
  return { style: style.path, icon: icon.path }
}

async function styleAsset(): Promise<Asset> {
  const govuk = createRequire(import.meta.url).resolve(
    'govuk-frontend/dist/govuk/govuk-frontend.min.css',
  )
  const [theirs, ours] = await Promise.all([
    readFile(govuk, 'utf8'),
    readFile(new URL('static/sendboard.css', import.meta.url), 'utf8'),
  ])
  const neutral = theirs.replaceAll(FONT_FACE, '').replaceAll(GOVUK_FONTS, SYSTEM_FONTS)
  return await asset('sendboard.css', 'text/css; charset=utf-8', `${neutral}\n${ours}`)
}

async function iconAsset(): Promise<Asset> {
  const svg = await readFile(new URL('static/icon.svg', import.meta.url), 'utf8')
  return await asset('icon.svg', 'image/svg+xml', svg)
}

async function asset(name: string, type: string, text: string): Promise<Asset> {
  const body = Buffer.from(text)
  const fingerprint = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const compressed = await promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
  })
  return { path: `/assets/${fingerprint}/${name}`, type, body, compressed }
}

function sendAsset(
  { type, body, compressed }: Asset,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const brotli = acceptsBrotli(request)
  if (brotli) void reply.header('content-encoding', 'br')
  return reply
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .type(type)
    .send(brotli ? compressed : body)
}

/** Whether the browser reads Brotli. */
export function acceptsBrotli(request: FastifyRequest): boolean {
  return /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
}
