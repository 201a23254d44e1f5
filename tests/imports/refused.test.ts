import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusedRowsOf } from '../../server/imports/refusedRows.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

test('of a file too large to come back whole, the refused rows come back under the original headings, of their sheets only', async () => {
  const book = new exceljs.Workbook()
  const [first, second] = [book.addWorksheet('名单'), book.addWorksheet('青石镇')]
  for (const sheet of [first, second]) {
    sheet.addRow(['党支部班子成员名册'])
    sheet.mergeCells('A1:E1')
    sheet.addRow(['乡镇', '党支部', '姓名', '党内职务', '任职时间'])
  }
  for (let at = 0; at < 6; at++)
    first.addRow(['青石镇', '柳湾村党支部', `冯立${'一二三四五六'[at]}`, '组织委员', `2026.0${at + 1}`])
  first.getCell('C4').value = ''
  first.getCell('E7').value = '去年'
  // A branch that is named once: below it stands in no cell, and comes back in its row.
  first.mergeCells('B5:B8')
  second.addRow(['青石镇', '石岭村党支部', '褚建国', '组织委员', '2026.01'])
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '名册.xlsx',
    isCompleteList: 'false'
  })
  const { id } = (await world.as('wang')(`POST /imports?${query}`, Buffer.from(await book.xlsx.writeBuffer()))).body
  const { rows, content } = await refusedRowsOf(world.database.db, testSettings, id, world.clock(), 3)
  expect(rows).toBe(2)
  const back = new exceljs.Workbook()
  await back.xlsx.load(Buffer.from(content!) as unknown as exceljs.Buffer)
  expect(back.worksheets.map(({ name }) => name)).toEqual(['名单'])
  const texts: string[][] = []
  back
    .getWorksheet('名单')!
    .eachRow(row => texts.push(Array.from((row.values as unknown[]).slice(1), value => String(value ?? ''))))
  expect(texts.slice(1)).toEqual([
    ['乡镇', '党支部', '姓名', '党内职务', '任职时间', '退回原因'],
    ['青石镇', '柳湾村党支部', '', '组织委员', '2026.02', '没有姓名。'],
    ['青石镇', '柳湾村党支部', '冯立五', '组织委员', '去年', expect.stringContaining('日期')]
  ])
  expect(texts[0]![0]).toBe('党支部班子成员名册')
})
