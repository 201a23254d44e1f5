import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../world.ts'

let world: World
let personId: number
const MERGED = '2026-03-01'

/** The secretary of 柳湾村 came along when it was merged into 石岭村: one post, in two pieces. */
beforeAll(async () => {
  world = await makeWorld()
  personId = world.who['林文博']!
  const merger = { organisationIds: [world.at['柳湾村党支部']], newName: null, newCode: null, reason: '关于撤并村的批复' }
  const made = await world.as('wang')(`POST /organisations/${world.at['石岭村党支部']}/merger`, { on: MERGED, ...merger })
  expect(made.status).toBe(200)
})
afterAll(() => world.close())

const pieces = async () => {
  const { posts } = (await world.as('wang')(`GET /people/${personId}`)).body
  return posts
    .map((post: { organisationName: string; validFrom: string; validUntil: string | null }) => [
      post.organisationName,
      post.validFrom,
      post.validUntil
    ])
    .toSorted((a: string[], b: string[]) => a[1]!.localeCompare(b[1]!))
}

const read = async (rows: string[][], isComplete = false) => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRow(['乡镇', '党支部', '姓名', '职务', '任职时间', '身份证号'])
  for (const row of rows) sheet.addRow(row)
  const query = new URLSearchParams({
    organisationId: String(world.at['青石镇']),
    fileName: '名册.xlsx',
    effectiveOn: '2026-09-15',
    isCompleteList: String(isComplete)
  })
  const { id } = (await world.as('wang')(`POST /imports?${query}`, Buffer.from(await book.xlsx.writeBuffer()))).body
  return { id, view: (await world.as('wang')(`GET /imports/${id}`)).body }
}
const lin = (from: string) => ['青石镇', '石岭村党支部', '林文博', '书记', from, '990101197105034171']
const applied = async (id: number) => {
  const done = await world.as('wang')(`POST /imports/${id}/application`)
  expect(done).toMatchObject({ status: 200 })
  return (await world.as('wang')(`GET /imports/${id}`)).body
}

test('a post that came along in a merger began when it was taken up: a file that says so changes nothing', async () => {
  const [first] = await pieces()
  const { view } = await read([lin(first[1])])
  expect(view.rows).toMatchObject({ total: 1, unchanged: 1 })
})

test('another beginning moves its first piece, and undoing the import moves it back', async () => {
  const before = await pieces()
  expect(before).toMatchObject([
    ['柳湾村党支部', expect.any(String), MERGED],
    ['石岭村党支部', MERGED, null]
  ])
  const { id, view } = await read([lin('2020.05.06')])
  expect(view.rows).toMatchObject({ changed: 1 })
  expect((await applied(id)).appliedAt).not.toBeNull()
  expect(await pieces()).toEqual([
    ['柳湾村党支部', '2020-05-06', MERGED],
    ['石岭村党支部', MERGED, null]
  ])
  expect((await world.as('wang')(`POST /imports/${id}/undo`, { reason: '日期写错了' })).status).toBe(200)
  expect(await pieces()).toEqual(before)
})

test('a beginning after the merger leaves no room for the piece before it', async () => {
  const { id } = await read([lin('2026.05.06')])
  await applied(id)
  expect(await pieces()).toEqual([['石岭村党支部', '2026-05-06', null]])
})
