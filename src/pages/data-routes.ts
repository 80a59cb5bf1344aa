import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { importsOf, returnsCounted } from '../records/index.ts'
import type { Services } from '../services.ts'
import { csvText, sendCsv } from './csv.ts'
import { dataPage } from './data-page.ts'
import { notFound } from './errors.ts'
import type { PageIntro } from './frame.ts'
import { createIdentitiesReader } from './identities-reader.ts'
import { importPage, ISSUES_A_PAGE, issuesCsv } from './import-page.ts'
import { pageNumber } from './paging.ts'
import { readImport, readIssueCounts, readIssues, readTablesHeld } from './read-tables.ts'
import type { Render } from './render.ts'

const IssueQuery = z.object({
  code: z.string().max(100).catch('').default(''),
  page: z.unknown().optional(),
})

/** The tables with their empty files, and the report of each import with its issues as CSV. */
export function dataRoutes(app: FastifyInstance, services: Services, render: Render): void {
  const identities = createIdentitiesReader(services)
  app.get('/data', async (request, reply) => {
    const { catalogue, database } = services
    const state = await services.readState()
    const datasets = [...catalogue.datasets.values()]
    const held = state
      ? await readTablesHeld(services, state.authority, datasets)
      : new Map<string, never>()
    const imports = await importsOf(database, state?.authority)
    return await render(request, reply, {
      template: 'data.njk',
      intro: { title: 'Data', section: '/data' },
      model: {
        ...dataPage(
          catalogue,
          held,
          state?.supplied ?? new Set(),
          imports,
          state?.asAt ?? null,
          await identities(state),
          new Date(),
        ),
        returns: state ? await returnYears(services, state.authority) : [],
      },
    })
  })

  app.get<{ Params: { id: string } }>('/data/imports/:id', async (request, reply) => {
    const logged = await readImport(services, request.params.id)
    if (!logged) return await notFound(render, request, reply, 'There is no import of that number.')
    const { code, page } = IssueQuery.parse(request.query)
    const asked = { code, page: pageNumber(page) }
    const [counts, issues] = await Promise.all([
      readIssueCounts(services, logged.id),
      readIssues(services, logged.id, {
        code,
        limit: ISSUES_A_PAGE,
        offset: (asked.page - 1) * ISSUES_A_PAGE,
      }),
    ])
    const model = importPage(logged, counts, issues, asked)
    return await render(request, reply, {
      template: 'import.njk',
      intro: importIntro(model.heading),
      model,
    })
  })
}

/** The years of the SEN2 returns that were imported. */
async function returnYears({ database }: Services, authority: string): Promise<readonly number[]> {
  const returns = await returnsCounted(database, authority)
  return [...new Set(returns.map(({ year }) => year))]
}

function importIntro(title: string): PageIntro {
  return {
    title,
    section: '/data',
    breadcrumbs: [{ text: 'Data', href: '/data' }, { text: title }],
  }
}

/** The empty file of a table, and the issues of an import as CSV. */
export function dataFileRoutes(app: FastifyInstance, services: Services, render: Render): void {
  app.get<{ Params: { name: string } }>('/data/templates/:name.csv', async (request, reply) => {
    const dataset = services.catalogue.datasets.get(request.params.name)
    if (!dataset) return await notFound(render, request, reply, 'There is no table of that name.')
    return sendCsv(reply, `${dataset.name}.csv`, csvText(dataset.fileColumns, []))
  })

  app.get<{ Params: { id: string } }>('/data/imports/:id/issues.csv', async (request, reply) => {
    const logged = await readImport(services, request.params.id)
    if (!logged) return await notFound(render, request, reply, 'There is no import of that number.')
    const { code } = IssueQuery.parse(request.query)
    const issues = await readIssues(services, logged.id, { code })
    return sendCsv(reply, `issues-of-import-${String(logged.id)}.csv`, issuesCsv(issues))
  })
}
