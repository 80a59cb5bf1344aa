/**
 * Chances that a binomial count is at most 0, 1, …, `trials`.
 *
 * @param trials - A whole number from 0.
 * @param chance - Of one event, 0 to 1.
 */
export function binomialCumulative(trials: number, chance: number): number[] {
  if (chance <= 0) return Array.from({ length: trials + 1 }, () => 1)
  if (chance >= 1) return Array.from({ length: trials + 1 }, (_, k) => (k === trials ? 1 : 0))
  const [logChance, logRest] = [Math.log(chance), Math.log1p(-chance)]
  const cumulative: number[] = []
  let [total, logWays] = [0, 0]
  for (let k = 0; k <= trials; k += 1) {
    if (k > 0) logWays += Math.log((trials - k + 1) / k)
    total += Math.exp(logWays + k * logChance + (trials - k) * logRest)
    cumulative.push(Math.min(1, total))
  }
  return cumulative
}

/** Smallest count whose cumulative chance is at least `probability`. */
export function binomialQuantile(probability: number, trials: number, chance: number): number {
  const found = binomialCumulative(trials, chance).findIndex((total) => total >= probability)
  return found < 0 ? trials : found
}
