import { nearest } from '../formula/index.ts'
import type { Catalogue, Framework, FrameworkRow, Measure, RowMeasure } from './types.ts'

/** A measure as one strategy uses it. `measure` is absent while its definition is still to come. */
export type Kpi = {
  readonly framework: Framework
  readonly row: FrameworkRow
  readonly use: RowMeasure
  readonly measure?: Measure
  /** `kingston-2021/111/a`. */
  readonly address: string
}

/** Every KPI of a framework, in the strategy's order. */
export function kpisOf(catalogue: Pick<Catalogue, 'measures'>, framework: Framework): Kpi[] {
  return framework.rows.flatMap((row) =>
    row.measures.map((use) => {
      const measure = use.measure === undefined ? undefined : catalogue.measures.get(use.measure)
      const address = `${framework.id}/${row.ref}/${use.sub}`
      return { framework, row, use, address, ...(measure && { measure }) }
    }),
  )
}

/**
 * The KPIs that an address names: `kingston-2021` all, `kingston-2021/111` its subs,
 * `kingston-2021/111/a` one.
 *
 * @returns The KPIs, or in words what is not there and what is nearest.
 */
export function findKpis(
  catalogue: Catalogue,
  address: string,
): { readonly kpis: readonly Kpi[]; readonly problem?: string } {
  const [frameworkId = '', ref, sub] = address.split('/')
  const framework = catalogue.frameworks.get(frameworkId)
  if (!framework)
    return { kpis: [], problem: noSuch('strategy', frameworkId, [...catalogue.frameworks.keys()]) }
  const all = kpisOf(catalogue, framework)
  if (ref === undefined) return { kpis: all }
  const ofRow = all.filter((kpi) => kpi.row.ref === ref)
  if (ofRow.length === 0)
    return {
      kpis: [],
      problem: noSuch(
        `row in ${frameworkId}`,
        ref,
        framework.rows.map((row) => row.ref),
      ),
    }
  if (sub === undefined) return { kpis: ofRow }
  const kpis = ofRow.filter((kpi) => kpi.use.sub === sub)
  if (kpis.length > 0) return { kpis }
  return {
    kpis: [],
    problem: noSuch(
      `part of ${frameworkId}/${ref}`,
      sub,
      ofRow.map((kpi) => kpi.use.sub),
    ),
  }
}

function noSuch(what: string, written: string, known: readonly string[]): string {
  const near = nearest(written, known)
  const list = known.length <= 12 ? ` There is ${known.join(', ')}.` : ''
  return `There is no ${what} called "${written}".${near ? ` Did you mean "${near}"?` : list}`
}
