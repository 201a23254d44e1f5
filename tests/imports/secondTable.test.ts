import * as xlsx from '@e965/xlsx'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import { refusedRowsOf } from '../../server/imports/refusedRows.ts'
import { understand } from '../../server/imports/rules.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

type Cells = (string | null)[]

/** 班子成员 and, below a gap and a title, 支部委员 in other columns; one row of each cannot go in. */
const LINES: Cells[] = [
  ['青石镇党组织名册'],
  ['填报单位：青石镇', null, null, null, '填报日期：2026年9月'],
  ['姓名', '党内职务', '身份证号', '党支部', '任职时间', '备注'],
  ['钱卫东', '书记', '990101197903120015', '石岭村党支部', '2026.08', null],
  ['周雪梅', '书记', '990101198808240022', '新立村党支部', '2024.09', null],
  ['合计', '2人'],
  ['填表人：赵德明'],
  [null],
  ['二、支部委员'],
  ['姓名', '性别', '手机', '所在党组织', '职务'],
  ['何小东', '男', '13800000031', '新立村党支部', '组织委员'],
  ['', '女', '13800000032', '新立村党支部', '宣传委员'],
  ['合计', null, null, '2']
]
const MERGED = ['A1:F1', 'A9:E9']

const workbook = async (lines: Cells[] = LINES, merged: string[] = MERGED): Promise<Buffer> => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('名册')
  sheet.addRows(lines)
  for (const range of merged) sheet.mergeCells(range)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const upload = async (content: Buffer, fileName = '名册.xlsx', sender = '镇里'): Promise<number> => {
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName,
    sender,
    effectiveOn: '2026-09-15',
    isCompleteList: 'false'
  })
  const { status, body } = await world.as('wang')(`POST /imports?${query}`, content)
  expect(status).toBe(200)
  return body.id
}
const viewOf = async (id: number) => (await world.as('wang')(`GET /imports/${id}`)).body
const correct = (id: number, body: object) => world.as('wang')(`PUT /imports/${id}`, body)

const textsOf = async (content: Uint8Array): Promise<Record<string, string[][]>> => {
  const book = new exceljs.Workbook()
  await book.xlsx.load(Buffer.from(content) as unknown as exceljs.Buffer)
  return Object.fromEntries(
    book.worksheets.map(sheet => {
      const rows: string[][] = []
      sheet.eachRow({ includeEmpty: true }, row => {
        const texts: string[] = []
        for (let column = 1; column <= sheet.columnCount; column++) {
          const cell = row.getCell(column)
          texts.push(cell.type === exceljs.ValueType.Merge ? '' : cell.text)
        }
        rows.push(texts)
      })
      return [sheet.name, rows]
    })
  )
}
const refusedOf = async (id: number, whole?: number): Promise<Uint8Array> =>
  (await refusedRowsOf(world.database.db, testSettings, id, world.clock(), whole)).content!
const understoodIn = async (content: Uint8Array) => {
  const sheets = await readSheets(content, '退回.xlsx')
  if (isUnreadable(sheets)) throw new Error(sheets.reason)
  return understand(sheets, '2026-09-15')
}

type Seen = { letter: string; field: string | null; sureness: string | null }
const fields = (sheet: { columns: Seen[] }) => sheet.columns.map(({ letter, field }) => `${letter} ${field ?? '—'}`)

