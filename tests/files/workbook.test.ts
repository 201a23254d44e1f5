import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import { annotate, tableWorkbook } from '../../server/files/workbook.ts'

async function bytesOf(workbook: exceljs.Workbook): Promise<Uint8Array> {
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer)
}

async function open(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as exceljs.Buffer)
  return workbook
}

const textsOf = (sheet: exceljs.Worksheet | undefined): string[][] => {
  const rows: string[][] = []
  sheet?.eachRow({ includeEmpty: true }, row => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, cell => {
      cells.push(cell.type === exceljs.ValueType.Merge ? '^' : cell.text)
    })
    rows.push(cells)
  })
  return rows
}

async function department(): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook()
  const first = workbook.addWorksheet('第一片区')
  first.addRows([
    ['花名册', null, null],
    ['乡镇', '姓名', '身份证号'],
    ['青石镇', '林大山', '1'],
    [null, '王秀英', '2'],
    [null, '陈志远', '3'],
    ['白云镇', '周桂兰', '4'],
    ['合计', null, { formula: 'COUNTA(B3:B6)', result: 4 }]
  ])
  first.mergeCells('A1:C1')
  first.mergeCells('A3:A5')
  first.getCell('B2').font = { bold: true }
  first.getCell('B4').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } }
  first.getColumn(3).width = 31
  workbook.addWorksheet('第二片区').addRows([
    ['乡镇', '姓名'],
    ['金沙镇', '何家树']
  ])
  workbook.addWorksheet('选项').addRow(['男'])
  return bytesOf(workbook)
}

/** A sheet that is one table, with its heading in one row. */
const headed = (sheet: string, row: number) => ({ table: sheet, sheet, from: 1, first: row, last: row, within: null })
const headings = [headed('第一片区', 2), headed('第二片区', 1)]

async function annotated(
  bytes: Uint8Array,
  name: string,
  ...rest: Parameters<typeof annotate> extends [unknown, unknown, ...infer R] ? R : never
) {
  const result = await annotate(bytes, name, ...rest)
  if ('reason' in result) throw new Error(result.reason)
  return result
}

describe('the workbook that comes back', () => {
  it('has the refused rows under the titles and headings of the department, each with its reasons', async () => {
    const notes = [
      { table: '第一片区', row: 4, reason: '校验不通过' },
      { table: '第一片区', row: 5, reason: '没有姓名' },
      { table: '第一片区', row: 4, reason: '性别不符' }
    ]
    const workbook = await open(await annotated(await department(), '名单.xlsx', notes, '退回原因', headings))
    const sheet = workbook.getWorksheet('第一片区')
    expect(textsOf(sheet)).toEqual([
      ['花名册', '^', '^'],
      ['乡镇', '姓名', '身份证号', '退回原因'],
      ['青石镇', '王秀英', '2', '校验不通过\n性别不符'],
      ['^', '陈志远', '3', '没有姓名']
    ])
    expect(sheet?.getCell('B2').font?.bold).toBe(true)
    expect(sheet?.getCell('B3').fill).toMatchObject({ fgColor: { argb: 'FFFFFF00' } })
    expect(sheet?.getColumn(3).width).toBe(31)
  })

  it('leaves out sheets with nothing to mend and keeps what was no roster', async () => {
    const notes = [{ table: '第一片区', row: 6, reason: '没有姓名' }]
    const workbook = await open(await annotated(await department(), '名单.xlsx', notes, '退回原因', headings))
    expect(workbook.worksheets.map(sheet => sheet.name)).toEqual(['第一片区', '选项'])
  })

  it('comes back a second time with one column of reasons', async () => {
    const note = (row: number, reason: string) => [{ table: '第一片区', row, reason }]
    const once = await annotated(await department(), '名单.xlsx', note(4, '校验不通过'), '退回原因', headings)
    const twice = await open(await annotated(once, '名单.xlsx', note(3, '仍不通过'), '退回原因', [headed('第一片区', 2)]))
    expect(textsOf(twice.getWorksheet('第一片区')).slice(1)).toEqual([
      ['乡镇', '姓名', '身份证号', '退回原因'],
      ['青石镇', '王秀英', '2', '仍不通过']
    ])
  })

  it('a CSV file comes back as a workbook of texts, with what blank cells took from above', async () => {
    const csv = new Uint8Array(
      iconv.encode('乡镇,姓名,身份证号\r\n青石镇,林大山,990101197104150015\r\n,=王秀英,990101198311020023\r\n', 'gbk')
    )
    const notes = [{ table: '名单.csv', row: 3, reason: '校验不通过', cells: [{ letter: 'A', text: '青石镇' }] }]
    const bytes = await annotated(csv, '名单.csv', notes, '退回原因', [headed('名单.csv', 1)])
    const sheet = (await open(bytes)).worksheets[0]
    expect(textsOf(sheet)).toEqual([
      ['乡镇', '姓名', '身份证号', '退回原因'],
      ['青石镇', '=王秀英', '990101198311020023', '校验不通过']
    ])
    expect(sheet?.getCell('C2').type).toBe(exceljs.ValueType.String)
    expect(sheet?.getCell('B2').numFmt).toBe('@')
  })

  it('what cannot be opened is refused, not thrown', async () => {
    expect(await annotate(new Uint8Array(), '名单.xlsx', [], '退回原因', [])).toMatchObject({ reason: 'empty' })
  })
})

