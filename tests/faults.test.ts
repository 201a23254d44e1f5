import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount, grantRole, hashPassword } from '../server/accounts/queries.ts'
import { rowsOf } from '../server/database/db.ts'
import { addOrganisation } from '../server/organisations/queries.ts'
import { openTestDatabase, POSTGRES } from './harness.ts'
import { addressOf, endOf, kill, launch } from './realServer.ts'

describe.skipIf(!POSTGRES)('killed at any moment', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let county: number
  beforeAll(async () => {
    database = await openTestDatabase()
    const { db } = database
    const now = new Date('2026-01-05T01:00:00Z')
    county = await addOrganisation(
      db,
      {
        parentId: null,
        name: '安澜县',
        typeCode: '611',
        level: 'county',
        unitCategory: 'organ',
        field: 'organ',
        validFrom: '2015-01-01'
      },
      now
    )
    const wang = { username: 'wang', name: '王小燕', passwordHash: await hashPassword('Right-horse-9'), personId: null }
    const accountId = await addAccount(db, wang, now)
    await grantRole(db, { accountId, role: 'trainingAdministrator', organisationId: county, grantedBy: null }, now)
  })
  afterAll(() => database?.close())

  const signIn = async (address: string): Promise<string> => {
    const answer = await fetch(address + '/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'wang', password: 'Right-horse-9', remember: false })
    })
    return answer.headers.get('set-cookie')!.split(';')[0]!
  }

  /** Adds one teacher after the other until the server is gone. What it acknowledged is kept, by id. */
  const write = async (address: string, cookie: string, writer: string, acknowledged: Map<number, string>): Promise<void> => {
    for (let i = 1; ; i++) {
      const name = `${writer}-${i}`
      try {
        const answer = await fetch(address + '/api/teachers', {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify({ organisationId: county, name, unit: '县党校', title: '讲师' })
        })
        if (answer.status !== 200) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`)
        acknowledged.set(((await answer.json()) as { id: number }).id, name)
      } catch (error) {
        if (error instanceof TypeError) return
        throw error
      }
    }
  }

  test('everything acknowledged is there, each with its line in the audit log, and nothing is there by half', async () => {
    const acknowledged = new Map<number, string>()
    for (const [round, enough] of [40, 111, 203].entries()) {
      const server = launch({ DATABASE_URL: database.url! })
      const address = await addressOf(server)
      const cookie = await signIn(address)
      const goal = acknowledged.size + enough
      const writers = Array.from({ length: 8 }, (_, i) => write(address, cookie, `${round + 1}-${i + 1}`, acknowledged))
      while (acknowledged.size < goal && server.child.exitCode === null) await new Promise(settle => setImmediate(settle))
      await kill(server)
      await Promise.all(writers)
      expect(acknowledged.size).toBeGreaterThanOrEqual(goal)
    }

    const again = launch({ DATABASE_URL: database.url! })
    const address = await addressOf(again)
    const answer = await fetch(address + '/api/teachers', { headers: { cookie: await signIn(address) } })
    const { teachers } = (await answer.json()) as { teachers: { id: number; name: string }[] }
    const kept = new Map(teachers.map(({ id, name }) => [id, name]))
    expect([...acknowledged].filter(([id, name]) => kept.get(id) !== name)).toEqual([])

    const lines = await rowsOf<{ id: number; name: string }>(
      database.db,
      sql`select (details->>'teacherId')::int as id, details->>'name' as name from audit_lines where act = 'POST /teachers'`
    )
    // Also what was kept without anybody hearing of it: a row and its line stand together or not at all.
    const byId = (a: { id: number }, b: { id: number }) => a.id - b.id
    expect(lines.toSorted(byId)).toEqual(teachers.map(({ id, name }) => ({ id, name })).toSorted(byId))
  })
})

describe('the embedded database', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lunxun-fault-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('is one process’s alone; a second is refused with one sentence, and when the first is killed the folder is free', async () => {
    const first = launch({ DATA_DIR: folder })
    await addressOf(first)
    expect(await endOf(launch({ DATA_DIR: folder }))).toEqual({
      code: 1,
      sentence: `Another process already uses the embedded database in ${folder}/database.`
    })
    expect(first.child.exitCode).toBe(null)

    await kill(first)
    const next = launch({ DATA_DIR: folder })
    expect((await fetch((await addressOf(next)) + '/readyz')).status).toBe(200)
    next.child.kill('SIGTERM')
    expect(await endOf(next)).toEqual({ code: 0, sentence: '' })
  })
})

describe('what cannot start says so in one sentence, ends with 1 and shows no password', () => {
  test.each([
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://nobody:a-secret@127.0.0.1:1/lunxun' },
      'The database at 127.0.0.1:1/lunxun cannot be reached: connect ECONNREFUSED 127.0.0.1:1'
    ],
    [
      'an address of no database',
      { DATABASE_URL: 'mysql://nobody:a-secret@127.0.0.1/lunxun' },
      'DATABASE_URL must begin with postgres:// (leave it out for the embedded database).'
    ],
    [
      'a secret that is missing in production',
      { JWT_SECRET: '' },
      'JWT_SECRET is missing. With NODE_ENV=production every secret must be given (openssl rand -hex 32).'
    ]
  ])('%s', async (_, env, sentence) => {
    expect(await endOf(launch(env))).toEqual({ code: 1, sentence })
  })

  test.skipIf(!POSTGRES)('a busy port', async () => {
    const database = await openTestDatabase()
    const other = createServer().listen(0, '127.0.0.1')
    try {
      await once(other, 'listening')
      const { port } = other.address() as AddressInfo
      expect(await endOf(launch({ DATABASE_URL: database.url!, PORT: String(port) }))).toEqual({
        code: 1,
        sentence: `Port ${port} is already in use. Choose another: PORT=4174 npm start`
      })
    } finally {
      other.close()
      await database.close()
    }
  })
})
