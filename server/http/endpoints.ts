import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import { isWorthAnotherTry, violationOf } from '../database/constraints.ts'
import { later, type Db } from '../database/db.ts'
import type { Clock } from '../time/clock.ts'
import type { Actor } from './actor.ts'
import type { BodyOf, Contract, Endpoint, ParamsOf, QueryOf, ReplyOf, Sent } from './contract.ts'
import { reads } from './moment.ts'
import { notSignedIn } from './refusals.ts'

/** What a permission may look at. */
export type Asked<E extends Endpoint> = { params: ParamsOf<E>; query: QueryOf<E>; body: BodyOf<E>; now: Date }

type ActorOf<E extends Endpoint> = E['permission'] extends 'open' ? Actor | null : Actor

/** What an answer works with: the thing the permission found is the thing that is used. */
export type Asking<E extends Endpoint, Found> = Asked<E> & {
  db: Db
  actor: ActorOf<E>
  found: Found
  /** The keys of personal data, for the few that keep or reveal it. */
  keys: Keys
  /** What `prepare` found out. */
  prepared: Record<string, unknown>
  /** Says what has just become true of these ids, so that server/reactions.ts can carry out what follows, in this transaction. */
  announce: (what: string, ids: readonly number[]) => Promise<void>
  /** Has work done in the background once this is committed. The reply waits a moment for it, so that small work is done when it comes. */
  enqueue: (work: string, id?: number) => void
  /** Facts for the audit line of this act; a GET leaves none. */
  note: (details: Record<string, unknown>, organisationId?: number) => void
  /** The reply of the wire; sign-in and sign-out set their cookie on it. */
  wire: FastifyReply
}

/**
 * Finds the thing for this actor, or refuses. Where the finding does not depend on who asks, `ahead` does it while the actor is being
 * looked up; what it found is handed over, and nothing is decided before both are there.
 */
export type Permission<Who, What, Found> = {
  (db: Db, actor: Who, asked: What, ahead?: unknown): Promise<Found> | Found
  ahead?: (db: Db, asked: never) => Promise<unknown>
}

/** `jwtSecret` signs the sign-in cookie, and, through keys derived from it, addresses of films. */
export type Keys = { personalKey: Buffer; matchingKey: Buffer; jwtSecret: string; oldPersonalKeys?: readonly Buffer[] }

export type Route<E extends Endpoint, Found> = {
  /** Mandatory: finds the thing for this actor, or refuses. */
  permission: Permission<ActorOf<E>, Asked<E>, Found>
  answer: (asking: Asking<E, Found>) => Promise<ReplyOf<E>> | ReplyOf<E>
  /** Runs before the transaction, on the pool: slow work on the body, such as hashing a password. */
  prepare?: (db: Db, asked: Asked<E>, means: Pick<Means, 'work'>) => Promise<Record<string, unknown>>
  /** For an act whose answer adds up over several statements: all of them see the same moment, as every GET does. */
  seesOneMoment?: true
}

export type Slice = { contract: Contract; routes: Record<string, Route<Endpoint, unknown>> }

/** Pairs a contract with its routes. A missing handler, permission or field of a reply does not compile. */
export const endpoints = <C extends Contract, F extends { [K in keyof C]: unknown }>(
  contract: C,
  routes: { [K in keyof F]: K extends keyof C ? Route<C[K], F[K]> : never }
): Slice => ({ contract, routes: routes as unknown as Slice['routes'] })

export type AuditLine = {
  at: Date
  accountId: number | null
  act: string
  organisationId: number | null
  details: Record<string, unknown>
}

/** What follows an announcement; it runs in the transaction of the announcer. */
export type Reaction = (db: Db, ids: readonly number[], now: Date) => Promise<void>

export type Means = {
  db: Db
  clock: Clock
  actorOf: (db: Db, request: FastifyRequest) => Promise<Actor | null>
  writeLine: (db: Db, line: AuditLine) => Promise<void>
  keys: Keys
  reactions: Record<string, Reaction>
  /** What can be enqueued, by name. */
  background: Record<string, (id: number) => Promise<void>>
  /** Has a thread do heavy work at once. */
  work: (name: string, input: object) => Promise<unknown>
  /** How long a reply waits for work it enqueued, in milliseconds. */
  patience: number
}

const TRIES = 4

