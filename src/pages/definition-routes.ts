import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { definitionsPage, measurePage, tablePage } from './definitions-page.ts'
import { notFound } from './errors.ts'
import { readGlossary } from './read-glossary.ts'
import type { Render } from './render.ts'

const Search = z.object({ words: z.string().max(200).catch('').default('') })
const BACK = { text: 'Definitions', href: '/definitions' }

type Named = { Params: { name: string } }

/** The dictionary: words, measures, tables and terms, with a search over all of them. */
export async function definitionRoutes(
  app: FastifyInstance,
  services: Pick<Services, 'catalogue' | 'describe'>,
  render: Render,
): Promise<void> {
  const { catalogue, describe } = services
  const glossary = await readGlossary()

  app.get('/definitions', async (request, reply) => {
    const { words } = Search.parse(request.query)
    return await render(request, reply, {
      template: 'definitions.njk',
      intro: { title: 'Definitions', section: '/definitions' },
      model: definitionsPage(catalogue, glossary, words.trim()),
    })
  })

  app.get<Named>('/definitions/measures/:name', async (request, reply) => {
    const measure = catalogue.measures.get(request.params.name)
    if (!measure) return await notFound(render, request, reply)
    return await render(request, reply, {
      template: 'measure.njk',
      intro: {
        title: measure.name,
        section: '/definitions',
        breadcrumbs: [BACK, { text: measure.name }],
      },
      model: measurePage(catalogue, measure, describe),
    })
  })

  app.get<Named>('/definitions/tables/:name', async (request, reply) => {
    const table = catalogue.schema.tables.get(request.params.name)
    if (!table) return await notFound(render, request, reply)
    return await render(request, reply, {
      template: 'table.njk',
      intro: {
        title: `Table ${table.name}`,
        section: '/definitions',
        breadcrumbs: [BACK, { text: table.name }],
      },
      model: tablePage(catalogue, table),
    })
  })
}
