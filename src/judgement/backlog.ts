/**
 * What a fall of the 20-week percentage means when a backlog is being cleared: a plan that was late already
 * counts against the month in which it is finished.
 *
 * @param openLate - Cases open and already late at the end of each step, oldest first.
 * @param percentage - Plans finished in each step that were in time.
 * @returns A sentence, or an empty text where it does not apply: unless open late cases fell and the
 *   percentage fell between the first and the last step at which both are known.
 */
export function readBacklog(
  openLate: readonly (number | null)[],
  percentage: readonly (number | null)[],
): string {
  const both = openLate.flatMap((open, index) => {
    const share = percentage[index] ?? null
    return open === null || share === null ? [] : [{ open, share }]
  })
  const [first, last] = [both[0], both.at(-1)]
  if (!first || !last || last.open >= first.open || last.share >= first.share) return ''
  return `A backlog is being cleared: cases open and already late fell from ${inFull(first.open)} to ${inFull(last.open)}. Each one finished counts as late, so the percentage falls while the service catches up.`
}

function inFull(count: number): string {
  return count.toLocaleString('en-GB')
}
