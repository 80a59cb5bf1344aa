import view from '@fastify/view'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import type { AssetPaths } from './assets.ts'
import type { PageCache } from './page-cache.ts'
import { type Board, frameOf, type PageIntro } from './frame.ts'

/** A page to be rendered: its template, what it says of itself, and its view model. */
export type PageParts = {
  readonly template: string
  readonly intro: PageIntro
  readonly model: object
  /** Whose figures they are, where the route has read it already. */
  readonly board?: Board
}

/** Renders a page inside the frame that every page has. */
export type Render = (
  request: FastifyRequest,
  reply: FastifyReply,
  parts: PageParts,
) => Promise<string>

/**
 * The renderer of pages: our templates over those of GOV.UK Frontend, everything escaped that is not
 * our own SVG.
 *
 * @param readBoard - Whose figures they are; if it fails, the frame says nothing of them, so that an
 *   error page can still be shown.
 */
export async function createRender(
  app: FastifyInstance,
  assets: AssetPaths,
  pages: PageCache,
  readBoard: () => Promise<Board>,
): Promise<Render> {
  const govuk = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'))
  await app.register(view, {
    engine: { nunjucks },
    templates: [fileURLToPath(new URL('templates', import.meta.url)), join(govuk, 'dist')],
    options: { autoescape: true, trimBlocks: true, lstripBlocks: true },
  })
  return async (request, reply, { template, intro, model, board: known }) => {
    const board = known ?? (await readBoard().catch(() => NO_BOARD))
    const frame = frameOf(intro, board, {
      nonce: reply.cspNonce.script,
      assets,
      page: request.url,
    })
    void reply.header('cache-control', 'no-store')
    const html = await reply.viewAsync(template, { frame, model })
    pages.keep(request, reply, { html, hasForm: 'token' in model })
    return html
  }
}

const NO_BOARD: Board = { authorityName: '', invented: false, asAt: null }