describe('a sheet of two tables', () => {
  let id: number
  test('shows how the columns of each were understood, and what both of them change', async () => {
    id = await upload(await workbook())
    const view = await viewOf(id)
    expect(view.sheets).toMatchObject([
      { name: '名册', worksheet: '名册', state: 'roster', headerFirst: 3, headerLast: 3, rows: 2, unit: '青石镇' },
      { name: '名册（第 2 个表）', worksheet: '名册', state: 'roster', headerFirst: 10, headerLast: 10, rows: 2, unit: '青石镇' }
    ])
    expect(view.sheets.map(fields)).toEqual([
      ['A name', 'B role', 'C idNumber', 'D organisation', 'E roleStart', 'F remark'],
      ['A name', 'B gender', 'C mobile', 'D organisation', 'E role']
    ])
    expect(view.rows).toMatchObject({ total: 4, joined: 2, refused: 2, agrees: true })
    expect(view.joined).toMatchObject([
      { sheet: '名册', row: 4, name: '钱卫东', added: [{ role: 'secretary', organisation: '石岭村党支部' }] },
      { sheet: '名册（第 2 个表）', row: 11, name: '何小东', added: [{ role: 'committeeMember', organisation: '新立村党支部' }] }
    ])
    expect(view.refused).toMatchObject([
      { sheet: '名册', row: 5, reasons: [{ kind: 'checksum', column: 'C' }] },
      { sheet: '名册（第 2 个表）', row: 12, reasons: [{ kind: 'no-name', column: 'A' }] }
    ])
    expect(
      view.dropped.map(({ sheet, row, reason }: { sheet: string; row: number; reason: string }) => [sheet, row, reason])
    ).toEqual([
      ['名册', 6, 'total'],
      ['名册', 7, 'signature'],
      ['名册（第 2 个表）', 13, 'total']
    ])
  })

  test('takes a correction of one of them and leaves the other; what the same word means in the other is not forgotten', async () => {
    const before = await viewOf(id)
    const corrected = await correct(id, {
      sheets: [
        {
          name: '名册（第 2 个表）',
          columns: [
            { letter: 'A', field: 'remark' },
            { letter: 'C', field: null }
          ]
        }
      ]
    })
    expect(corrected.status).toBe(200)
    const view = await viewOf(id)
    expect(view.sheets[0]).toEqual(before.sheets[0])
    expect(view.sheets[1]).toMatchObject({ state: 'missing-columns', missing: ['name'] })
    expect(view.rows).toMatchObject({ total: 2, joined: 1, refused: 1 })
    expect(
      (await correct(id, { sheets: [{ name: '名册（第 2 个表）', columns: [{ letter: 'A', field: 'name' }] }] })).status
    ).toBe(200)
    expect((await viewOf(id)).sheets[1].columns.slice(0, 3)).toMatchObject([
      { letter: 'A', field: 'name', sureness: 'byHand' },
      { letter: 'B', field: 'gender' },
      { letter: 'C', field: null, reason: 'by-hand' }
    ])
    // 手机 is a heading of the second table alone, so it is remembered of this sender; 姓名 is one of both.
    const [first, second] = (await viewOf(await upload(await workbook()))).sheets
    expect(first.columns[0].field).toBe('name')
    expect(second.columns[2]).toMatchObject({ field: null, reason: 'by-hand' })
  })

  test('how a sheet without a known heading begins is shown without its numbers', async () => {
    const lines: Cells[] = [
      ['骨干名单'],
      ['学员', '所在支部', '职务', '证件', '电话'],
      ['钱卫东', '青石镇石岭村党支部', '书记', '990101197903120015', '13800000031']
    ]
    const id = await upload(await workbook(lines, []), '名册.xlsx', '别处')
    const [sheet] = (await viewOf(id)).sheets
    expect(sheet.state).toBe('no-heading')
    expect(sheet.beginning[2]).toEqual({
      row: 3,
      cells: ['钱卫东', '青石镇石岭村党支部', '书记', '**************0015', '*******0031']
    })
    const columns = [
      { letter: 'A', field: 'name' },
      { letter: 'B', field: 'organisation' }
    ]
    expect((await correct(id, { sheets: [{ name: '名册', headerFirst: 2, headerLast: 2, columns }] })).status).toBe(200)
    expect((await viewOf(id)).sheets[0]).toMatchObject({ state: 'roster', rows: 1, beginning: [] })
  })

  test('takes the rows of its heading by hand, also far down, and a table that is not read', async () => {
    const other = await upload(await workbook(), '名册.xlsx', '县里')
    const second = (more: object) => correct(other, { sheets: [{ name: '名册（第 2 个表）', ...more }] })
    expect((await second({ headerFirst: 9, headerLast: 10 })).status).toBe(200)
    expect((await viewOf(other)).sheets[1]).toMatchObject({ headerFirst: 9, headerLast: 10, state: 'roster', rows: 2 })
    expect((await second({ headerFirst: 20_000 })).status).toBe(200)
    expect((await viewOf(other)).sheets[1]).toMatchObject({ state: 'no-heading', rows: 0 })
    expect((await second({ headerFirst: 10 })).status).toBe(200)
    expect((await second({ isLeftOut: true })).status).toBe(200)
    expect(await viewOf(other)).toMatchObject({ sheets: [{ rows: 2 }, { state: 'left-out' }], rows: { total: 2 } })
    expect((await correct(other, { sheets: [{ name: '名册（第 3 个表）', isLeftOut: true }] })).body).toMatchObject({
      code: 'unknown-sheet'
    })
  })

  test('without posts in one of them takes the post of all', async () => {
    const lines = LINES.map((line, at) => (at >= 9 ? line.slice(0, 4) : line))
    const other = await upload(await workbook(lines), '名册.xlsx', '县里')
    expect((await viewOf(other)).sheets[1]).toMatchObject({ state: 'missing-columns', missing: ['role'], role: null })
    const said = (role: string | null) => correct(other, { sheets: [{ name: '名册（第 2 个表）', role }] })
    expect((await said('顾问')).body).toMatchObject({ status: 400, code: 'unknown-role', field: 'sheets.role' })
    expect((await said('委员')).status).toBe(200)
    expect(await viewOf(other)).toMatchObject({
      sheets: [{ role: null }, { state: 'roster', role: '委员', rows: 2 }],
      joined: [{ name: '钱卫东' }, { name: '何小东', added: [{ role: 'committeeMember' }] }]
    })
    expect((await said(null)).status).toBe(200)
    expect((await viewOf(other)).sheets[1]).toMatchObject({ state: 'missing-columns', role: null })
  })
})

