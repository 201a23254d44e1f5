import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addAccount, grantRole, hashPassword } from '../../server/accounts/queries.ts'
import { verify } from '../../server/coverage/queries.ts'
import { firstOf, rowsOf } from '../../server/database/db.ts'
import { addOrganisation } from '../../server/organisations/queries.ts'
import { rosterWorkbook } from '../bench/rosterFiles.ts'
import { openTestDatabase, POSTGRES } from '../harness.ts'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const ROWS = 3000

/** A real server is killed while it writes a file into the roster. */
describe.skipIf(!POSTGRES)('killed in the middle of an application', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let county: number
  let child: ChildProcess | null = null
  beforeAll(async () => {
    database = await openTestDatabase()
    const { db } = database
    const now = new Date('2026-01-05T01:00:00Z')
    const kind = { typeCode: '611', level: 'county', unitCategory: 'organ', field: 'organ', validFrom: '2015-01-01' }
    county = await addOrganisation(db, { parentId: null, name: '安澜县', ...kind }, now)
    const wang = { username: 'wang', name: '王小燕', passwordHash: await hashPassword('Right-horse-9'), personId: null }
    const accountId = await addAccount(db, wang, now)
    await grantRole(db, { accountId, role: 'trainingAdministrator', organisationId: county, grantedBy: null }, now)
  })
  afterEach(() => killed())
  afterAll(() => database?.close())

  const killed = async (): Promise<void> => {
    const going = child
    child = null
    if (!going || going.exitCode !== null || going.signalCode !== null) return
    going.kill('SIGKILL')
    await once(going, 'exit')
  }

  const launched = async () => {
    const { DATABASE_URL: _database, ...inherited } = process.env
    const keys = { JWT_SECRET: '1'.repeat(64), PERSONAL_KEY: '2'.repeat(64), MATCHING_KEY: '3'.repeat(64) }
    const env = { ...inherited, HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production', ...keys, DATABASE_URL: database.url! }
    const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      env,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    child = server
    let said = ''
    server.stdout.on('data', chunk => (said += chunk))
    let address: string | undefined
    while (!(address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0])) {
      if (server.exitCode !== null) throw new Error('the server did not start')
      await new Promise(settle => setTimeout(settle, 20))
    }
    const signedIn = await fetch(address + '/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'wang', password: 'Right-horse-9', remember: false })
    })
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    return async (call: string, body?: Buffer) => {
      const [method, path] = call.split(' ') as [string, string]
      const headers = { cookie, ...(body ? { 'content-type': 'application/octet-stream' } : {}) }
      const answer = await fetch(`${address}/api${path}`, { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) })
      return { status: answer.status, body: await answer.json() }
    }
  }

  const until = async (ask: Awaited<ReturnType<typeof launched>>, id: number, state: string) => {
    for (;;) {
      const { body } = await ask(`GET /imports/${id}?list=dropped`)
      if (body.state === state) return body
      if (body.reason) throw new Error(JSON.stringify(body.reason))
      await new Promise(settle => setTimeout(settle, 50))
    }
  }

  const written = () =>
    firstOf(
      database.db,
      sql`select (select count(*) from people)::int as people, (select count(*) from person_facts)::int as names, (select count(*) from posts)::int as posts,
                 (select count(*) from personal_data)::int as numbers, (select count(distinct person_id) from standings)::int as standing,
                 (select count(*) from roster_applications)::int as applications, (select count(*) from import_facts where fact = 'person')::int as notes,
                 (select count(*) from audit_lines where act = 'imports.applied')::int as lines`
    )
  const NOTHING = { people: 0, names: 0, posts: 0, numbers: 0, standing: 0, applications: 0, notes: 0, lines: 0 }
  const EVERYTHING = {
    people: ROWS,
    names: ROWS,
    posts: ROWS,
    numbers: ROWS,
    standing: ROWS,
    notes: ROWS,
    applications: 1,
    lines: 1
  }

  /** What the database is doing for others. */
  const doing = async (pattern: string): Promise<number> =>
    (
      await rowsOf(
        database.db,
        sql`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and query like ${pattern}`
      )
    ).length

  test('nothing of it is there, and after the restart it can be begun again and is there whole', async () => {
    const ask = await launched()
    const query = new URLSearchParams({ organisationId: String(county), fileName: '名册.xlsx', isCompleteList: 'false' })
    const { id } = (await ask(`POST /imports?${query}`, rosterWorkbook(ROWS))).body
    await until(ask, id, 'ready')
    // Somebody holds the standings: people and posts are written by then, and the application waits in its middle.
    const holder = new pg.Client({ connectionString: database.url! })
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table standings in share mode')
    expect((await ask(`POST /imports/${id}/application`)).status).toBe(200)
    while (!(await doing('%insert into standings%'))) await new Promise(settle => setTimeout(settle, 20))
    await killed()
    await holder.query('rollback')
    await holder.end()
    while (await doing('%')) await new Promise(settle => setTimeout(settle, 20))
    expect(await written()).toEqual(NOTHING)

    const again = await launched()
    expect((await again(`GET /imports/${id}`)).body).toMatchObject({ state: 'applying' })
    // On PostgreSQL another instance might still be at it: it is given up after a minute and a half of silence.
    await database.db.execute(sql`update import_runs set beat_at = beat_at - interval '2 minutes' where ended_at is null`)
    expect((await again(`GET /imports/${id}`)).body).toMatchObject({
      state: 'ready',
      mayApply: true,
      reason: { code: 'interrupted' }
    })
    expect((await again(`POST /imports/${id}/application`)).status).toBe(200)
    expect(await until(again, id, 'applied')).toMatchObject({ rows: { total: ROWS, joined: ROWS } })
    expect(await written()).toEqual(EVERYTHING)
    expect(await verify(database.db, new Date())).toBeNull()
  })
})
