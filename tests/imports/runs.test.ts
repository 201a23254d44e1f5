import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOf, rowsOf } from '../../server/database/db.ts'
import { interruptRuns } from '../../server/imports/runs.ts'
import { purgeStaging } from '../../server/imports/staging.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const FILE = Buffer.from(
  '所在乡镇,党组织名称,姓名,党内职务,公民身份号码,手机\n青石镇,柳湾村党支部,冯立新,组织委员,990101199312120012,13800000011\n'
)

const uploaded = async (): Promise<number> => {
  const query = new URLSearchParams({ organisationId: String(world.at['安澜县']), fileName: '名册.csv', isCompleteList: 'false' })
  return (await world.as('wang')(`POST /imports?${query}`, FILE)).body.id
}

const view = async (id: number) => (await world.as('wang')(`GET /imports/${id}`)).body

test('what was under way when the server died says so, and can be begun again', async () => {
  const id = await uploaded()
  await world.database.db.execute(sql`update import_runs set ended_at = null, outcome = null where import_id = ${id}`)
  expect(await view(id)).toMatchObject({ state: 'reading', mayApply: false })
  expect((await world.as('wang')(`POST /imports/${id}/readings`)).body.code).toBe('under-way')
  expect((await world.as('wang')(`POST /imports/${id}/application`)).body.code).toBe('under-way')
  await interruptRuns(world.database.db, world.clock())
  expect(await view(id)).toMatchObject({ state: 'interrupted', reason: { code: 'interrupted' }, mayApply: false })
  expect((await world.as('wang')(`POST /imports/${id}/application`)).body.code).toBe('not-read')
  expect((await world.as('wang')(`POST /imports/${id}/readings`)).status).toBe(200)
  expect(await view(id)).toMatchObject({ state: 'ready', mayApply: true })
})

test('of another server that died it is known after a while without a sign of life', async () => {
  const id = await uploaded()
  await world.database.db.execute(sql`update import_runs set ended_at = null, outcome = null where import_id = ${id}`)
  world.clock.set(new Date(world.clock().getTime() + 91_000))
  expect(await view(id)).toMatchObject({ state: 'interrupted' })
  expect((await world.as('wang')(`POST /imports/${id}/readings`)).status).toBe(200)
})

test('no number stands in clear in what is staged, and long after the application only the sums are left', async () => {
  const id = await uploaded()
  const staged = await rowsOf<{ text: string }>(
    world.database.db,
    sql`select r::text as text from import_rows r where import_id = ${id} union all select p::text from import_people p where import_id = ${id}
        union all select g::text from import_readings g where import_id = ${id}`
  )
  expect(staged.map(({ text }) => text).join()).not.toMatch(/990101199312120012|13800000011/)
  expect((await world.as('wang')(`POST /imports/${id}/application`)).status).toBe(200)
  expect(await purgeStaging(world.database.db, world.clock())).toBe(0)
  expect(await purgeStaging(world.database.db, new Date(world.clock().getTime() + 91 * 86_400_000))).toBe(1)
  const left = await firstOf<{ rows: number }>(
    world.database.db,
    sql`select ((select count(*) from import_rows where import_id = ${id}) + (select count(*) from import_people where import_id = ${id}))::int as rows`
  )
  expect(left).toEqual({ rows: 0 })
  expect(await view(id)).toMatchObject({ state: 'applied', rows: { total: 1, joined: 1 }, adds: { people: 1 }, joined: [] })
  expect((await world.as('wang')(`POST /imports/${id}/undo`, { reason: '报错了' })).status).toBe(200)
})
