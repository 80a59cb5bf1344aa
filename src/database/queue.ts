/** Runs one piece of work after the other, whether or not the one before failed. */
export function newQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return await next
  }
}
