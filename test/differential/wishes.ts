import type { Catalogue } from '../../src/catalogue/index.ts'
import { everyPart, type Expression, type Rows, rowsOf } from '../../src/formula/index.ts'

/** What a row should have to be counted by some formula: by column, the values that will do. */
export type Wish = Readonly<Record<string, readonly string[]>>

/**
 * For each table what the formulas of the catalogue ask of its rows, so that random rows can be
 * made that are counted. Only what can be read off: a column that must be one of some codes.
 */
export function wishesOf(catalogue: Catalogue): ReadonlyMap<string, readonly Wish[]> {
  const formulas = [...catalogue.measures.values()].map(({ formula }) => formula)
  const parts = formulas.flatMap(({ value, denominator, numerator }) =>
    [value, denominator, numerator].flatMap((part) => (part ? everyPart(part) : [])),
  )
  const asked = parts.flatMap((part) => rowsOf(part) ?? [])
  const byTable = Map.groupBy(asked, ({ table }) => table)
  return new Map(
    [...byTable].map(
      ([table, rows]) => [table, distinct(rows.map((one) => wishOf(one, catalogue)))] as const,
    ),
  )
}

function distinct(wishes: readonly Wish[]): readonly Wish[] {
  return [...new Map(wishes.map((wish) => [JSON.stringify(wish), wish])).values()]
}

function wishOf({ table, conditions }: Rows, { datasets }: Catalogue): Wish {
  const inFile = datasets.get(table)?.fileColumns ?? []
  return Object.fromEntries(conditions.flatMap(wanted).filter(([name]) => inFile.includes(name)))
}

function wanted(condition: Expression): readonly (readonly [string, readonly string[]])[] {
  switch (condition.kind) {
    case 'term':
      return wanted(condition.body)
    case 'logic':
      return condition.operator === 'and' ? condition.operands.flatMap(wanted) : []
    case 'comparison':
      return condition.operator === '=' ? pair(condition.left, [condition.right]) : []
    case 'in-list':
      return condition.negated ? [] : pair(condition.of, condition.items)
    default:
      return []
  }
}

function pair(
  column: Expression,
  values: readonly Expression[],
): readonly (readonly [string, readonly string[]])[] {
  if (column.kind !== 'column' || column.path.length > 0 || column.row === 'this') return []
  const texts = values.flatMap((value) => (value.kind === 'literal' ? [value.value] : []))
  return texts.length > 0 ? [[column.column, texts]] : []
}
