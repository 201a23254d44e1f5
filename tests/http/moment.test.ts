import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf, type Db } from '../../server/database/db.ts'
import type { Database } from '../../server/database/open.ts'
import { reads, whileRendering } from '../../server/http/moment.ts'
import { openTestDatabase } from '../harness.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Which transaction a question was answered in: the time alone is the same for two within a thousandth of a second. */
const seen = async (db: Db) =>
  (
    await rowsOf<{ name: string }>(
      db,
      sql`select virtualtransaction as name from pg_locks where pid = pg_backend_pid() and locktype = 'virtualxid'`
    )
  )[0]!.name
/** Another number each time it is sent. */
const drawn = async (db: Db, who: string) =>
  (await rowsOf<{ number: number }>(db, sql`select random() as number, ${who}::text as who`))[0]!.number

test('what a page asks at once is answered from one transaction, and the same question is sent once', async () => {
  const ask = (who: string) => reads(database.db, async db => [await seen(db), await drawn(db, who)] as const)
  const rendering = { moment: null }
  const [first, second, other] = await whileRendering(rendering, () => Promise.all([ask('陈敏'), ask('陈敏'), ask('林文博')]))
  expect(first).toEqual(second)
  expect(other[0]).toBe(first[0])
  expect(other[1]).not.toBe(first[1])
  const [laterAt, laterNumber] = await whileRendering(rendering, () => ask('陈敏'))
  expect(laterAt).not.toBe(first[0])
  expect(laterNumber).not.toBe(first[1])
})

test('in a write the same question may have another answer, and is sent again', async () => {
  const [first, second] = await database.db.transaction(async db => [await drawn(db, '王'), await drawn(db, '王')])
  expect(first).not.toBe(second)
})

test('outside a page every question has a transaction of its own, and a refusal of one ends the moment for none', async () => {
  const [first, second] = await Promise.all([reads(database.db, seen), reads(database.db, seen)])
  expect(first).not.toBe(second)
  const rendering = { moment: null }
  const [refused, answered] = await whileRendering(rendering, () =>
    Promise.allSettled([reads(database.db, () => Promise.reject(new Error('not hers'))), reads(database.db, seen)])
  )
  expect([refused!.status, answered!.status]).toEqual(['rejected', 'fulfilled'])
  expect(rendering.moment).toBeNull()
})
