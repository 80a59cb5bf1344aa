import { altered } from './read-package.ts'
import type { Counter } from './tally.ts'

/** No row is nearly as long. */
const LONGEST = 50_000_000

/**
 * The lines of a text in UTF-8, some at a time, each ended by a line feed and by nothing else.
 *
 * @param bytes - How many there are to be.
 * @param file - Where they are, for messages.
 * @throws TransferError if there are more bytes or fewer, the last line has no end, or it is no UTF-8.
 */
export async function* readLines(
  pieces: AsyncIterable<Buffer>,
  counter: Counter,
  bytes: number,
  file: string,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let [rest, read] = ['', 0]
  for await (const piece of pieces) {
    read += piece.length
    if (read > bytes) throw altered(`${file} is longer than it was`)
    counter.take(piece)
    const lines = (rest + textOf(decoder, piece, file)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST) throw altered(`${file} has a line that is too long`)
    yield lines
  }
  if (rest !== '' || read < bytes) throw altered(`${file} is shorter than it was`)
}

function textOf(decoder: InstanceType<typeof TextDecoder>, piece: Buffer, file: string): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch {
    throw altered(`${file} holds what is no text`)
  }
}
