import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../server/accounts/queries.ts'
import { accountNamed } from '../server/accounts/queries.ts'
import { buildApp } from '../server/app.ts'
import { installContent } from '../server/content.ts'
import { rootOf } from '../server/organisations/queries.ts'
import { BadSettings, readSettings } from '../server/settings.ts'
import { openTestDatabase, testMedia, testSettings } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'lunxun-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = '0'.repeat(64)
const production = { NODE_ENV: 'production', DATA_DIR: folder, JWT_SECRET: KEY, PERSONAL_KEY: KEY, MATCHING_KEY: KEY }
const now = () => new Date('2026-09-07T01:00:00Z')

test.each([
  [{ PORT: 'eighty' }, 'PORT is "eighty"'],
  [{ PORT: '70000' }, 'PORT is "70000"'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must begin with postgres://'],
  [{ ORIGIN: 'peixun' }, 'ORIGIN is "peixun"'],
  [{ JWT_SECRET: 'short' }, 'JWT_SECRET must be 64 hexadecimal digits'],
  [{ ROOT_NAME: '安澜县', ADMIN_PASSWORD: 'Long-enough-1', ROOT_LEVEL: 'planet' }, 'ROOT_LEVEL is "planet"']
])('%o is refused with a sentence', (env, sentence) => {
  expect(() => readSettings({ ...production, ...env })).toThrow(sentence)
})

test.each(['JWT_SECRET', 'PERSONAL_KEY', 'MATCHING_KEY'])('in production a missing %s stops the start', name => {
  expect(() => readSettings({ ...production, [name]: undefined })).toThrow(BadSettings)
})

test('a trial makes its keys once and keeps them beside its data', () => {
  const env = { DATA_DIR: join(folder, 'trial') }
  const first = readSettings(env)
  expect(first.personalKey).toHaveLength(32)
  expect(first.personalKey).not.toEqual(first.matchingKey)
  expect(readSettings(env)).toEqual(first)
})

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a production instance gets no demonstration; an empty one says how to begin, and begins with a root and one administrator', async () => {
  expect((await installContent(database, readSettings(production), testMedia, now))[0]).toMatch('The database is empty')
  expect(await rootOf(database.db)).toBeNull()
  const weak = readSettings({ ...production, ROOT_NAME: '安澜县', ADMIN_PASSWORD: 'weak' })
  await expect(installContent(database, weak, testMedia, now)).rejects.toThrow('ADMIN_PASSWORD')
  await installContent(
    database,
    readSettings({ ...production, ROOT_NAME: '安澜县', ADMIN_PASSWORD: 'Long-enough-1' }),
    testMedia,
    now
  )
  expect(await rootOf(database.db)).toMatchObject({ name: '安澜县' })
  expect(await accountNamed(database.db, 'admin')).not.toBeNull()
  expect(await accountNamed(database.db, 'wang')).toBeNull()
})

test('behind a proxy with an https address the cookie is sent over https only', async () => {
  await database.db.execute(`update accounts set password_hash = '${await hashPassword('Long-enough-1')}'`)
  const signIn = async (origin: string | null) => {
    const app = await buildApp({ db: database.db, clock: now, media: testMedia, settings: { ...testSettings, origin } })
    const payload = { username: 'admin', password: 'Long-enough-1', remember: false }
    const answer = await app.inject({ method: 'POST', url: '/api/sign-in', payload })
    await app.close()
    return String(answer.headers['set-cookie'])
  }
  expect(await signIn('https://peixun.example.cn')).toMatch('Secure')
  expect(await signIn(null)).not.toMatch('Secure')
})
