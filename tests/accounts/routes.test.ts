import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../server/accounts/queries.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.database.db.execute(
    sql`update accounts set password_hash = ${await hashPassword('Right-horse-9')} where username = 'wang'`
  )
})
afterAll(() => world.close())

const signIn = (password: string, username = 'wang') => world.as(null)('POST /sign-in', { username, password, remember: false })

test('nobody is signed in without a cookie', async () => {
  expect((await world.as(null)('GET /me')).status).toBe(401)
})

test('王 signs in, gets a cookie no script can read, and is known by it', async () => {
  const answer = await signIn('Right-horse-9')
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    name: '王小燕',
    today: '2026-09-07',
    isSenior: false,
    helpPhone: '0990-5550117',
    roles: [{ role: 'trainingAdministrator', organisationName: '安澜县' }]
  })
  expect(answer.headers['set-cookie']).toMatch(/^lunxun=.*HttpOnly; SameSite=Lax/)
  expect(await auditLinesOf(world.database, 'POST /sign-in')).toHaveLength(1)
})

test('a wrong password and an unknown name get the same answer', async () => {
  const wrong = await signIn('Wrong-horse-9')
  const unknown = await signIn('Wrong-horse-9', 'nobody')
  expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong-password'])
  expect([unknown.status, unknown.body.code]).toEqual([401, 'wrong-password'])
})

test('five wrong passwords lock the name for a quarter of an hour, even for the right one', async () => {
  for (let i = 0; i < 4; i++) expect((await signIn('Wrong-horse-9')).status).toBe(401)
  expect((await signIn('Right-horse-9')).body.code).toBe('locked')
  world.clock.set('2026-09-07T01:16:00Z')
  expect((await signIn('Right-horse-9')).status).toBe(200)
})

test('a field too many, a wrong type and a missing one are refused by name', async () => {
  const nobody = world.as(null)
  const body = { username: 'wang', password: 'x', remember: false }
  expect((await nobody('POST /sign-in', { ...body, extra: 1 })).body).toMatchObject({ code: 'bad-field', field: 'extra' })
  expect((await nobody('POST /sign-in', { ...body, remember: 'true' })).body).toMatchObject({
    code: 'bad-field',
    field: 'remember'
  })
  expect((await nobody('POST /sign-in', { username: 'wang' })).body).toMatchObject({ code: 'bad-field', field: 'password' })
})

test('only a system administrator manages accounts, and a weak password is refused', async () => {
  const account = {
    username: 'heqing',
    name: '何清',
    password: 'Long-enough-1',
    role: 'reporter',
    organisationId: world.at['青石镇']
  }
  expect((await world.as(null)('POST /accounts', account)).status).toBe(401)
  expect((await world.as('wang')('POST /accounts', account)).status).toBe(403)
  expect((await world.as('admin')('POST /accounts', { ...account, password: 'weak' })).body.code).toBe('weak-password')
  expect((await world.as('admin')('POST /accounts', account)).status).toBe(200)
  expect((await world.as('admin')('POST /accounts', account)).body.code).toBe('username-taken')
  expect((await auditLinesOf(world.database, 'POST /accounts')).map(line => line.details)).toMatchObject([
    { username: 'heqing', role: 'reporter' }
  ])
})

test('signing an account out works at once on every device', async () => {
  const chen = world.as('chen')
  expect((await chen('GET /me')).status).toBe(200)
  expect((await world.as('admin')(`POST /accounts/${world.account.chen}/sign-outs`)).status).toBe(200)
  expect((await chen('GET /me')).status).toBe(401)
})

test('a system administrator cannot hold a business role', async () => {
  const answer = await world.as('admin')(`POST /accounts/${world.account.admin}/roles`, {
    role: 'reporter',
    organisationId: world.at['安澜县']
  })
  expect(answer.body.code).toBe('separated-duties')
})

test('a revoked role is gone with the next request', async () => {
  const { accounts } = (await world.as('admin')('GET /accounts')).body
  const held = accounts.find((account: { username: string }) => account.username === 'luo').roles[0]
  expect((await world.as('admin')(`DELETE /accounts/${world.account.luo}/roles/${held.id}`)).status).toBe(200)
  expect((await world.as('luo')('GET /me')).body.roles).toEqual([])
})

test('a system administrator does not take the own office away', async () => {
  const { accounts } = (await world.as('admin')('GET /accounts')).body
  const own = accounts.find((account: { username: string }) => account.username === 'admin').roles[0]
  expect((await world.as('admin')(`DELETE /accounts/${world.account.admin}/roles/${own.id}`)).body.code).toBe('own-office')
  expect((await world.as('admin')('GET /accounts')).status).toBe(200)
})

test('a write started by another site is refused', async () => {
  const answer = await world.app.inject({ method: 'POST', url: '/api/sign-out', headers: { 'sec-fetch-site': 'cross-site' } })
  expect(answer.statusCode).toBe(403)
})

test('赵, born in February 1968, begins in the senior mode in the month of turning sixty, and 王 never does', async () => {
  const isSenior = async (who: 'zhao' | 'lin' | 'wang') => (await world.as(who)('GET /me')).body.isSenior
  world.clock.set('2028-01-31T04:00:00Z')
  expect(await isSenior('zhao')).toBe(false)
  world.clock.set('2028-02-01T04:00:00Z')
  expect([await isSenior('zhao'), await isSenior('lin'), await isSenior('wang')]).toEqual([true, false, false])
})
