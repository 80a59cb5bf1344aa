import type { Dataset } from '../catalogue/index.ts'
import { quoted } from '../database/index.ts'
import type { Shape } from './stage-rows.ts'
import type { Staged } from './staging.ts'

/** Rows `a` and `b` have the same key. An optional part of a key may be empty in both. */
export function sameKey(dataset: Dataset, a: string, b: string): string {
  return sameColumns(dataset, dataset.table.key, a, b)
}

/** Rows `a` and `b` have the same values in some columns, empty or not. */
export function sameColumns(
  dataset: Dataset,
  columns: readonly string[],
  a: string,
  b: string,
): string {
  const tests = columns.map((name) => {
    const operator = dataset.required.includes(name) ? '=' : 'is not distinct from'
    return `${a}.${quoted(name)} ${operator} ${b}.${quoted(name)}`
  })
  return tests.join(' and ')
}

/** The current records of an authority: `(select … from records.plans where …)`. */
export function currentOf(dataset: string): string {
  return `(select * from records.${dataset} where authority = $1 and ended_by is null)`
}

/**
 * The value that a column has after a staged row `s` meets the current record `c`: what the row
 * says; what was known where the row does not speak of the column; of a weak value, what was known
 * before what is inferred.
 */
export function mergedColumn(name: string, { shapes, dataset }: Staged): string {
  const [s, c] = [`s.${quoted(name)}`, `c.${quoted(name)}`]
  if (dataset.table.key.includes(name)) return s
  const forms = shapes.map((shape) => formOf(shape, name))
  const [first = 'absent'] = forms
  const by = { strong: s, weak: `coalesce(${c}, ${s})`, absent: c }
  if (forms.every((form) => form === first)) return by[first]
  const cases = forms.map((form, number) => `when ${String(number)} then ${by[form]}`)
  return `case s._shape ${cases.join(' ')} end`
}

/** Whether every row speaks of every column, so that nothing stays of a record that it meets. */
export function isWhole({ shapes, dataset }: Pick<Staged, 'shapes' | 'dataset'>): boolean {
  return shapes.every((shape) =>
    dataset.fileColumns.every(
      (name) => dataset.table.key.includes(name) || formOf(shape, name) === 'strong',
    ),
  )
}

function formOf({ given, weak }: Shape, name: string): 'strong' | 'weak' | 'absent' {
  if (!given.has(name)) return 'absent'
  return weak.has(name) ? 'weak' : 'strong'
}

/**
 * The names of the columns in which a return `m` contradicts the case system `c`: `, a, b`. What one
 * of them leaves empty is no contradiction, but for a day that the other has; and a day that had not
 * come when the return was made cannot be in it.
 */
export function contradicting(
  dataset: Dataset,
  columns: readonly string[],
  madeOn: string,
): string {
  const parts = columns.map((name) => {
    const [m, c] = [`m.${quoted(name)}`, `c.${quoted(name)}`]
    const isDay = dataset.table.columns.get(name)?.type === 'date'
    const gap = `or (${c} is null and ${m} is not null) or (${m} is null and ${c} <= date '${madeOn}')`
    return `case when ${m} <> ${c} ${isDay ? gap : ''} then ', ${name}' else '' end`
  })
  return parts.join(' || ')
}