describe('its refused rows', () => {
  const RETURNED = [
    ['青石镇党组织名册', '', '', '', '', '', ''],
    ['填报单位：青石镇', '', '', '', '填报日期：2026年9月', '', ''],
    ['姓名', '党内职务', '身份证号', '党支部', '任职时间', '备注', '退回原因'],
    ['周雪梅', '书记', '990101198808240022', '新立村党支部', '2024.09', '', '身份证号校验不通过，有一位写错了。'],
    ['', '', '', '', '', '', ''],
    ['二、支部委员', '', '', '', '', '', ''],
    ['姓名', '性别', '手机', '所在党组织', '职务', '', '退回原因'],
    ['', '女', '13800000032', '新立村党支部', '宣传委员', '', '没有姓名。']
  ]

  test('come back in the same sheet, each under the heading of its table with the reason beside it, and can be sent again', async () => {
    const content = await refusedOf(await upload(await workbook()))
    expect(await textsOf(content)).toEqual({ 名册: RETURNED })
    const { sheets, rows } = await understoodIn(content)
    expect(sheets.map(({ name, header }) => [name, header?.first])).toEqual([
      ['名册', 3],
      ['名册（第 2 个表）', 7]
    ])
    expect(rows.map(({ row, township, problems }) => [row, township, problems.map(({ kind }) => kind)])).toEqual([
      [4, '青石镇', ['checksum']],
      [8, '青石镇', ['no-name']]
    ])
    const again = await refusedOf(await upload(Buffer.from(content)))
    expect(await textsOf(again)).toEqual({ 名册: RETURNED })
  })

  test('of a file too large to come back whole likewise', async () => {
    const content = await refusedOf(await upload(await workbook()), 3)
    expect(await textsOf(content)).toEqual({ 名册: RETURNED.filter(([...cells]) => cells.some(Boolean)) })
    expect((await understoodIn(content)).rows.map(({ row }) => row)).toEqual([4, 7])
  })

  test('a table with nothing to mend stays at home; the titles of the sheet come along', async () => {
    const lines = LINES.with(4, ['周雪梅', '书记', '990101198808240021', '新立村党支部', '2024.09', null])
    for (const whole of [undefined, 3]) {
      const content = await refusedOf(await upload(await workbook(lines)), whole)
      const rows = (await textsOf(content))['名册']!.filter(cells => cells.some(Boolean))
      expect(rows.map(cells => cells[0])).toEqual(['青石镇党组织名册', '填报单位：青石镇', '二、支部委员', '姓名', ''])
      expect((await understoodIn(content)).rows).toMatchObject([{ township: '青石镇', problems: [{ kind: 'no-name' }] }])
    }
  })

  test('of tables side by side only what is refused comes back, with a column of reasons for each', async () => {
    const [left, right] = [LINES.slice(2, 5), LINES.slice(9, 12)]
    const lines = [...LINES.slice(0, 2), ...left.map((line, at) => [...line, null, ...right[at]!])]
    // 周 and the one without a name stand in one row, so 何 goes one row down to stand alone.
    lines.push([null, null, null, null, null, null, null, '', '男', '13800000033', '新立村党支部', '青年委员'])
    for (const whole of [undefined, 3]) {
      const content = await refusedOf(await upload(await workbook(lines, ['A1:L1'])), whole)
      const rows = (await textsOf(content))['名册']!
      const head = [
        '姓名',
        '党内职务',
        '身份证号',
        '党支部',
        '任职时间',
        '备注',
        '',
        '姓名',
        '性别',
        '手机',
        '所在党组织',
        '职务'
      ]
      expect(rows.slice(2)).toEqual([
        [...head, '退回原因（A）', '退回原因（H）'],
        [...left[2]!.map(text => text ?? ''), '', ...right[2]!, '身份证号校验不通过，有一位写错了。', '没有姓名。'],
        ['', '', '', '', '', '', '', '', '男', '13800000033', '新立村党支部', '青年委员', '', '没有姓名。']
      ])
      const { sheets, rows: read } = await understoodIn(content)
      expect(sheets.map(({ rowCount }) => rowCount)).toEqual([1, 2])
      expect(read.map(({ problems }) => problems.map(({ kind }) => kind))).toEqual([['checksum'], ['no-name'], ['no-name']])
    }
  })
})

