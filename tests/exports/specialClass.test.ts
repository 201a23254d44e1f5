import exceljs from 'exceljs'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSpecialClass, type SpecialClass } from '../online/specialClass.ts'
import { makeWorld, type World } from '../world.ts'
import { partsOf, words } from './opened.ts'

let world: World
let made: SpecialClass
beforeAll(async () => {
  world = await makeWorld()
  made = await makeSpecialClass(world)
})
afterAll(() => world.close())

const asked = {
  issuer: '中共安澜县委组织部',
  number: '',
  addressees: '各乡镇党委',
  signedOn: '2026-09-07',
  replyBy: '',
  contact: '王小燕',
  bring: ''
}
const file = (call: string, body?: object) => world.as('wang')(call, body)

test('the timetable on paper lists what is open over days below the hours, in a part without any', async () => {
  const { status, bytes } = await file(`GET /cohorts/${made.cohortId}/timetable.pdf`)
  expect(status).toBe(200)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  const flat = text.replaceAll(/\s+/g, '')
  expect(flat).toContain('另须选学不少于3分钟选修课')
  const [timed, open] = flat.split('开放学习（在规定日期内自行安排时间，网上完成）')
  expect(timed).toContain('9:00–10:30')
  expect(open).toContain('2026年9月14日至18日必修短片网络')
  expect(open).toContain('2026年9月14日至17日丙网络')
  expect(open).toContain('选修；先修“必修短片”')
  for (const hour of ['0:00', '24:00']) expect(flat).not.toContain(hour)
})

test('the notice says when it is open, how much has to be chosen, and does not call a window the first thing', async () => {
  const { status, bytes } = await file(`POST /cohorts/${made.cohortId}/notice`, { format: 'docx', ...asked })
  expect(status).toBe(200)
  const text = words(partsOf(bytes)('word/document.xml'))
  expect(text).toContain('2026年9月14日9:00开始，第一项为“党的创新理论专题”。')
  expect(text).toContain('另须从3门选修课中选学，不少于3分钟。')
  // The morning, and a quarter for the film that is required; what is chosen comes on top.
  expect(text).toContain('共4.25学时。')
  expect(text).toContain('核心理论90分钟，教学时间共96分钟')
})

test('the annex as a sheet has the same part', async () => {
  const { bytes } = await file(`POST /cohorts/${made.cohortId}/notice`, { format: 'xlsx', ...asked })
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  const rows: string[] = []
  book.worksheets
    .find(({ name }) => name.includes('课程表'))!
    .eachRow(row => rows.push((row.values as unknown[]).map(value => String(value ?? '')).join('|')))
  const at = rows.findIndex(row => row.includes('开放学习（在规定日期内自行安排时间'))
  expect(at).toBeGreaterThan(3)
  expect(rows.slice(at + 1).filter(row => row.includes('网络'))).toHaveLength(4)
})
