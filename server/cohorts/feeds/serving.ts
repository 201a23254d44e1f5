import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../../database/db.ts'
import { calendarFile } from '../../files/calendar.ts'
import { reads } from '../../http/moment.ts'
import { notFound } from '../../http/refusals.ts'
import type { Clock } from '../../time/clock.ts'
import { calendarOf, type Calendar } from './appointments.ts'
import { feedBehind } from './queries.ts'

type Means = { db: Db; clock: Clock; calendarOfPerson: (db: Db, personId: number) => Promise<Calendar> }

/** Calendars ask every few minutes to hours, and many of them stand behind one address. */
const config = { perHour: { account: 1200, address: 1200 }, rateLimit: {} }

/**
 * Calendars, by programs that cannot sign in: the address is the key. Unknown and revoked are one answer. As long as nothing has changed, a
 * program that has the calendar is told so and sent nothing.
 */
export const serveFeeds = (app: FastifyInstance, { db, clock, calendarOfPerson }: Means): void => {
  app.get<{ Params: { file: string } }>('/feeds/:file', { schema: { hide: true }, config }, async (request, reply) => {
    const token = /^([\w-]{43})\.ics$/.exec(request.params.file)?.[1]
    if (!token) throw notFound()
    const now = clock()
    const calendar = await reads(db, async tx => {
      const feed = await feedBehind(tx, token)
      if (!feed) return null
      return feed.personId ? calendarOfPerson(tx, feed.personId) : calendarOf(tx, feed, now)
    })
    if (!calendar) throw notFound()
    const content = Buffer.from(calendarFile(calendar.name, calendar.appointments, now, true))
    const tag = `"${createHash('sha256').update(content).digest('base64url')}"`
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    // A proxy that packs what it passes on makes a tag weak; the calendar is the same.
    const known = (request.headers['if-none-match'] ?? '').split(',').map(one => one.trim().replace(/^W\//, ''))
    if (known.includes(tag)) return reply.status(304).send()
    return reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(calendar.name)}.ics`)
      .send(content)
  })
}
