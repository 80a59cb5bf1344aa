import fc from 'fast-check'
import type { Catalogue, Measure } from '../../src/catalogue/index.ts'
import type { Period } from '../../src/core/index.ts'
import { placeOf, sayFigure } from '../../src/figures/compare-figures.ts'
import {
  type EitherFigure,
  openWorkbench,
  type Workbench,
} from '../../src/figures/examples-engines.ts'
import type { WorkedExample } from '../../src/figures/examples-read.ts'
import type { FigureAsk } from '../../src/figures/index.ts'
import { everyPart, type Expression, type Formula, rowsOf } from '../../src/formula/index.ts'
import { HOME, recordSets, type TextRow } from '../differential/records.ts'

export type Records = Readonly<Record<string, readonly TextRow[]>>

/** Rich random records of every table, the same ones for the same seed. */
export function randomRecords(catalogue: Catalogue, seed: number): Records {
  const [records] = fc.sample(recordSets(catalogue), { numRuns: 1, seed })
  if (!records) throw new Error('there must be records')
  return records
}

/** Records and the day that they go up to. */
export type Case = { readonly data: Records; readonly asAt: string }

/** The figures of measures over records, computed in SQL, by what they are figures of. */
export type Attack = {
  readonly figures: (one: Case, asks: readonly FigureAsk[]) => Promise<FiguresByPlace>
  readonly close: () => Promise<void>
}

/** What a figure came to, in words, by its measure, period and category. */
export type FiguresByPlace = ReadonlyMap<string, Told>
export type Told = { readonly figure: EitherFigure; readonly words: string }

export async function openAttack(catalogue: Catalogue): Promise<Attack> {
  const workbench: Workbench = await openWorkbench(catalogue)
  return {
    figures: async (one, asks) => {
      const engine = await workbench.engineFor(asExample(one))
      const figures = await engine.figures(asks)
      return new Map(figures.map((figure) => [placeOf(figure), told(figure)]))
    },
    close: workbench.close,
  }
}

function asExample({ data, asAt }: Case): WorkedExample {
  const rows = Object.entries(data).map(
    ([name, list]) => [name, list.map((row) => ({ ...row }))] as const,
  )
  const period = { start: asAt, end: asAt }
  return {
    id: 'attack',
    title: '',
    home_la: HOME,
    period,
    data: Object.fromEntries(rows),
    expected: [],
  }
}

function told(figure: EitherFigure): Told {
  return { figure, words: sayFigure(figure) }
}

/** Every measure for some periods, whole and by its own breakdowns unless only whole. */
export function asksFor(
  measures: Iterable<Measure>,
  periods: readonly Period[],
  breakdowns: 'own' | 'none' = 'own',
): readonly FigureAsk[] {
  return [...measures].map(({ id }) => ({ measure: id, periods, breakdowns }))
}

/** The figures that two runs do not agree on, with what each says. */
export function changes(before: FiguresByPlace, after: FiguresByPlace): readonly string[] {
  const places = [...new Set([...before.keys(), ...after.keys()])]
  return places.flatMap((place) => {
    const [a, b] = [before.get(place)?.words ?? 'none', after.get(place)?.words ?? 'none']
    return a === b ? [] : [`${place}: ${a} became ${b}`]
  })
}

/** Every part of a measure's formulas, those of the measures that it uses included. */
export function partsOf(
  measure: Measure,
  measures: ReadonlyMap<string, Measure>,
): readonly Expression[] {
  const own = expressionsOf(measure.formula).flatMap(everyPart)
  const used = measure.formula.measures.flatMap((id) => {
    const other = measures.get(id)
    return other ? partsOf(other, measures) : []
  })
  return [...own, ...used]
}

function expressionsOf({ value, denominator, numerator }: Formula): readonly Expression[] {
  return [value, denominator, numerator].flatMap((part) => part ?? [])
}

/** The tables whose rows a measure counts or adds up; not those that it only asks a question of. */
export function tablesCounted(
  measure: Measure,
  measures: ReadonlyMap<string, Measure>,
): ReadonlySet<string> {
  const counted = partsOf(measure, measures).flatMap((part) =>
    part.kind === 'has' ? [] : (rowsOf(part)?.table ?? []),
  )
  return new Set(counted)
}
