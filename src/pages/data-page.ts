import { type Catalogue, type Dataset, type Kpi, kpisOf } from '../catalogue/index.ts'
import { formatDay } from '../core/index.ts'
import { datasetsRead, type IdentityCheck } from '../figures/index.ts'
import type { LoggedImport } from '../records/index.ts'
import type { ImportLine } from './home-page.ts'
import { type IdentitiesSection, identitiesSection } from './identities-section.ts'
import { importLine, instantWords } from './import-words.ts'
import { type Freshness, freshnessOf } from './late-tables.ts'
import { kpiHref } from './kpi-line.ts'
import type { TableHeld } from './read-tables.ts'

export type DataTable = {
  readonly name: string
  readonly href: string
  readonly purpose: string
  readonly heldIn: string
  readonly rows: string
  readonly supplied: boolean
  readonly lastImport: { readonly words: string; readonly href: string } | null
  /** How often it is needed, such as `every month`; empty when never again. */
  readonly due: string
  /** `12 days late`; empty when in time. */
  readonly late: string
  /** Address of its empty file. */
  readonly templateHref: string
  /** KPIs that cannot be shown until it comes. */
  readonly waiting: readonly { readonly name: string; readonly href: string }[]
  /** How many KPIs read it. */
  readonly readBy: number
}

/** Whose question: the analyst's, "what have we, how old is it, and what waits for it?" */
export type DataPage = {
  readonly asAt: string
  readonly missing: readonly DataTable[]
  readonly held: readonly DataTable[]
  readonly imports: readonly ImportLine[]
  readonly identities: IdentitiesSection
}

/** The tables that a council supplies, missing ones first, and the imports. */
export function dataPage(
  catalogue: Catalogue,
  held: ReadonlyMap<string, TableHeld>,
  supplied: ReadonlySet<string>,
  imports: readonly LoggedImport[],
  asAt: string | null,
  checks: readonly IdentityCheck[],
  now: Date,
): DataPage {
  const fresh = freshnessOf(catalogue, held, now)
  const readers = readersByTable(catalogue)
  const tables = [...catalogue.datasets.values()].map((dataset) =>
    tableOf(
      dataset,
      held.get(dataset.name),
      // What is published for all of England was supplied whoever loaded it.
      supplied.has(dataset.name) || Boolean(held.get(dataset.name)?.lastImport),
      readers.get(dataset.name) ?? [],
      fresh.get(dataset.name),
    ),
  )
  return {
    asAt: asAt === null ? '' : formatDay(asAt),
    missing: tables.filter((table) => !table.supplied),
    held: tables.filter((table) => table.supplied),
    imports: imports.map(importLine),
    identities: identitiesSection(checks),
  }
}

function readersByTable(catalogue: Catalogue): ReadonlyMap<string, readonly Kpi[]> {
  const found = new Map<string, Kpi[]>()
  const kpis = [...catalogue.frameworks.values()].flatMap((framework) =>
    kpisOf(catalogue, framework),
  )
  for (const kpi of kpis) {
    if (!kpi.measure) continue
    for (const name of datasetsRead(kpi.measure, catalogue.measures)) {
      found.set(name, [...(found.get(name) ?? []), kpi])
    }
  }
  return found
}

function tableOf(
  dataset: Dataset,
  held: TableHeld | undefined,
  supplied: boolean,
  readers: readonly Kpi[],
  fresh: Freshness | undefined,
): DataTable {
  const last = held?.lastImport ?? null
  return {
    name: dataset.name,
    href: `/definitions/tables/${dataset.name}`,
    purpose: dataset.purpose,
    heldIn: dataset.heldIn,
    rows: (held?.rows ?? 0).toLocaleString('en-GB'),
    supplied,
    lastImport: last && {
      words: instantWords(last.importedAt),
      href: `/data/imports/${String(last.id)}`,
    },
    ...(fresh ? { due: fresh.due, late: fresh.late } : { due: '', late: '' }),
    templateHref: `/data/templates/${dataset.name}.csv`,
    waiting: supplied
      ? []
      : readers.map(({ use, row, address }) => ({
          name: `${row.ref} ${use.name}`,
          href: kpiHref(address),
        })),
    readBy: readers.length,
  }
}
