// The thread that reads the files of an import (stager.ts): told of a file, it answers each `next`
// with some of its rows, and the last with what came of the whole.
import { parentPort } from 'node:worker_threads'
import type { StagedPiece, StagedWhole } from './stage-rows.ts'
import type { Pieces } from './staging.ts'
import { type Stager, stagerHere, type StagerRequest } from './stager.ts'

let stager: Stager | undefined
let pieces: Pieces | undefined

parentPort?.on('message', (request: StagerRequest) => {
  if (request === 'next') void answer(pieces)
  else if ('input' in request) stager = stagerHere(request.input)
  else pieces = stager?.stage(request.file)
})

/** What is asked for beyond the end of a file gets no answer. */
async function answer(of: Pieces | undefined): Promise<void> {
  const reply: IteratorResult<StagedPiece, StagedWhole | undefined> | undefined = await of?.next()
  if (reply?.value !== undefined) parentPort?.postMessage(reply)
}
