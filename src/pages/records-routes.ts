import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findKpis } from '../catalogue/index.ts'
import { recordsBehind } from '../figures/index.ts'
import type { Services } from '../services.ts'
import { notFound } from './errors.ts'
import type { KpiParams } from './kpi-routes.ts'
import { pageNumber } from './paging.ts'
import { readKpiSettings, sourceOf } from './read-figures.ts'
import { recordsAsked, recordsPage } from './records-page.ts'
import type { Render } from './render.ts'

const text = z.string().max(100).optional().catch(undefined)
const RecordsQuery = z.object({
  from: text,
  to: text,
  by: text,
  category: text,
  page: z.unknown().optional(),
})

/** The records behind a figure of a KPI: of a period, whole or one category. */
export function recordsRoutes(app: FastifyInstance, services: Services, render: Render): void {
  app.get<KpiParams>('/strategies/:id/:ref/:sub/records', async (request, reply) => {
    const { id, ref, sub } = request.params
    const { kpis, problem } = findKpis(services.catalogue, `${id}/${ref}/${sub}`)
    const [kpi] = kpis
    const query = RecordsQuery.parse(request.query)
    const asked = recordsAsked(query)
    const state = await services.readState()
    if (!kpi?.measure || !asked || !state) return await notFound(render, request, reply, problem)
    const { measure } = kpi
    if (asked.by !== undefined && !measure.breakdowns.includes(asked.by)) {
      return await notFound(render, request, reply)
    }
    const found = await recordsBehind(sourceOf(services, state), {
      measure: measure.id,
      settings: await readKpiSettings(services, state, kpi),
      period: asked.period,
      ...(asked.by !== undefined && { breakdown: asked.by }),
      ...(asked.category !== undefined && { category: asked.category }),
    })
    const page = pageNumber(query.page)
    const { schema } = services.catalogue
    return await render(request, reply, {
      template: 'records.njk',
      intro: {
        title: `Records behind ${kpi.use.name}`,
        section: '/',
        breadcrumbs: [
          { text: 'Overview', href: '/' },
          { text: kpi.framework.title, href: `/strategies/${encodeURIComponent(id)}` },
          {
            text: `${ref} ${sub}`,
            href: `/strategies/${encodeURIComponent(id)}/${encodeURIComponent(ref)}/${encodeURIComponent(sub)}`,
          },
          { text: 'Records' },
        ],
      },
      model: recordsPage(found, { kpi, measure, schema, asked, page }),
    })
  })
}
