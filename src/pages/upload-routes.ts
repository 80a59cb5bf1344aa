import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isAuthorityCode, isDay } from '../core/index.ts'
import type { ImportOptions } from '../records/index.ts'
import type { Services } from '../services.ts'
import { notFound } from './errors.ts'
import type { Render } from './render.ts'
import { createUploads, keepFile, type UploadFolder } from './uploads.ts'
import { uploadPage } from './upload-page.ts'

/** A browser that sends more at once is better served by the command line, which shows progress. */
const LIMITS = { fileSize: 300 * 1024 * 1024, files: 60, fields: 10, fieldSize: 200 }

const FORM = { text: 'Upload files', href: '/data/upload' }
const CRUMBS = [{ text: 'Data', href: '/data' }]

/** Uploading files, seeing what they would do, and loading them. */
export async function uploadRoutes(
  app: FastifyInstance,
  services: Services,
  render: Render,
): Promise<void> {
  await app.register(multipart, { limits: LIMITS })
  const uploads = await createUploads(services)
  const csrf = { preHandler: app.csrfProtection.bind(app) }

  app.get('/data/upload', async (request, reply) => await formPage(render, request, reply))

  app.post('/data/upload', csrf, async (request, reply) => {
    const folder = await uploads.newFolder()
    const { typed, faults } = await readForm(request, folder)
    if (faults.length > 0) {
      await uploads.drop(folder.id)
      void reply.code(400)
      return await formPage(render, request, reply, faults, typed)
    }
    const { id } = uploads.begin(folder, optionsOf(typed))
    return await reply.redirect(`/data/upload/${id}`, 303)
  })

  app.get<{ Params: { id: string } }>('/data/upload/:id', async (request, reply) => {
    const upload = uploads.find(request.params.id)
    if (!upload) return await notFound(render, request, reply, 'That upload is not there any more.')
    const model = uploadPage(upload)
    return await render(request, reply, {
      template: 'upload-step.njk',
      intro: { title: model.heading, section: '/data', breadcrumbs: [...CRUMBS, FORM] },
      model: { ...model, token: reply.generateCsrf() },
    })
  })

  app.post<{ Params: { id: string } }>('/data/upload/:id/load', csrf, async (request, reply) => {
    const { id } = request.params
    if (!uploads.find(id)) return await notFound(render, request, reply)
    uploads.load(id)
    return await reply.redirect(`/data/upload/${id}`, 303)
  })

  app.post<{ Params: { id: string } }>('/data/upload/:id/drop', csrf, async (request, reply) => {
    await uploads.drop(request.params.id)
    return await reply.redirect('/data', 303)
  })
}

async function formPage(
  render: Render,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: readonly Fault[] = [],
  typed: Typed = { authority: '', extracted: '' },
): Promise<string> {
  return await render(request, reply, {
    template: 'upload.njk',
    intro: {
      title: `${faults.length > 0 ? 'Error: ' : ''}Upload files`,
      section: '/data',
      breadcrumbs: [...CRUMBS, { text: 'Upload files' }],
    },
    model: { token: reply.generateCsrf(), faults, typed },
  })
}

type Typed = { readonly authority: string; readonly extracted: string }
type Fault = { readonly href: string; readonly text: string }

/** Reads the form; the files go to the folder as they come in. */
async function readForm(
  request: FastifyRequest,
  folder: UploadFolder,
): Promise<{ readonly typed: Typed; readonly faults: readonly Fault[] }> {
  const typed = { authority: '', extracted: '' }
  const faults: Fault[] = []
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const fault = await keep(folder, part)
      if (fault !== undefined) faults.push({ href: '#files', text: fault })
    } else if (part.fieldname === 'authority' || part.fieldname === 'extracted') {
      typed[part.fieldname] = String(part.value).trim()
    }
  }
  if (folder.names.length === 0 && faults.length === 0) {
    faults.push({ href: '#files', text: 'Select a file' })
  }
  return { typed, faults: [...faults, ...typedFaults(typed)] }
}

/** A form without a file sends one without a name. */
async function keep(folder: UploadFolder, part: MultipartFile): Promise<string | undefined> {
  if (part.filename !== '') return await keepFile(folder, part)
  part.file.resume()
  return undefined
}

function typedFaults({ authority, extracted }: Typed): readonly Fault[] {
  const faults: Fault[] = []
  if (authority !== '' && !isAuthorityCode(authority)) {
    const text = 'Enter the authority’s code as a letter and eight digits, such as E09000021'
    faults.push({ href: '#authority', text })
  }
  if (extracted !== '' && !isDay(extracted)) {
    const text = 'Enter the day as year, month and day, such as 2026-03-31'
    faults.push({ href: '#extracted', text })
  }
  return faults
}

function optionsOf({ authority, extracted }: Typed): ImportOptions {
  return {
    ...(authority !== '' && { authority }),
    ...(extracted !== '' && { extractedOn: extracted }),
  }
}