/** Registers one slice under /api. */
export const register = (app: FastifyInstance, slice: Slice, means: Means): void => {
  for (const [call, endpoint] of Object.entries(slice.contract)) {
    const [method, path] = call.split(' ') as [string, string]
    const route = slice.routes[call]!
    app.route({
      method,
      url: '/api' + path,
      ...(endpoint.perHour ? { config: { perHour: endpoint.perHour, rateLimit: {} } } : {}),
      schema: {
        summary: endpoint.says,
        description: endpoint.permission,
        tags: [path.split('/')[1]!],
        ...(endpoint.params ? { params: endpoint.params } : {}),
        ...(endpoint.query ? { querystring: endpoint.query } : { querystring: NOTHING }),
        ...(isObject(endpoint.body) ? { body: endpoint.body } : {}),
        ...(isObject(endpoint.reply) ? { response: { 200: endpoint.reply } } : {})
      },
      handler: (request, reply) => handle(call, endpoint, route, means, request, reply)
    })
  }
}

const NOTHING = { type: 'object', additionalProperties: false, properties: {} }
const isObject = (part: unknown): part is TObject => typeof part === 'object' && part !== null

const handle = async (
  call: string,
  endpoint: Endpoint,
  route: Route<Endpoint, unknown>,
  means: Means,
  request: FastifyRequest,
  reply: FastifyReply
) => {
  const now = means.clock()
  const isRead = call.startsWith('GET ')
  const asked = { params: request.params, query: request.query, body: request.body ?? null, now } as unknown as Asked<Endpoint>
  // Slow work is done only for who may ask for it; the act itself asks again, where it counts.
  if (route.prepare && endpoint.permission !== 'open')
    await means.db.transaction(db => permit(db, endpoint, route, means, asked, request), { accessMode: 'read only' })
  const prepared = (await route.prepare?.(means.db, asked, means)) ?? {}
  for (let attempt = 1; ; attempt++) {
    try {
      const enqueued: [work: string, id: number][] = []
      const act = async (db: Db) => {
        const { actor, found } = await permit(db, endpoint, route, means, asked, request)
        let details: Record<string, unknown> | null = isRead ? null : {}
        let organisationId: number | null = null
        const note: Asking<Endpoint, unknown>['note'] = (noted, organisation) => {
          details = { ...details, ...noted }
          organisationId = organisation ?? organisationId
        }
        const announce: Asking<Endpoint, unknown>['announce'] = (what, ids) => means.reactions[what]!(db, ids, now)
        const answer = await route.answer({
          ...asked,
          db,
          actor,
          found,
          keys: means.keys,
          prepared,
          announce,
          enqueue: (work, id = 0) => void enqueued.push([work, id]),
          note,
          wire: reply
        })
        if (details) {
          const line = { at: now, accountId: (actor as Actor | null)?.accountId ?? null, act: call, organisationId, details }
          // The line travels with COMMIT; if it cannot be written, nothing is committed, and its own error is told.
          await later(db, means.writeLine(db, line))
        }
        return answer
      }
      const answer = isRead
        ? await reads(means.db, act)
        : await means.db.transaction(act, route.seesOneMoment && { isolationLevel: 'repeatable read' })
      if (enqueued.length) await begin(enqueued, means)
      return isObject(endpoint.reply) ? answer : send(reply, answer as unknown as Sent)
    } catch (error) {
      const violation = violationOf(error)
      // A broken exclusion is tried again as well: the second run sees who came first, and its refusal can say so.
      const isRace = violation && (isWorthAnotherTry(violation) || violation.code === EXCLUSION)
      if (!isRace || attempt === TRIES) throw error
    }
  }
}

/** Who is asking, and what the permission found for them; or a refusal. */
const permit = async (
  db: Db,
  endpoint: Endpoint,
  route: Route<Endpoint, unknown>,
  means: Means,
  asked: Asked<Endpoint>,
  request: FastifyRequest
) => {
  // Asked together: who it is, and what the permission will need to look at.
  const [actor, ahead] = await Promise.all([means.actorOf(db, request), route.permission.ahead?.(db, asked as never)])
  if (!actor && endpoint.permission !== 'open') throw notSignedIn()
  return { actor: actor as Actor, found: await route.permission(db, actor as Actor, asked, ahead) }
}

/** Begins what was enqueued; waits until it is done, but not longer than a person would. */
const begin = async (enqueued: readonly [work: string, id: number][], { background, patience }: Means): Promise<void> => {
  const done = Promise.allSettled(enqueued.map(([work, id]) => background[work]!(id)))
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patience)
  await Promise.race([done, promise])
  clearTimeout(timer)
}

const EXCLUSION = '23P01'

const send = (reply: FastifyReply, file: Sent) =>
  reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength))
