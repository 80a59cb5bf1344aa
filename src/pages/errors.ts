import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Render } from './render.ts'

const SERVER_ERROR = 500
const TOO_MANY = 429
const NOT_ALLOWED = 405
const MISDIRECTED = 421

/** Pages for what goes wrong, in words that help; nothing of the inside is told. */
export function registerErrors(app: FastifyInstance, render: Render): void {
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      void reply.header('allow', 'GET, HEAD')
      return await message(render, request, reply, NOT_ALLOWED)
    }
    return await notFound(render, request, reply)
  })
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const code = error.statusCode ?? SERVER_ERROR
    if (code >= SERVER_ERROR) request.log.error({ err: error, route: request.routeOptions.url })
    return await message(render, request, reply, code)
  })
}

/** The page for an address that leads nowhere. `hint` may say what is near. */
export async function notFound(
  render: Render,
  request: FastifyRequest,
  reply: FastifyReply,
  hint?: string,
): Promise<string> {
  void reply.code(404)
  const typed = 'If you typed the web address, check it is correct.'
  const pasted = 'If you pasted the web address, check you copied the entire address.'
  return await render(request, reply, {
    template: 'message.njk',
    intro: { title: 'Page not found', section: '' },
    model: { heading: 'Page not found', paragraphs: [...(hint ? [hint] : []), typed, pasted] },
  })
}

type Words = { readonly heading: string; readonly paragraphs: readonly string[] }

const UNREADABLE: Words = {
  heading: 'The address cannot be read',
  paragraphs: ['Part of the web address is not written as it should be.'],
}

const FORBIDDEN = 403
const TOO_LARGE = 413

const WORDS: Readonly<Record<number, Words>> = {
  [NOT_ALLOWED]: {
    heading: 'Nothing can be changed here',
    paragraphs: ['This page only shows. Records are changed on the page “Data”.'],
  },
  [FORBIDDEN]: {
    heading: 'The form is too old or not from this page',
    paragraphs: ['Nothing was changed. Open the page again and send the form from there.'],
  },
  [TOO_LARGE]: {
    heading: 'The files are too large for this page',
    paragraphs: ['Nothing was changed. Import them with bin/sendboard import.'],
  },
  [MISDIRECTED]: {
    heading: 'This server is not reached by that name',
    paragraphs: ['Use http://localhost or http://127.0.0.1 with its port.'],
  },
  [TOO_MANY]: {
    heading: 'Too many requests',
    paragraphs: ['Wait a minute and try again.'],
  },
}

const PROBLEM: Words = {
  heading: 'Sorry, there is a problem with the service',
  paragraphs: [
    'Try again later.',
    'Nothing was changed. The log of the server says what went wrong.',
  ],
}

async function message(
  render: Render,
  request: FastifyRequest,
  reply: FastifyReply,
  code: number,
): Promise<string> {
  const words = WORDS[code] ?? (code < SERVER_ERROR ? UNREADABLE : PROBLEM)
  void reply.code(code)
  return await render(request, reply, {
    template: 'message.njk',
    intro: { title: words.heading, section: '' },
    model: words,
  })
}
