/** Counts the work after which other rows may be read. */
export type Changes = {
  /** Does what may change rows. Within a transaction nobody sees it yet, so it counts when that ends. */
  readonly after: <T>(work: () => Promise<T>) => Promise<T>
  readonly count: () => number
}

/** A count that begins at 0. Work that failed counts too: some of it may have been done. */
export function countChanges(isInTransaction: () => boolean): Changes {
  let count = 0
  return {
    after: async (work) => {
      try {
        return await work()
      } finally {
        if (!isInTransaction()) count += 1
      }
    },
    count: () => count,
  }
}
