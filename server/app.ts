import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import jwt from '@fastify/jwt'
import rateLimit from '@fastify/rate-limit'
import { Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'
import { sql } from 'drizzle-orm'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { actorBehind } from './accounts/queries.ts'
import { COOKIE } from './accounts/routes.ts'
import { constraints, slices } from './api.ts'
import { writeLine } from './audit/queries.ts'
import { backgroundWork } from './background.ts'
import { serveFeeds } from './cohorts/feeds/serving.ts'
import type { Db } from './database/db.ts'
import { isPipelined } from './database/pipeline.ts'
import { calendarOfPerson } from './enrolment/calendar.ts'
import type { Media } from './files/media.ts'
import { register } from './http/endpoints.ts'
import { answerErrors } from './http/errors.ts'
import { serveFront, type Pages } from './http/front.ts'
import { describeApi } from './http/openapi.ts'
import { watchPressure } from './http/pressure.ts'
import { Refusal } from './http/refusals.ts'
import { tokenReader, type SignedIn } from './http/signedIn.ts'
import { openWorkshop } from './jobs/workshop.ts'
import { serveFilms } from './online/playback.ts'
import { reactions } from './reactions.ts'
import type { Settings } from './settings.ts'
import type { Clock } from './time/clock.ts'

export type Parts = {
  db: Db
  clock: Clock
  /** Where films are kept. */
  media: Media
  settings: Pick<Settings, 'jwtSecret' | 'personalKey' | 'matchingKey' | 'origin'> & Partial<Pick<Settings, 'oldPersonalKeys'>>
  pages?: Pages
  log?: boolean
  /** How long a reply waits for work it enqueued, in milliseconds. */
  patience?: number
}

const UPLOAD_LIMIT = 40 * 1024 * 1024
const HOUR = 60 * 60 * 1000

/** The whole product as one Fastify instance; main listens with it, tests inject into it. */
export const buildApp = async ({ db, clock, media, settings, pages, log, patience = 3000 }: Parts): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: log ? { level: 'warn' } : false,
    // One logger for all requests: a child for each would be made a thousand times for one line that is written.
    childLoggerFactory: logger => logger,
    trustProxy: true,
    bodyLimit: 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: false }
  })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema))
  app.setErrorHandler(answerErrors(constraints))
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT }, (_request, body, done) =>
    done(null, body)
  )

  await app.register(cookie)
  await app.register(jwt, { secret: settings.jwtSecret, cookie: { cookieName: COOKIE, signed: false } })
  const signedIn = tokenReader(token => app.jwt.verify(token))
  const tokenOf = (request: FastifyRequest) => signedIn(request.cookies[COOKIE])
  // The pages bring their own policy of content. Within the site a referrer is kept: without it a plain form says it comes from nowhere.
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    hsts: false,
    referrerPolicy: { policy: 'same-origin' }
  })
  // The embedded database works on this very event loop; there a long wait is work, not pressure.
  if (isPipelined(db)) await watchPressure(app)
  await app.register(rateLimit, {
    global: false,
    hook: 'preHandler',
    timeWindow: HOUR,
    keyGenerator: asker(tokenOf),
    max: mostOf
  })
  await describeApi(app)

  app.addHook('onRequest', async request => {
    if (settings.origin) speakFrom(request, new URL(settings.origin))
    refuseOtherSites(request)
  })
  // What is read here is about people: no cache on the way keeps it.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  const actorOf = async (db: Db, request: FastifyRequest) => {
    const token = tokenOf(request)
    return token && actorBehind(db, Number(token.sub), token.epoch, clock())
  }
  const workshop = openWorkshop(new URL('./thread.ts', import.meta.url))
  // Papers are set in a second thread: nobody waits for a timetable until a roster of a whole city is read.
  const press = openWorkshop(new URL('./thread.ts', import.meta.url))
  for (const { close } of [workshop, press]) app.addHook('onClose', close)
  const { jwtSecret, personalKey, oldPersonalKeys = [], matchingKey } = settings
  const personalKeys = { personalKey, oldPersonalKeys, matchingKey }
  const keys = { jwtSecret, ...personalKeys }
  const background = backgroundWork(db, clock, personalKeys, workshop)
  const work = (name: string, input: object) =>
    name.startsWith('papers.')
      ? press.work(db, name, input)
      : workshop.work(db, name, { ...input, now: clock().getTime(), keys: personalKeys })
  for (const slice of slices) register(app, slice, { db, clock, actorOf, writeLine, keys, reactions, background, work, patience })

  // From the token alone: a segment of a film never asks the database.
  const accountOf = async (request: FastifyRequest) => {
    const token = tokenOf(request)
    return token && Number(token.sub)
  }
  serveFilms(app, { media, jwtSecret: settings.jwtSecret, clock, accountOf })

  serveFeeds(app, { db, clock, calendarOfPerson })

  app.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const answers = await db.execute(sql`select 1`).then(
      () => true,
      () => false
    )
    return reply.status(answers ? 200 : 503).send({ ready: answers })
  })
  serveFront(app, pages ?? null)
  return app
}

const options: Options = { allErrors: false, strict: false, removeAdditional: false, useDefaults: false }
const strict = addFormats.default(new Ajv({ ...options, coerceTypes: false }))
const coercing = addFormats.default(new Ajv({ ...options, coerceTypes: true }))

/** Who asks, for an endpoint that counts: a whole village may share one address, so whoever is signed in is counted alone. */
const asker =
  (tokenOf: (request: FastifyRequest) => SignedIn | null) =>
  (request: FastifyRequest): string => {
    const token = tokenOf(request)
    return token ? `account ${token.sub}` : `address ${request.ip}`
  }

const mostOf = (request: FastifyRequest, key: string): number => {
  const { perHour } = request.routeOptions.config as { perHour?: { account: number; address: number } }
  return (key.startsWith('account') ? perHour?.account : perHour?.address) ?? 0
}

/** Behind a proxy the address people type is a setting, not what the proxy happens to pass on. */
const speakFrom = (request: FastifyRequest, { protocol, host }: URL): void => {
  request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  request.raw.headers['x-forwarded-host'] = host
  request.raw.headers.host = host
}

/** A write that another site's page started is refused, whatever the cookie says. */
const refuseOtherSites = (request: FastifyRequest): void => {
  const site = request.headers['sec-fetch-site']
  if (request.method !== 'GET' && site && site !== 'same-origin' && site !== 'none')
    throw new Refusal(403, 'other-site', { zh: '请求来自别的网站。', en: 'The request comes from another site.' })
}
