import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isMediaHash, type Media } from '../files/media.ts'
import { notFound, notSignedIn, Refusal } from '../http/refusals.ts'
import type { Clock } from '../time/clock.ts'
import { holdsFor, ticketIn } from './tokens.ts'

type Means = { media: Media; jwtSecret: string; clock: Clock; accountOf: (request: FastifyRequest) => Promise<number | null> }

const notYours = () =>
  new Refusal(403, 'film-not-yours', {
    zh: '这个片子的地址已经过期，或不是给这个账号的。请从课程页面重新打开。',
    en: 'This address of the film has expired, or was given to another account. Please open it from the lesson anew.'
  })

/**
 * Films, by files: playlists, segments, captions. A segment is asked for every few seconds by everybody who watches, so nothing here asks
 * the database: the address says who may fetch it, the sign-in cookie that it is they who do. Ranges are served, and what was fetched is
 * kept by the browser as long as the address holds.
 */
export const serveFilms = (app: FastifyInstance, { media, jwtSecret, clock, accountOf }: Means): void => {
  app.get<{ Params: { token: string; hash: string; '*': string } }>(
    '/media/:token/:hash/*',
    { schema: { hide: true } },
    async (request, reply) => {
      const { token, hash, '*': path } = request.params
      const ticket = isMediaHash(hash) ? ticketIn(jwtSecret, hash, token) : null
      if (!ticket) throw notFound()
      const accountId = await accountOf(request)
      if (accountId === null) throw notSignedIn()
      const left = holdsFor(ticket, clock())
      if (accountId !== ticket.accountId || left === 0) throw notYours()
      const file = await media.open(request.raw, hash, path)
      if (file.type !== 'file' && file.statusCode !== 304 && file.statusCode !== 412 && file.statusCode !== 416) throw notFound()
      return reply
        .status(file.statusCode)
        .headers(file.headers)
        .header('cache-control', `private, max-age=${Math.floor(left / 1000)}, immutable`)
        .send(file.stream)
    }
  )
}
