import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { newIds } from './identify-row.ts'
import { newPeople } from './people.ts'
import { personHash } from './person-key.ts'
import {
  type StagedPiece,
  type StagedWhole,
  type StageFile,
  stageRows,
  type StageSettings,
} from './stage-rows.ts'
import type { Pieces } from './staging.ts'

/** What a stager is made of: data alone, so that it can be handed to another thread. */
export type StagerInput = Pick<
  StageSettings,
  'catalogue' | 'authority' | 'authorities' | 'mappings'
> & {
  readonly personKey: string
  /** From `knownLinks`. */
  readonly links: readonly string[]
}

/** Reads the files of one import, one after the other; what it learns of persons it keeps. */
export type Stager = {
  readonly stage: (file: StageFile) => Pieces
  readonly close: () => Promise<void>
}

/** To start a thread takes as long as to read a file of so many bytes. */
const THREAD_FROM = 4_000_000

/**
 * A stager on a thread of its own where a file is large: while it reads, the database stores, and this
 * thread answers pages.
 *
 * @param largest - Bytes of the largest file.
 */
export async function openStager(input: StagerInput, largest: number): Promise<Stager> {
  return largest < THREAD_FROM ? stagerHere(input) : await stagerOnThread(input)
}

/** A stager on this thread. */
export function stagerHere(input: StagerInput): Stager {
  const { personKey, links, ...rest } = input
  const hash = personHash(personKey)
  const people = newPeople(hash, input.authority, links)
  const settings = { ...rest, hash, people, idOf: newIds(hash) }
  return {
    stage: (file) => stageRows(settings, file),
    close: async () => {
      await Promise.resolve()
    },
  }
}

/** What the thread of `staging-worker.ts` is told. */
export type StagerRequest = 'next' | { readonly input: StagerInput } | { readonly file: StageFile }
/** What it answers to `next`. */
type StagedReply =
  | { readonly done: false; readonly value: StagedPiece }
  | { readonly done: true; readonly value: StagedWhole }

/** Pieces asked for before they are needed, so that neither thread waits for the other. */
const AHEAD = 2

/**
 * With no limit a thread takes what it likes of a large machine before it clears away, and holds some
 * hundred megabytes more. The links of a million persons need 200.
 */
const MEMORY = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 }

async function stagerOnThread(input: StagerInput): Promise<Stager> {
  const worker = new Worker(new URL('staging-worker.ts', import.meta.url), {
    resourceLimits: MEMORY,
  })
  const send = (request: StagerRequest): void => {
    worker.postMessage(request)
  }
  // What breaks it is told to whoever waits for a piece; once nobody does, the import has ended.
  worker.on('error', () => undefined)
  await once(worker, 'online')
  send({ input })
  return {
    async *stage(file) {
      const replies = repliesOf(worker)
      try {
        send({ file })
        for (let asked = 0; asked < AHEAD; asked += 1) send('next')
        for (;;) {
          const reply = await replies.next()
          if (reply.done) return reply.value
          send('next')
          yield reply.value
        }
      } finally {
        replies.end()
      }
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

type Replies = {
  /** @throws what broke the other thread. */
  readonly next: () => Promise<StagedReply>
  readonly end: () => void
}

/** What the other thread answers, in order. */
function repliesOf(worker: Worker): Replies {
  const come: StagedReply[] = []
  let [fault, wake]: [unknown, () => void] = [undefined, () => undefined]
  const hear = (reply: StagedReply): void => {
    come.push(reply)
    wake()
  }
  const fail = (error: unknown): void => {
    fault = error
    wake()
  }
  const stop = (): void => {
    fail(new Error('the thread that reads files has ended'))
  }
  worker.on('message', hear).on('error', fail).on('exit', stop)
  return {
    next: async () => {
      while (come.length === 0 && fault === undefined)
        await new Promise<void>((resolve) => (wake = resolve))
      const reply = come.shift()
      if (!reply) throw fault
      return reply
    },
    end: () => {
      worker.off('message', hear).off('error', fail).off('exit', stop)
    },
  }
}
