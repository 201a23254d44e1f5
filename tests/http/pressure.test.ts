import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerErrors } from '../../server/http/errors.ts'
import { refuseWhenBehind } from '../../server/http/pressure.ts'

const askAfter = async (delay: number) => {
  const app = Fastify()
  app.setErrorHandler(answerErrors({}))
  app.addHook('onRequest', (request, reply) => refuseWhenBehind(request, reply, 'eventLoopDelay', delay))
  app.get('/', () => ({ done: true }))
  return app.inject('/')
}

test('a server far behind says so, and when to come again', async () => {
  const answer = await askAfter(6_000)
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBe('5')
  expect(answer.json()).toMatchObject({ code: 'server-busy' })
})

test('a second in which nothing was measured refuses nobody', async () => {
  expect((await askAfter(Infinity)).statusCode).toBe(200)
})
