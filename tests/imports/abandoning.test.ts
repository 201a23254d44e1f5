import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOf } from '../../server/database/db.ts'
import { auditLinesOf, POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const HEADING = '所在乡镇,党组织名称,姓名,党内职务,任现职时间,公民身份号码,手机'
const FENG = '青石镇,柳湾村党支部,冯立新,组织委员,2026.08,990101199312120012,13800000011'

const uploaded = async (lines: string[] = [FENG]): Promise<number> => {
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '传重了.csv',
    effectiveOn: '2026-09-15',
    isCompleteList: 'false'
  })
  const { body } = await world.as('wang')(`POST /imports?${query}`, Buffer.from([HEADING, ...lines].join('\n')))
  return body.id
}
const wang = (call: string, body?: object) => world.as('wang')(call, body)
const stagedOf = async (id: number) =>
  (await firstOf<{ rows: number }>(
    world.database.db,
    sql`select (select count(*) from import_rows where import_id = ${id})::int + (select count(*) from import_people where import_id = ${id})::int as rows`
  ))!.rows

test('a file that was only sent is given up: it says by whom, what was staged of it is gone, and nothing more is done with it', async () => {
  const id = await uploaded()
  expect((await wang(`GET /imports/${id}`)).body).toMatchObject({ state: 'ready', mayAbandon: true })
  expect(await stagedOf(id)).toBeGreaterThan(0)
  expect((await wang(`POST /imports/${id}/abandonment`)).body).toEqual({ done: true })
  expect(await stagedOf(id)).toBe(0)
  const left = { state: 'abandoned', abandonedBy: '王小燕', mayApply: false, mayUndo: false, mayAbandon: false, sheets: [] }
  expect((await wang(`GET /imports/${id}`)).body).toMatchObject(left)
  const listed = (await wang('GET /imports')).body.imports.find((one: { id: number }) => one.id === id)
  expect(listed).toMatchObject({ state: 'abandoned', abandonedBy: '王小燕' })
  for (const [call, body] of [['application'], ['readings'], ['abandonment'], ['undo', { reason: '报错了' }]] as const)
    expect([call, (await wang(`POST /imports/${id}/${call}`, body)).body.code]).toEqual([call, 'given-up'])
  expect((await wang(`PUT /imports/${id}`, { effectiveOn: '2026-09-01' })).body.code).toBe('given-up')
  expect(await auditLinesOf(world.database, 'POST /imports/:importId/abandonment')).toMatchObject([
    { details: { importId: id, fileName: '传重了.csv' } }
  ])
})

test('one that cannot be read is given up as well; one that is applied is not', async () => {
  const unread = await uploaded(['一行没有表头的字'])
  expect((await wang(`POST /imports/${unread}/abandonment`)).status).toBe(200)
  const id = await uploaded()
  expect((await wang(`POST /imports/${id}/application`)).status).toBe(200)
  expect((await wang(`POST /imports/${id}/abandonment`)).body.code).toBe('already-applied')
  expect((await wang(`GET /imports/${id}`)).body).toMatchObject({ state: 'applied', mayAbandon: false })
})

test.skipIf(!POSTGRES)('of one who applies and one who gives up at the same instant, only one has done so', async () => {
  for (let round = 0; round < 6; round++) {
    const id = await uploaded([`青石镇,柳湾村党支部,甲${'乙丙丁戊己庚'[round]},宣传委员,2026.08,,1380000009${round}`])
    await Promise.all([wang(`POST /imports/${id}/application`), wang(`POST /imports/${id}/abandonment`)])
    const { state, appliedAt, abandonedAt } = (await wang(`GET /imports/${id}`)).body
    expect([state, appliedAt === null, abandonedAt === null]).toEqual(
      state === 'applied' ? ['applied', false, true] : ['abandoned', true, false]
    )
  }
})
