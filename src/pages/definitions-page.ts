import { type Catalogue, kpisOf, type Measure, type Table } from '../catalogue/index.ts'
import { breakdownWords } from './category-words.ts'
import { definitionOf, type Definition } from './kpi-definition.ts'
import { kpiHref } from './kpi-line.ts'
import type { GlossaryEntry } from './read-glossary.ts'

export type DefinitionLink = {
  readonly name: string
  readonly href: string
  readonly text: string
}

/** Whose question: anybody's, "what does this word mean here?" */
export type DefinitionsPage = {
  readonly words: string
  readonly found: string
  readonly glossary: readonly GlossaryEntry[]
  readonly measures: readonly DefinitionLink[]
  readonly tables: readonly DefinitionLink[]
  readonly terms: readonly DefinitionLink[]
}

/** Glossary, measures, tables and terms that hold all the words asked for; everything without words. */
export function definitionsPage(
  catalogue: Catalogue,
  glossary: readonly GlossaryEntry[],
  words: string,
): DefinitionsPage {
  const asked = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const holds = (...texts: readonly string[]) => {
    const text = texts.join(' ').toLowerCase()
    return asked.every((word) => text.includes(word))
  }
  const tables = [...catalogue.schema.tables.values()]
  const page = {
    glossary: glossary.filter(({ term, meaning }) => holds(term, meaning)),
    measures: [...catalogue.measures.values()]
      .filter((measure) =>
        holds(measure.id, measure.name, measure.law ?? '', measure.reading ?? ''),
      )
      .map(measureLink)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    tables: tables
      .map((table) => tableLink(table, catalogue))
      .filter(({ name, text }, index) => holds(name, text, columnWords(tables[index]))),
    terms: tables
      .flatMap((table) =>
        [...table.terms.values()].map((term) => termLink(table, term.name, term.formula)),
      )
      .filter(({ name, text }) => holds(name, text)),
  }
  const count = Object.values(page).reduce((sum, list) => sum + list.length, 0)
  return { words, found: asked.length === 0 ? '' : `${String(count)} found`, ...page }
}

function columnWords(table: Table | undefined): string {
  return [...(table?.columns.values() ?? [])].map(({ name, label }) => `${name} ${label}`).join(' ')
}

function measureLink({ id, name, law }: Measure): DefinitionLink {
  return { name, href: `/definitions/measures/${id}`, text: law ?? '' }
}

function tableLink({ name, singular }: Table, catalogue: Catalogue): DefinitionLink {
  const purpose =
    catalogue.datasets.get(name)?.purpose ?? `Made by Sendboard: one row for each ${singular}.`
  return { name, href: `/definitions/tables/${name}`, text: purpose }
}

function termLink(table: Table, name: string, formula: string): DefinitionLink {
  return { name: `${table.name}.${name}`, href: `/definitions/tables/${table.name}`, text: formula }
}

/** A measure by itself: its definition, and the rows of strategies that use it. */
export type MeasurePage = {
  readonly name: string
  readonly definition: Definition
  readonly breakdowns: string
  readonly uses: readonly DefinitionLink[]
}

/** @param describe - Makes the sentence of a measure. */
export function measurePage(
  catalogue: Catalogue,
  measure: Measure,
  describe: (measure: Measure) => string,
): MeasurePage {
  const kpis = [...catalogue.frameworks.values()]
    .flatMap((framework) => kpisOf(catalogue, framework))
    .filter((kpi) => kpi.measure?.id === measure.id)
  return {
    name: measure.name,
    definition: { ...definitionOf(measure, describe) },
    breakdowns: measure.breakdowns.map(breakdownWords).join(', '),
    uses: kpis.map(({ framework, row, use, address }) => ({
      name: `${row.ref} ${use.sub}`,
      href: kpiHref(address),
      text: `${framework.title}: ${row.words}`,
    })),
  }
}

export type TablePage = {
  readonly name: string
  readonly purpose: string
  readonly heldIn: string
  readonly key: string
  readonly derived: boolean
  readonly columns: readonly {
    readonly name: string
    readonly type: string
    readonly required: string
    readonly label: string
    readonly note: string
    /** Other headings that a file may have for it. */
    readonly also: string
    readonly codes: readonly { readonly code: string; readonly meaning: string }[]
  }[]
  readonly terms: readonly { readonly name: string; readonly formula: string }[]
}

/** A table: what a row is, its columns and codes, and the terms that formulas may use of it. */
export function tablePage(catalogue: Catalogue, table: Table): TablePage {
  const dataset = catalogue.datasets.get(table.name)
  const whenOf = new Map(dataset?.requiredWhen.map(({ column, words }) => [column, words]))
  return {
    name: table.name,
    purpose:
      dataset?.purpose ?? `One row for each ${table.singular}, made by Sendboard after an import.`,
    heldIn: dataset?.heldIn ?? '',
    key: table.key.join(', '),
    derived: table.derived,
    columns: [...table.columns.values()].map((column) => ({
      name: column.name,
      type: column.unit === undefined ? column.type : `${column.type}, ${column.unit}`,
      required: requiredWords(column.name, column.derived, dataset?.required ?? [], whenOf),
      label: column.label,
      note: column.note ?? '',
      also: (column.also ?? []).join(', '),
      codes: [...(column.codes ?? [])].map(([code, meaning]) => ({ code, meaning })),
    })),
    terms: [...table.terms.values()].map(({ name, parameters, formula }) => ({
      name: parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`,
      formula,
    })),
  }
}

function requiredWords(
  name: string,
  derived: boolean,
  required: readonly string[],
  when: ReadonlyMap<string, string>,
): string {
  if (derived) return 'worked out'
  if (required.includes(name)) return 'always'
  const words = when.get(name)
  return words === undefined ? '' : `when ${words}`
}
