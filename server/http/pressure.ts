import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusals.ts'

/** A server whose every turn takes this long, in milliseconds, helps nobody by taking on more. */
const LIMIT = 5_000
const SECONDS_TO_WAIT = 5

/** Refuses while the server is far behind. A second in which nothing could be measured says nothing: it is told as endless, and let pass. */
export const refuseWhenBehind = async (
  _request: FastifyRequest,
  reply: FastifyReply,
  _what: string,
  delay = 0
): Promise<void> => {
  if (!Number.isFinite(delay)) return
  reply.header('retry-after', SECONDS_TO_WAIT)
  throw new Refusal(503, 'server-busy', { zh: '系统正忙，请稍后再试。', en: 'The server is busy. Please try again in a moment.' })
}

export const watchPressure = async (app: FastifyInstance): Promise<void> => {
  await app.register(underPressure, { maxEventLoopDelay: LIMIT, pressureHandler: refuseWhenBehind })
}
