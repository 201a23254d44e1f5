import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationOf } from '../../server/database/constraints.ts'
import { later, rowsOf, type Db } from '../../server/database/db.ts'
import { idFor } from '../../server/database/ids.ts'
import type { Database } from '../../server/database/open.ts'
import { openPostgres } from '../../server/database/open.ts'
import { RolledBack } from '../../server/database/pipeline.ts'
import { openTestDatabase, POSTGRES } from '../harness.ts'

let made: (Database & { url: string | null }) | null = null
/** One connection, so that whatever a failure leaves behind meets the next statement. */
let single: Database | null = null

beforeAll(async () => {
  if (!POSTGRES) return
  made = await openTestDatabase()
  single = await openPostgres(made.url!, 1)
  await single.db.execute(
    sql`create table rooms (name text primary key, beside text references rooms deferrable initially deferred)`
  )
})
afterAll(async () => {
  await single?.close()
  await made?.close()
})

const add = (db: Db, name: string, beside: string | null = null) =>
  rowsOf<{ name: string }>(db, sql`insert into rooms (name, beside) values (${name}, ${beside}) returning name`)
const names = async () =>
  (await rowsOf<{ name: string }>(single!.db, sql`select name from rooms order by name`)).map(({ name }) => name)
const codeOf = (error: unknown) => violationOf(error)?.code
const failing = (work: (db: Db) => Promise<unknown>) =>
  single!.db
    .transaction(tx => work(tx))
    .then(
      () => 'nothing failed',
      error => (error instanceof RolledBack ? 'rolled back' : codeOf(error))
    )

test.skipIf(!POSTGRES)('answers of one flight reach those who asked, texts without parameters among them', async () => {
  const answers = await single!.db.transaction(tx =>
    Promise.all([
      add(tx, '东厅'),
      rowsOf(tx, sql`select 1 as one`),
      rowsOf(tx, sql`select ${'二'}::text as two`),
      rowsOf(tx, sql`select 3 as three`),
      add(tx, '西厅')
    ])
  )
  expect(answers).toEqual([[{ name: '东厅' }], [{ one: 1 }], [{ two: '二' }], [{ three: 3 }], [{ name: '西厅' }]])
  expect(await names()).toEqual(['东厅', '西厅'])
})

test.skipIf(!POSTGRES)(
  'one statement of a flight fails: those after it are refused, nothing stands, the connection goes on',
  async () => {
    const told: (string | undefined)[] = []
    const outcome = await failing(tx =>
      Promise.allSettled([add(tx, '北厅'), add(tx, '东厅'), add(tx, '南厅'), rowsOf(tx, sql`select ${1}::int as one`)]).then(
        settled => {
          for (const one of settled) told.push(one.status === 'rejected' ? codeOf(one.reason) : 'answered')
          throw (settled[1] as PromiseRejectedResult).reason
        }
      )
    )
    expect(told).toEqual(['answered', '23505', '25P02', '25P02'])
    expect(outcome).toBe('23505')
    expect(await names()).toEqual(['东厅', '西厅'])
  }
)

test.skipIf(!POSTGRES)('a last statement that travels with COMMIT and fails takes the transaction with it', async () => {
  let last: Promise<unknown> = Promise.resolve()
  const outcome = await failing(async tx => {
    await add(tx, '北厅')
    last = add(tx, '东厅')
    last.catch(() => {})
  })
  expect(outcome).toBe('rolled back')
  expect(await last.catch(codeOf)).toBe('23505')
  expect(await names()).toEqual(['东厅', '西厅'])
})

test.skipIf(!POSTGRES)(
  'a write whose answer nobody waits for ends the transaction with its own error, whoever meets it first',
  async () => {
    const alone = await failing(tx => later(tx, add(tx, '东厅')))
    const beforeOthers = await failing(async tx => {
      await later(tx, add(tx, '东厅'))
      await later(tx, add(tx, '北厅'))
    })
    const beforeARead = await failing(async tx => {
      await later(tx, add(tx, '东厅'))
      await rowsOf(tx, sql`select name from rooms`)
    })
    const beforeTheBuilder = await failing(async tx => {
      await later(tx, add(tx, '东厅'))
      await tx.execute(sql`select name from rooms`)
    })
    expect([alone, beforeOthers, beforeARead, beforeTheBuilder]).toEqual(['23505', '23505', '23505', '23505'])
    // A refusal that looked at nothing since stands for itself.
    const refused = single!.db.transaction(async tx => {
      await later(tx, add(tx, '东厅'))
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    expect(await names()).toEqual(['东厅', '西厅'])
  }
)

test('an id is known before its row is there, is given once, and is a gap where nothing came of it', async () => {
  const { db } = made ?? (made = await openTestDatabase())
  const taken: number[] = []
  const add = async (tx: Db) => {
    const id = await idFor(tx, 'teachers')
    taken.push(id)
    await later(tx, rowsOf(tx, sql`insert into teachers (id) overriding system value values (${id})`))
  }
  for (let i = 0; i < 60; i++) await db.transaction(tx => add(tx as unknown as Db))
  await db.transaction(async tx => Promise.reject(await add(tx as unknown as Db))).catch(() => {})
  await db.transaction(tx => add(tx as unknown as Db))
  const [{ ids }] = (await rowsOf<{ ids: number[] }>(db, sql`select json_agg(id order by id) as ids from teachers`)) as [
    { ids: number[] }
  ]
  expect(new Set(taken).size).toBe(62)
  expect(ids).toEqual(taken.filter((_, at) => at !== 60).toSorted((a, b) => a - b))
})

test.skipIf(!POSTGRES)('what is only checked at COMMIT is refused there', async () => {
  expect(await failing(tx => add(tx, '北厅', '没有的厅'))).toBe('23503')
  expect(await names()).toEqual(['东厅', '西厅'])
})

test.skipIf(!POSTGRES)('a statement the server cannot read spoils neither its name nor the connection', async () => {
  const wrong = (tx: Db) => rowsOf(tx, sql`select nowhere from rooms where name = ${'东厅'}`)
  expect(await failing(wrong)).toBe('42703')
  expect(await failing(wrong)).toBe('42703')
  expect(await names()).toEqual(['东厅', '西厅'])
})

test.skipIf(!POSTGRES)('many transactions one after another over one connection keep their answers apart', async () => {
  const seen = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      single!.db
        .transaction(
          async tx => {
            const [[first], [second]] = await Promise.all([
              rowsOf<{ i: number }>(tx, sql`select ${i}::int as i`),
              rowsOf<{ i: number }>(tx, i % 3 ? sql`select ${i}::int + 1 as i` : sql`select 1 / ${0}::int as i`)
            ])
            return second!.i - first!.i
          },
          i % 2 ? { accessMode: 'read only' } : undefined
        )
        .catch(codeOf)
    )
  )
  expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => (i % 3 ? 1 : '22012')))
})
