import { isAboutPersons } from './identify-row.ts'
import type { ImportRun } from './import-authority.ts'
import { knownLinks } from './people.ts'
import type { PlannedImport } from './plan-import.ts'
import type { StagerInput } from './stager.ts'

/** What the stager of an import is made of, with the persons known by now. */
export async function stagerInput(run: ImportRun, planned: PlannedImport): Promise<StagerInput> {
  const { services, options, authorities } = run
  const { authority, files } = planned
  const { datasets, schema, published } = services.catalogue
  const names = new Set(files.flatMap((file) => file.datasets))
  const hasPersons = [...names].some((name) => isAboutPersons(datasets.get(name)))
  return {
    catalogue: { datasets, schema, published },
    authority,
    authorities,
    mappings: options.mappings ?? [],
    personKey: services.personKey,
    links: hasPersons ? await knownLinks(services.database, authority) : [],
  }
}
