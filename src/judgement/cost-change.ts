import { add, divide, isZero, multiply, type Rational, rational, subtract } from '../core/index.ts'

/** What one kind of placement cost in a year: pounds, and places as years of a full place. */
export type CostOf = { readonly kind: string; readonly cost: Rational; readonly places: Rational }

/** Why the cost of placements changed, in pounds; the three parts add up to the change exactly. */
export type CostChange = {
  readonly before: Rational
  readonly after: Rational
  /** More or fewer places, at last year's average price. */
  readonly volume: Rational
  /** Dearer or cheaper kinds of placement, at last year's prices. */
  readonly mix: Rational
  /** The same kind of placement at another price. */
  readonly price: Rational
}

const ZERO = rational(0)

/**
 * Splits a change of cost into price, mix and volume.
 *
 * volume = (places now − places then) × average price then; price = Σ places now × (price now −
 * price then) over the kinds; mix is the rest: Σ places now × price then − places now × average price then. A kind without
 * a price then (no places) is taken at its price now, so that it is mix and not price.
 *
 * @param before - Each kind once. @param after - Each kind once.
 * @returns Undefined where a year has no places: there is no average price to go by.
 */
export function explainCostChange(
  before: readonly CostOf[],
  after: readonly CostOf[],
): CostChange | undefined {
  const [costThen, placesThen] = totals(before)
  const [costNow, placesNow] = totals(after)
  if (isZero(placesThen) || isZero(placesNow)) return undefined
  const then = new Map(before.map((one) => [one.kind, one]))
  const atOldPrices = after.map((one) => {
    const known = then.get(one.kind)
    if (!known || isZero(known.places)) return one.cost
    return multiply(one.places, divide(known.cost, known.places))
  })
  const nowAtOldPrices = atOldPrices.reduce(add, ZERO)
  const averageThen = divide(costThen, placesThen)
  return {
    before: costThen,
    after: costNow,
    volume: multiply(subtract(placesNow, placesThen), averageThen),
    mix: subtract(nowAtOldPrices, multiply(placesNow, averageThen)),
    price: subtract(costNow, nowAtOldPrices),
  }
}

function totals(costs: readonly CostOf[]): readonly [cost: Rational, places: Rational] {
  return [
    costs.reduce((sum, { cost }) => add(sum, cost), ZERO),
    costs.reduce((sum, { places }) => add(sum, places), ZERO),
  ]
}
