const CLEAR_LINE = '\r\u001b[2K'
/** How often a line that rewrites itself does so. */
const REPAINT_MS = 100

/** Results go to standard output, everything said about them to standard error. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
}

/** A line for the person at the keyboard. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Shows how far long work has come; `done` leaves the last words standing. */
export type Progress = {
  /** `step` names what is being done, without how far it is: a log has a line for each. */
  readonly show: (words: string, step?: string) => void
  readonly done: (words?: string) => void
}

/**
 * A line that rewrites itself in a terminal. Elsewhere (a log, CI) a step is written as it begins,
 * and the last words.
 */
export function progressLine(): Progress {
  const isTerminal = process.stderr.isTTY
  let [painted, begun] = [0, '']
  return {
    show: (words, step = begun) => {
      if (!isTerminal && step !== begun) say(`${step} …`)
      begun = step
      if (!isTerminal || Date.now() - painted < REPAINT_MS) return
      painted = Date.now()
      process.stderr.write(`${CLEAR_LINE}${words}`)
    },
    done: (words) => {
      if (isTerminal) process.stderr.write(CLEAR_LINE)
      if (words !== undefined) say(words)
    },
  }
}
