import {
  BUILT_IN,
  type Catalogue,
  findKpis,
  type Kpi,
  kpisOf,
  readCatalogue,
} from '../catalogue/index.ts'
import { countIssues } from './issues.ts'
import { say } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

/**
 * The built-in definitions and a council's own. What is wrong in them is left out, and said.
 *
 * @param folder - The council's own folder, from `--catalogue`.
 */
export async function openCatalogue(folder: string | undefined): Promise<Catalogue> {
  const catalogue = await readCatalogue(folder === undefined ? [BUILT_IN] : [BUILT_IN, folder])
  const errors = catalogue.issues.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    say(
      `The definitions have ${countIssues(errors)}; what is wrong in them is left out. ` +
        `See them with: bin/sendboard check ${folder ?? 'catalogue'}`,
    )
  }
  return catalogue
}

/** The KPIs that an address names. @throws WrongUse with the nearest address if there are none. */
export function kpisAt(catalogue: Catalogue, address: string): readonly Kpi[] {
  const { kpis, problem } = findKpis(catalogue, address)
  if (problem !== undefined) throw new WrongUse(problem)
  return kpis
}

/** Every KPI of one strategy, or of all. @throws WrongUse if there is no such strategy. */
export function kpisOfFramework(catalogue: Catalogue, id: string | undefined): readonly Kpi[] {
  if (id !== undefined) return kpisAt(catalogue, id.split('/')[0] ?? id)
  return [...catalogue.frameworks.values()].flatMap((framework) => kpisOf(catalogue, framework))
}
