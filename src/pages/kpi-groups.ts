import type { Measure, Polarity } from '../catalogue/index.ts'
import { formatDay } from '../core/index.ts'
import { type GroupFigure, groupFigure } from '../judgement/index.ts'
import { quantileType7 } from '../statistics/index.ts'
import type { Compared, ComparedFigure, Neighbours } from './compared.ts'
import { differenceWords } from './difference-words.ts'
import { shownNumber } from './read-published.ts'

/** An area of several authorities beside this one. */
export type GroupRow = {
  readonly name: string
  readonly own: boolean
  readonly figure: string
  /** Of this authority against it; empty for itself. */
  readonly difference: string
}

/** An authority beside England, its region and its statistical neighbours: of one year and definition. */
export type Groups = {
  readonly rows: readonly GroupRow[]
  /** Who the neighbours are, and what their figure rests on; empty without neighbours. */
  readonly sentences: readonly string[]
  /** The closest first; one without a figure says so. */
  readonly neighbours: readonly {
    readonly place: string
    readonly name: string
    readonly figure: string
    readonly isKnown: boolean
  }[]
}

/** Null where nothing is known of any group. */
export function groupsOf(
  compared: Compared,
  figures: readonly ComparedFigure[],
  measure: Measure,
  polarity: Polarity,
): Groups | null {
  const { england, region, neighbours } = compared
  const own = figures.find(({ area }) => area === compared.own)
  const alike = neighbours && neighboursOf(neighbours, figures, measure)
  const known: readonly Known[] = [england, region, alike].flatMap((one) =>
    one && one.value !== null ? [{ name: one.name, value: one.value }] : [],
  )
  if (known.length === 0 && !alike) return null
  return {
    rows: [...ownRow(own), ...known.map((one) => groupRow(one, own, measure, polarity))],
    sentences: alike?.sentences ?? [],
    neighbours: alike?.list ?? [],
  }
}

type Known = { readonly name: string; readonly value: number }

function ownRow(own: ComparedFigure | undefined): readonly GroupRow[] {
  return own ? [{ name: 'This authority', own: true, figure: own.shown, difference: '' }] : []
}

function groupRow(
  { name, value }: Known,
  own: ComparedFigure | undefined,
  measure: Measure,
  polarity: Polarity,
): GroupRow {
  const mine = own?.value ?? null
  const difference = mine === null ? '' : differenceWords(mine, value, measure, polarity)
  return { name, own: false, figure: shownNumber(value, measure), difference }
}

function neighboursOf(
  { areas, asAt, source }: Neighbours,
  figures: readonly ComparedFigure[],
  measure: Measure,
) {
  const found = areas.map(({ code }) => figures.find(({ area }) => area === code))
  const known = found.flatMap((one) => one ?? [])
  const group = groupFigure(known, measure.per)
  const absent = areas.filter((_one, at) => (found[at]?.value ?? null) === null)
  const who = `Statistical neighbours are the ${String(areas.length)} authorities most like this one by a model of ${formatDay(asAt)} (${source}); they need not have this one among theirs.`
  return {
    name: 'Statistical neighbours',
    value: group?.value ?? null,
    sentences: group
      ? [who, ...groupWords(known, group, measure), ...absentWords(absent)]
      : [`${who} None of them has a figure of that year.`],
    list: (group ? areas : []).map(({ name }, at) => ({
      place: String(at + 1),
      name,
      figure: found[at]?.shown ?? 'no figure of that year',
      isKnown: (found[at]?.value ?? null) !== null,
    })),
  }
}

function groupWords(
  figures: readonly ComparedFigure[],
  group: GroupFigure,
  measure: Measure,
): string[] {
  const values = figures.flatMap(({ value }) => value ?? [])
  const middle = shownNumber(quantileType7(values, 0.5), measure)
  const how =
    group.how === 'pooled'
      ? 'Their figure is that of all their cases together'
      : 'Their figure is the plain mean of theirs, since their counts are not known'
  return [`${how}; the middle one of ${String(values.length)} is ${middle}.`]
}

function absentWords(absent: Neighbours['areas']): string[] {
  if (absent.length === 0) return []
  const names = absent.map(({ name }) => name).join(', ')
  return [`Without a figure, and so left out: ${names}.`]
}