describe('a file of WPS', () => {
  const et = (): Buffer => {
    const book = xlsx.utils.book_new()
    const sheet = xlsx.utils.aoa_to_sheet(LINES)
    sheet['!merges'] = MERGED.map(range => xlsx.utils.decode_range(range))
    xlsx.utils.book_append_sheet(book, sheet, '名册')
    return xlsx.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
  }

  test('called .et is read as the .xls it is, and its refused rows come back as those of an .xls do', async () => {
    const content = et()
    expect(content.subarray(0, 4)).toEqual(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
    const [ofEt, ofXls, ofXlsx] = [
      await upload(content, '名册.et'),
      await upload(content, '名册.xls'),
      await upload(await workbook())
    ]
    const [view, asXls, asXlsx] = [await viewOf(ofEt), await viewOf(ofXls), await viewOf(ofXlsx)]
    expect(view).toMatchObject({ fileName: '名册.et', state: 'ready', rows: { total: 4, joined: 2, refused: 2, agrees: true } })
    for (const part of ['sheets', 'rows', 'joined', 'refused', 'dropped', 'flagged'] as const) {
      expect(view[part]).toEqual(asXls[part])
      expect(view[part]).toEqual(asXlsx[part])
    }
    const answer = await world.as('wang')(`POST /imports/${ofEt}/refused-rows`)
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('名册（退回）.xlsx')
    expect(await textsOf(answer.bytes)).toEqual(await textsOf(await refusedOf(ofXls)))
    const rows = (await textsOf(answer.bytes))['名册']!
    expect(rows.map(cells => cells.at(-1))).toEqual([
      '',
      '',
      '退回原因',
      '身份证号校验不通过，有一位写错了。',
      '',
      '',
      '退回原因',
      '没有姓名。'
    ])
  })

  test('called .et may be a zip as an .xlsx is; what is no workbook is refused whatever it is called', async () => {
    const id = await upload(await workbook(), '名册.et')
    expect(await viewOf(id)).toMatchObject({ rows: { total: 4, joined: 2, refused: 2 } })
    expect(await textsOf(await refusedOf(id))).toEqual(await textsOf(await refusedOf(await upload(await workbook()))))
    const query = new URLSearchParams({ organisationId: String(world.at['安澜县']), fileName: '信.et' })
    const letter = Buffer.from('%PDF-1.7')
    expect((await world.as('wang')(`POST /imports?${query}`, letter)).body).toMatchObject({ status: 400, code: 'not-a-workbook' })
  })
})
