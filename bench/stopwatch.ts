/** Seconds on the clock, and of the processor over all threads of this process. */
export type Time = { readonly seconds: number; readonly processor: number }

/** Does the work and says how long it took. */
export async function timed<T>(work: () => Promise<T>): Promise<Time & { readonly result: T }> {
  const start = performance.now()
  const used = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(used)
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6, result }
}

/** The fastest of some repeats: the others were held up by something else. */
export async function fastest<T>(
  repeats: number,
  work: () => Promise<T>,
): Promise<Time & { readonly result: T }> {
  let best = await timed(work)
  for (let done = 1; done < repeats; done += 1) {
    const next = await timed(work)
    if (next.seconds < best.seconds) best = next
  }
  return best
}

/** Tells on standard error what is being measured. */
export function say(words: string): void {
  process.stderr.write(`${words} …\n`)
}
