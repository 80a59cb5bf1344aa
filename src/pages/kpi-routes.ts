import type { FastifyInstance } from 'fastify'
import { findKpis, type Kpi } from '../catalogue/index.ts'
import { datasetsRead, keptSince, readChanges } from '../figures/index.ts'
import type { BoardState, Services } from '../services.ts'
import type { BoardReader } from './board-reader.ts'
import { notFound } from './errors.ts'
import { boardOf } from './frame.ts'
import { type KpiHistory, kpiHistory } from './kpi-history.ts'
import type { JudgedKpi } from './judged-kpi.ts'
import { kpiPage } from './kpi-page.ts'
import { readEarlierParts } from './read-parts.ts'
import { readTablesHeld, type TableHeld } from './read-tables.ts'
import { createComparedReader } from './read-compared.ts'
import type { Render } from './render.ts'

export type KpiParams = {
  readonly Params: { readonly id: string; readonly ref: string; readonly sub: string }
}

/** One KPI of a strategy. Unknown strategy, row or part: 404 with what is near. */
export function kpiRoutes(
  app: FastifyInstance,
  services: Services,
  board: BoardReader,
  render: Render,
): void {
  app.get<{ Params: { id: string; ref: string } }>(
    '/strategies/:id/:ref',
    async (request, reply) => {
      const { id, ref } = request.params
      const { kpis, problem } = findKpis(services.catalogue, `${id}/${ref}`)
      const [first] = kpis
      if (!first) return await notFound(render, request, reply, problem)
      return await reply.redirect(
        `/strategies/${encodeURIComponent(id)}/${encodeURIComponent(ref)}/${first.use.sub}`,
      )
    },
  )

  const readCompared = createComparedReader(services)
  app.get<KpiParams>('/strategies/:id/:ref/:sub', async (request, reply) => {
    const { id, ref, sub } = request.params
    const { kpis, problem } = findKpis(services.catalogue, `${id}/${ref}/${sub}`)
    const [kpi] = kpis
    if (!kpi) return await notFound(render, request, reply, problem)
    const state = await services.readState()
    const judged = await board.kpi(state, kpi)
    const [held, compared, earlierParts, history] = await Promise.all([
      readSources(services, state, kpi),
      readCompared(state, kpi, judged.figures.latest),
      readEarlierParts(services, state, kpi),
      readHistory(services, state, judged),
    ])
    return await render(request, reply, {
      template: 'kpi.njk',
      board: boardOf(state),
      intro: introOf(kpi),
      model: kpiPage(judged, {
        schema: services.catalogue.schema,
        describe: services.describe,
        held,
        tolerance: services.catalogue.tolerance,
        compared,
        earlierParts,
        history,
      }),
    })
  })
}

function introOf({ framework, row, use }: Kpi) {
  return {
    title: `${use.name}, ${row.ref}`,
    section: '/',
    breadcrumbs: [
      { text: 'Overview', href: '/' },
      { text: framework.title, href: `/strategies/${encodeURIComponent(framework.id)}` },
      { text: `${row.ref} ${use.sub}` },
    ],
  } as const
}

async function readHistory(
  { database }: Services,
  state: BoardState | undefined,
  { kpi, figures }: JudgedKpi,
): Promise<KpiHistory | null> {
  const { latest } = figures
  if (!state || !kpi.measure || !latest) return null
  const { authority } = state
  const changes = await readChanges({ database, authority }, latest.measure, latest.variant)
  return kpiHistory(changes, kpi.measure, await keptSince(database, authority))
}

/** The tables that a KPI reads, with what is held of each. */
async function readSources(
  services: Services,
  state: BoardState | undefined,
  { measure }: Kpi,
): Promise<ReadonlyMap<string, TableHeld>> {
  if (!measure || !state) return new Map()
  const { datasets, measures } = services.catalogue
  const read = datasetsRead(measure, measures).flatMap((name) => datasets.get(name) ?? [])
  return await readTablesHeld(services, state.authority, read)
}
