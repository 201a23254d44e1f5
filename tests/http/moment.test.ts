import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf, type Db } from '../../server/database/db.ts'
import type { Database } from '../../server/database/open.ts'
import type { Actor } from '../../server/http/actor.ts'
import { knownOr, reads, whileRendering } from '../../server/http/moment.ts'
import { openTestDatabase } from '../harness.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const lin: Actor = { accountId: 1, name: '林文博', personId: 7, roles: [] }
/** Which transaction a question was answered in, and as of when. */
const seen = async (db: Db) => (await rowsOf<{ at: string }>(db, sql`select transaction_timestamp()::text as at`))[0]!.at

test('what a page asks at once is answered from one transaction, and who is asking is looked up once', async () => {
  let lookedUp = 0
  const ask = () =>
    reads(database.db, async (db, known) => {
      const actor = await knownOr(known, 'lunxun=hers', async () => {
        lookedUp++
        return lin
      })
      return [actor?.name, await seen(db)]
    })
  const rendering = { moment: null }
  const [first, second] = await whileRendering(rendering, () => Promise.all([ask(), ask()]))
  expect(first).toEqual(second)
  expect(first![0]).toBe('林文博')
  expect(lookedUp).toBe(1)
  const later = await whileRendering(rendering, ask)
  expect(later[1]).not.toBe(first![1])
  expect(lookedUp).toBe(2)
})

test('two cookies within one moment are two people', async () => {
  const asWho = (cookie: string, name: string) =>
    reads(database.db, async (_db, known) => (await knownOr(known, cookie, async () => ({ ...lin, name })))!.name)
  const names = await whileRendering({ moment: null }, () =>
    Promise.all([asWho('lunxun=his', '陈敏'), asWho('lunxun=hers', '林文博')])
  )
  expect(names).toEqual(['陈敏', '林文博'])
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
