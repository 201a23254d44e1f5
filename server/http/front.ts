import type { FastifyInstance } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { whileRendering, type Rendering } from './moment.ts'
import { notFound } from './refusals.ts'

export type Pages = (request: IncomingMessage, response: ServerResponse) => void

/** What a page may ask of the API while it is rendered: the same process, no socket. */
export type InProcess = (request: { method: string; url: string; headers: Record<string, string>; body?: Buffer }) => Promise<{
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}>

/** One port: /api belongs to the endpoints, everything else to the pages. */
export const serveFront = (app: FastifyInstance, pages: Pages | null): void => {
  const inProcessFor =
    (rendering: Rendering): InProcess =>
    async ({ method, url, headers, body }) => {
      // The request starts when its answer is first waited for, which therefore has to happen in here.
      const ask = async () => await app.inject({ method: method as 'GET', url, headers, ...(body ? { payload: body } : {}) })
      const answer = await whileRendering(rendering, ask)
      return { status: answer.statusCode, headers: answer.headers as Record<string, string>, body: answer.rawPayload }
    }
  // A page's own form is the page's to read.
  app.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], (_request, _payload, done) => done(null))
  app.setNotFoundHandler((request, reply) => {
    if (!pages || request.url.startsWith('/api/')) throw notFound()
    reply.hijack()
    ;(request.raw as IncomingMessage & { inProcess: InProcess }).inProcess = inProcessFor({ moment: null })
    request.raw.headers['x-forwarded-proto'] ??= 'http'
    pages(request.raw, reply.raw)
  })
}
