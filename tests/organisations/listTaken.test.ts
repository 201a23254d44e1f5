import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const ASKED = { asOf: '2026-09-07' }
const take = (who: Parameters<World['as']>[0], place: string, more: object = {}) =>
  world.as(who)('POST /roster/exports', { organisationId: world.at[place], ...ASKED, ...more })
const rowsOf = async (bytes: Uint8Array) => {
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  return book.worksheets[0]!.getSheetValues()
    .filter(row => Array.isArray(row))
    .map(row => (row as unknown[]).slice(1).map(cell => (cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? ''))))
}
const HEADINGS =
  '序号 姓名 性别 民族 出生年月 学历 党员类别 入党时间 所在单位 党组织名称 党内职务 任职时间 所属领域 工号 身份证号 手机号码 备注'.split(
    ' '
  )

test('the list is taken along as it is seen: the same people in the same order, under the headings they come in', async () => {
  const rows = await rowsOf((await take('chen', '安澜县')).bytes)
  expect(rows[2]).toEqual(HEADINGS)
  const seen = (await world.as('chen')(`GET /people?organisationId=${world.at['安澜县']}&asOf=2026-09-07`)).body
  expect(rows.slice(3).map(row => row[1])).toEqual(seen.people.map(({ name }: { name: string }) => name))
  expect(rows).toHaveLength(3 + seen.total)
  const lin = rows.find(row => row[1] === '林文博')!
  expect(lin[9]).toBe('柳湾村党支部')
  expect(lin[10]).toBe('书记')
})

test('what narrows the list narrows the file', async () => {
  const rows = await rowsOf((await take('chen', '安澜县', { q: '林文博' })).bytes)
  expect(rows.slice(3).map(row => row[1])).toEqual(['林文博'])
  expect(
    (await rowsOf((await take('chen', '安澜县', { role: 'secretary' })).bytes)).slice(3).every(row => row[10] === '书记')
  ).toBe(true)
  expect((await take('chen', '安澜县', { state: 'asleep' })).body).toMatchObject({ code: 'bad-field', field: 'state' })
})

test('an ID number and a mobile leave with their last four only, and the taking leaves a line', async () => {
  const numbers = { idNumber: null, mobile: '13900001234', staffNumber: null }
  expect((await world.as('wang')(`POST /people/${world.who['林文博']}/numbers`, numbers)).status).toBe(200)
  const [row] = (await rowsOf((await take('wang', '安澜县', { q: '林文博' })).bytes)).slice(3)
  expect(row!.slice(14, 16)).toEqual(['**************4171', '*******1234'])
  expect(JSON.stringify(row)).not.toMatch(/\d{11}/)
  const lines = await auditLinesOf(world.database, 'POST /roster/exports')
  expect(lines.at(-1)).toMatchObject({ details: { asOf: '2026-09-07', people: 1 } })
})

test('nobody takes a list along that is not theirs to read', async () => {
  expect((await take('luo', '安澜县')).status).toBe(404)
  expect((await take('lin', '安澜县')).status).toBe(403)
  expect((await take('chen', '望江县')).status).toBe(404)
})

test('a list that was taken along and is sent back knows everybody who holds a post, though their numbers are behind stars', async () => {
  const taken = (await take('wang', '安澜县')).bytes
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '名册.xlsx',
    effectiveOn: ASKED.asOf,
    isCompleteList: 'false'
  })
  const { id } = (await world.as('wang')(`POST /imports?${query}`, Buffer.from(taken))).body
  const view = (await world.as('wang')(`GET /imports/${id}`)).body
  const withPost = (await rowsOf(taken)).slice(3).filter(row => row[10] !== '党员')
  expect(view.rows).toMatchObject({ joined: 0, changed: 0, samePerson: 0, unchanged: withPost.length })
  expect(view.flagged).toEqual([])
})