describe('a workbook of tables', () => {
  const table = {
    name: '覆盖/台账',
    titles: ['覆盖台账', '截至 2026-09-15'],
    columns: [
      { heading: '单位', width: 20 },
      { heading: '应训人数', format: '#,##0' },
      { heading: '覆盖率', format: '0.0%' },
      { heading: '日期', format: 'yyyy-mm-dd' }
    ],
    rows: [
      ['=HYPERLINK("http://x")', 1200, 0.875, '2026-09-15'],
      ['+86', 0, null, null]
    ]
  }

  it('keeps numbers numbers, dates dates, and user text text', async () => {
    const sheet = (await open(await tableWorkbook({ sheets: [table, table] }))).worksheets[0]
    expect(sheet?.name).toBe('覆盖 台账')
    expect([sheet?.getCell('A4').type, sheet?.getCell('A4').value, sheet?.getCell('A4').numFmt]).toEqual([
      exceljs.ValueType.String,
      '=HYPERLINK("http://x")',
      '@'
    ])
    expect([sheet?.getCell('B4').value, sheet?.getCell('B4').numFmt]).toEqual([1200, '#,##0'])
    expect([sheet?.getCell('C4').value, sheet?.getCell('C4').numFmt]).toEqual([0.875, '0.0%'])
    expect(sheet?.getCell('D4').value).toEqual(new Date('2026-09-15T00:00:00Z'))
    expect(sheet?.getCell('A5').value).toBe('+86')
    expect(sheet?.getCell('B5').value).toBe(0)
  })

  it('is frozen under its headings and prints on A4 landscape, with one name per sheet', async () => {
    const workbook = await open(await tableWorkbook({ sheets: [table, table] }))
    const sheet = workbook.worksheets[0]
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, printTitlesRow: '3:3' })
    expect(workbook.worksheets.map(each => each.name)).toEqual(['覆盖 台账', '覆盖 台账 (2)'])
  })

  it('reads back what it wrote', async () => {
    const sheets = await readSheets(await tableWorkbook({ sheets: [table] }), '台账.xlsx')
    if (isUnreadable(sheets)) throw new Error(sheets.reason)
    expect(sheets[0]?.rows[3]?.cells.map(cell => cell.date ?? cell.number ?? cell.text)).toEqual([
      '=HYPERLINK("http://x")',
      1200,
      0.875,
      '2026-09-15'
    ])
  })
})
