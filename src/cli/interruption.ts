/** A person broke off what a command does. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** Breaks work off, as an Interrupted with these words, when the person presses Ctrl-C. */
export function interruption(words: string): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    controller.abort(new Interrupted(words))
  })
  return controller.signal
}
