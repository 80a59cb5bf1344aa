import { type Catalogue, type Kpi, kpisOf } from '../catalogue/index.ts'
import type { FigureMark } from './figure-mark.ts'

/** What stands beside a KPI so that harm cannot look like success. */
export type Guard = {
  readonly name: string
  /** The page of a KPI that uses the measure. */
  readonly href: string
  /** `12 plans`, or why there is no figure. */
  readonly figure: string
  readonly known: boolean
  readonly mark: FigureMark | null
  readonly period: string
  readonly process: string
  readonly processWord: string
}

/** The KPI by which each guard of some KPIs is shown: one of the same strategy where there is one. */
export function guardKpis(
  catalogue: Pick<Catalogue, 'measures' | 'frameworks'>,
  kpis: readonly Kpi[],
): ReadonlyMap<string, Kpi> {
  const ids = [...new Set(kpis.flatMap(({ measure }) => measure?.guards ?? []))]
  if (ids.length === 0) return new Map()
  const [first] = kpis
  const others = [...catalogue.frameworks.values()].filter(({ id }) => id !== first?.framework.id)
  const frameworks = [...(first ? [first.framework] : []), ...others]
  const all = frameworks.flatMap((framework) => kpisOf(catalogue, framework))
  return new Map(
    ids.flatMap((id) => {
      const found = all.find(({ measure }) => measure?.id === id)
      return found ? [[id, found] as const] : []
    }),
  )
}
