import { afterAll, beforeAll, expect, test } from 'vitest'
import { slices } from '../../server/api.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

test('the API is described in OpenAPI 3.1, every call of every contract', async () => {
  const { body } = await world.as(null)('GET /openapi.json')
  expect(body.openapi).toBe('3.1.0')
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace('/api', '').replaceAll(/\{(\w+)\}/g, ':$1')}`)
  )
  const promised = slices.flatMap(slice => Object.keys(slice.contract))
  expect(promised.length).toBeGreaterThan(10)
  expect(described.toSorted()).toEqual(promised.toSorted())
})

test('the description can be browsed without a request to anywhere else', async () => {
  const page = await world.app.inject({ url: '/api/docs' })
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/(src|href)="https?:/)
})

test('health is answered without a sign-in, readiness asks the database', async () => {
  expect((await world.app.inject({ url: '/healthz' })).json()).toEqual({ alive: true })
  expect((await world.app.inject({ url: '/readyz' })).json()).toEqual({ ready: true })
})

test('an address that does not exist is a 404 with problem details', async () => {
  const answer = await world.app.inject({ url: '/api/nowhere' })
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toMatch('application/problem+json')
  expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
})

test('unreadable JSON, a huge body and a foreign content type are refused, not broken on', async () => {
  const post = (headers: Record<string, string>, payload: string) =>
    world.app.inject({ method: 'POST', url: '/api/sign-in', headers, payload })
  expect((await post({ 'content-type': 'application/json' }, '{"username":')).statusCode).toBe(400)
  expect((await post({ 'content-type': 'application/json' }, JSON.stringify('x'.repeat(2_000_000)))).statusCode).toBe(413)
  expect((await post({ 'content-type': 'text/xml' }, '<a/>')).statusCode).toBe(415)
})
