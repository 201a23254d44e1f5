import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { buildApp } from '../server/app.ts'
import type { Database } from '../server/database/open.ts'
import { copyOf, openEmbedded, openPostgres } from '../server/database/open.ts'
import { violationOf } from '../server/database/constraints.ts'
import { Refusal } from '../server/http/refusals.ts'
import { migrate } from '../server/database/migrate.ts'
import { mediaOnDisk, type Media } from '../server/files/media.ts'
import type { Clock } from '../server/time/clock.ts'

/** Set to a server's address to run on PostgreSQL; otherwise every suite gets an embedded database in memory. */
export const POSTGRES = process.env.TEST_POSTGRES ?? null

/** A migrated, empty database of this suite's own. */
export const openTestDatabase = async (): Promise<Database & { url: string | null }> => {
  if (!POSTGRES) return { ...(await openEmbedded(null, { copy: await migratedCopy(), engine: await engine() })), url: null }
  const name = 'lunxun_test_' + randomBytes(6).toString('hex')
  const admin = new pg.Client({ connectionString: POSTGRES })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(POSTGRES)
  url.pathname = '/' + name
  const opened = await openPostgres(url.href, 12)
  await migrate(opened.db)
  const close = async () => {
    await opened.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  return { ...opened, url: url.href, close }
}

/** The suites of one process share the engine: compiled anew for each, it would be slow again each time until it is compiled well. */
const engine = (): Promise<WebAssembly.Module> => {
  const file = new URL('pglite.wasm', pathToFileURL(createRequire(import.meta.url).resolve('@electric-sql/pglite')))
  return (compiled ??= readFile(file).then(bytes => WebAssembly.compile(bytes)))
}
let compiled: Promise<WebAssembly.Module> | undefined

/** Making an empty database and migrating it is most of what a small suite would do; the first suite does it for all, until a migration changes. */
const migratedCopy = async (): Promise<Blob> => {
  const folder = new URL('../migrations/', import.meta.url)
  const hash = createHash('sha256').update(await readFile(new URL('../package-lock.json', import.meta.url)))
  for (const name of (await readdir(folder)).toSorted()) hash.update(name).update(await readFile(new URL(name, folder)))
  const cache = fileURLToPath(new URL('../node_modules/.cache/migrated/', import.meta.url))
  const kept = join(cache, hash.digest('hex').slice(0, 24))
  if (!existsSync(kept)) {
    await mkdir(cache, { recursive: true })
    const fresh = await openEmbedded(null, { engine: await engine() })
    await migrate(fresh.db)
    // Two suites may begin at once: each writes its own, and the first gives its name; replaced, it would be torn from whoever reads it.
    const own = `${kept}-${process.pid}`
    await writeFile(own, (await copyOf(fresh)).stream())
    await link(own, kept).catch(error => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(own)
    await fresh.close()
  }
  return openAsBlob(kept)
}

export const testSettings = {
  jwtSecret: 'only for tests',
  personalKey: Buffer.alloc(32, 1),
  matchingKey: Buffer.alloc(32, 2),
  origin: null
}

const mediaFolder = mkdtempSync(join(tmpdir(), 'lunxun-media-'))
process.once('exit', () => rmSync(mediaFolder, { recursive: true, force: true }))

/** Media storage in a folder that goes with the test process. */
export const testMedia: Media = mediaOnDisk(mediaFolder)

/** A clock that tests set and move. */
export type TestClock = Clock & { set: (at: string | Date) => void }

export const clockAt = (start: string): TestClock => {
  let now = new Date(start)
  const clock = (() => now) as TestClock
  clock.set = at => {
    now = new Date(at)
  }
  return clock
}

/** The app as tests see it: every reply is checked against its contract with no field too many, before the serialiser drops any. */
export const buildTestApp = async (database: Database, clock: Clock): Promise<FastifyInstance> => {
  const app = await buildApp({ db: database.db, clock, media: testMedia, settings: testSettings, patience: 120_000 })
  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))
  app.addHook('preSerialization', async (request, reply, payload) => {
    const schema = (request.routeOptions.schema?.response as Record<number, object> | undefined)?.[200]
    if (schema && reply.statusCode === 200 && !ajv.validate(schema, JSON.parse(JSON.stringify(payload))))
      throw new Error(`reply of ${request.method} ${request.url} breaks its contract: ${ajv.errorsText()}`)
    return payload
  })
  app.addHook('onError', async (request, reply, error) => {
    if (!(error instanceof Refusal) && !violationOf(error) && (error.statusCode ?? 500) >= 500)
      console.error(request.method, request.url, error)
  })
  return app
}

export type Answer = { status: number; body: any; headers: Record<string, unknown>; bytes: Buffer } // eslint-disable-line typescript/no-explicit-any

/** Somebody in front of the app; `call` as in the contracts, with the ids filled in: `'POST /cohorts/3/publication'`. */
export type Caller = (call: string, body?: object | Buffer) => Promise<Answer>

export const callerWith =
  (app: FastifyInstance, token: string | null): Caller =>
  async (call, body) => {
    // The embedded database and inject answer without ever turning the event loop, which the app would take for overload.
    await turnOfTheLoop()
    const [method, path] = call.split(' ') as [string, string]
    const answer = await app.inject({
      method: method as 'GET',
      url: '/api' + path,
      ...(token ? { cookies: { lunxun: token } } : {}),
      ...(body
        ? { payload: body, headers: { 'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json' } }
        : {})
    })
    const isJson = /json/.test(String(answer.headers['content-type']))
    return {
      status: answer.statusCode,
      body: isJson && answer.payload ? answer.json() : null,
      headers: answer.headers,
      bytes: answer.rawPayload
    }
  }

/** Lines of the audit log for one act, oldest first. */
export const auditLinesOf = async (
  database: Database,
  act: string
): Promise<{ act: string; account_id: number; details: object }[]> => {
  const answer = (await database.db.execute(
    sql`select act, account_id, details from audit_lines where act = ${act} order by id`
  )) as unknown as {
    rows: { act: string; account_id: number; details: object }[]
  }
  return answer.rows
}
