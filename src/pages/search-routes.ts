import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { readGlossary } from './read-glossary.ts'
import type { Render } from './render.ts'
import { searchIndex } from './search-index.ts'
import { searchPage } from './search-page.ts'

const text = z.string().max(200).catch('').default('')
const Search = z.object({ words: text, kind: text })

/** Search over everything that has a name, from the head of every page. */
export async function searchRoutes(
  app: FastifyInstance,
  { catalogue }: Pick<Services, 'catalogue'>,
  render: Render,
): Promise<void> {
  const index = searchIndex(catalogue, await readGlossary())
  app.get('/search', async (request, reply) => {
    const { words, kind } = Search.parse(request.query)
    return await render(request, reply, {
      template: 'search.njk',
      intro: {
        title: words.trim() === '' ? 'Search' : `Search: ${words.trim()}`,
        section: '/search',
      },
      model: searchPage(index, words.trim(), kind),
    })
  })
}
