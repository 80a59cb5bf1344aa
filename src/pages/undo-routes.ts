import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readPersonKey, undoImport } from '../records/index.ts'
import type { Services } from '../services.ts'
import { notFound } from './errors.ts'
import { instantWords } from './import-words.ts'
import { readImport } from './read-tables.ts'
import type { Render } from './render.ts'

const NO_IMPORT = 'There is no import of that number.'

/** Undoing an import, asked about first. */
export function undoRoutes(app: FastifyInstance, services: Services, render: Render): void {
  const csrf = { preHandler: app.csrfProtection.bind(app) }

  app.get<{ Params: { id: string } }>('/data/imports/:id/undo', async (request, reply) => {
    const logged = await readImport(services, request.params.id)
    if (!logged) return await notFound(render, request, reply, NO_IMPORT)
    return await undoPage(render, request, reply, instantWords(logged.importedAt))
  })

  app.post<{ Params: { id: string } }>('/data/imports/:id/undo', csrf, async (request, reply) => {
    const logged = await readImport(services, request.params.id)
    if (!logged) return await notFound(render, request, reply, NO_IMPORT)
    const personKey = await readPersonKey(services.config.dataFolder)
    const undone = await undoImport({ ...services, personKey }, logged.id)
    if (!undone.ok) {
      void reply.code(409)
      const faults = undone.issues.map(({ message, fix }) => `${message} ${fix ?? ''}`)
      return await undoPage(render, request, reply, `number ${request.params.id}`, faults)
    }
    await services.refreshFigures()
    return await reply.redirect(`/data/imports/${request.params.id}`, 303)
  })
}

async function undoPage(
  render: Render,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  name: string,
  faults: readonly string[] = [],
): Promise<string> {
  const title = `Undo the import of ${name}`
  return await render(request, reply, {
    template: 'undo.njk',
    intro: { title, section: '/data', breadcrumbs: [{ text: 'Data', href: '/data' }] },
    model: { heading: title, id: request.params.id, faults, token: reply.generateCsrf() },
  })
}
