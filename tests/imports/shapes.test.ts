import * as xlsx from '@e965/xlsx'
import { describe, expect, it, test } from 'vitest'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import { isRefused, understand } from '../../server/imports/rules.ts'
import { CHEN, LIN, sheetOf, WANG, ZHOU } from './paper.ts'

const AS_OF = '2026-09-15'
const names = (sheets: Parameters<typeof understand>[0]) => understand(sheets, AS_OF).rows.map(({ name }) => name)

const HEADING = ['序号', '乡镇', '党支部', '姓名', '性别', '党内职务', '任职时间', '身份证号']
const lin = ['1', '青石镇', '西梨树村党支部', '林大山', '男', '书记', '2019.06', LIN]
const wang = ['2', '青石镇', '西梨树村党支部', '王秀英', '女', '副书记', '2020.03', WANG]
const chen = ['3', '白云镇', '后桃园村党支部', '陈志远', '男', '组织委员', '2021.05', CHEN]

describe('other files of the kind', () => {
  test('a total in the middle, blank rows and a repeated heading are nobody’s', () => {
    const sheet = sheetOf('花名册', [
      ['某县花名册'],
      HEADING,
      lin,
      wang,
      ['小计', null, null, '2'],
      [null],
      HEADING,
      chen,
      ['合计', null, null, '3'],
      ['填表人：', null, '审核人：']
    ])
    const { rows, sheets } = understand([sheet], AS_OF)
    expect(rows.map(({ name, problems }) => [name, problems])).toEqual([
      ['林大山', []],
      ['王秀英', []],
      ['陈志远', []]
    ])
    expect(sheets[0]!.dropped.map(({ row, reason }) => [row, reason])).toEqual([
      [5, 'total'],
      [6, 'blank'],
      [7, 'repeated-heading'],
      [9, 'total'],
      [10, 'signature']
    ])
  })

  test('a heading of three rows with wide groups, and empty columns between', () => {
    const sheet = sheetOf(
      '名单',
      [
        ['全县党组织班子成员名册'],
        ['组织情况', null, null, null, '个人情况', null, null, '任职情况', null],
        ['所在乡镇', '所在党支部', null, null, '基本信息', null, '证件', '党内职务', '任职时间'],
        [null, null, null, null, '姓名', '性别', '身份证号', null, null],
        ['青石镇', '西梨树村党支部', null, null, '林大山', '男', LIN, '书记', '2019.06']
      ],
      [
        { top: 1, left: 1, bottom: 1, right: 9 },
        { top: 2, left: 1, bottom: 2, right: 4 },
        { top: 2, left: 5, bottom: 2, right: 7 },
        { top: 2, left: 8, bottom: 2, right: 9 },
        { top: 3, left: 1, bottom: 4, right: 1 },
        { top: 3, left: 2, bottom: 4, right: 2 },
        { top: 3, left: 8, bottom: 4, right: 8 },
        { top: 3, left: 9, bottom: 4, right: 9 },
        { top: 3, left: 5, bottom: 3, right: 6 }
      ]
    )
    const { rows } = understand([sheet], AS_OF)
    expect(rows).toMatchObject([
      { name: '林大山', township: '青石镇', organisation: '西梨树村党支部', idNumber: LIN, roleStart: '2019-06-01', problems: [] }
    ])
  })

  test('one sheet a township, named after it, with another order of columns on each', () => {
    const first = sheetOf('青石镇', [
      ['姓名', '党支部', '党内职务', '身份证号'],
      ['林大山', '西梨树村党支部', '书记', LIN]
    ])
    const second = sheetOf('白云镇', [
      ['身份证号', '党内职务', '党支部', '姓  名'],
      [CHEN, '组织委员', '后桃园村党支部', '陈 志远']
    ])
    expect(understand([first, second], AS_OF).rows).toMatchObject([
      { name: '林大山', township: '青石镇', problems: [] },
      { name: '陈志远', township: '白云镇', problems: [] }
    ])
  })

  test('dates as serial numbers in text cells, with years and months in words, and full-width digits', () => {
    const dates = ['43617', '2019年6月', '２０１９．０６', '201906', '2019/6/1', '2019-6']
    const sheet = sheetOf('花名册', [
      HEADING,
      ...dates.map((date, at) => [
        String(at + 1),
        '青石镇',
        `第${at + 1}村党支部`,
        `林大${'甲乙丙丁戊己'[at]}`,
        '男',
        '书记',
        date,
        null
      ])
    ])
    expect(understand([sheet], AS_OF).rows.map(({ roleStart }) => roleStart)).toEqual(dates.map(() => '2019-06-01'))
  })

  test('two tables on one sheet, one under the other, the second with the same columns', () => {
    const sheet = sheetOf('名单', [['一、书记名单'], HEADING, lin, ['二、班子成员名单'], HEADING, wang])
    expect(names([sheet])).toEqual(['林大山', '王秀英'])
  })

  test('unit and post in one cell, several posts joined', () => {
    const sheet = sheetOf('增补', [
      ['姓名', '单位及职务', '身份证号'],
      ['周桂兰', '青石镇西梨树村党支部书记、组织委员', ZHOU]
    ])
    expect(understand([sheet], AS_OF).rows).toMatchObject([
      {
        township: '青石镇',
        organisation: '西梨树村党支部',
        posts: [{ role: 'secretary' }, { role: 'committeeMember' }],
        problems: []
      }
    ])
  })

  test('merged units are filled down across far more rows than are looked at together', () => {
    const people = Array.from({ length: 1500 }, (_, at) => [
      at === 0 ? '青石镇' : null,
      at % 3 ? null : `第${at / 3}村党支部`,
      `林${at}山`,
      '委员'
    ])
    const merges = [{ top: 2, left: 1, bottom: 1501, right: 1 }]
    const sheet = sheetOf('名单', [['乡镇', '党支部', '姓名', '党内职务'], ...people], merges)
    const { rows } = understand([sheet], AS_OF)
    expect(rows).toHaveLength(1500)
    expect(rows.every(({ township }) => township === '青石镇')).toBe(true)
    expect(rows[1499]!.organisation).toBe('第499村党支部')
    expect(rows.filter(isRefused)).toEqual([])
  })
})

it('an .xls is read like an .xlsx: merges, dates, results of formulas, hidden sheets', async () => {
  const book = xlsx.utils.book_new()
  const sheet = xlsx.utils.aoa_to_sheet([
    ['青石镇名册'],
    HEADING,
    lin,
    [null, null, null, '王秀英', '女', '副书记', '2020.03', WANG]
  ])
  sheet['!merges'] = [{ s: { r: 2, c: 1 }, e: { r: 3, c: 1 } }]
  sheet['G3'] = { t: 'n', v: 43617, z: 'yyyy-mm-dd' }
  sheet['A4'] = { t: 'n', v: 2, f: 'A3+1' }
  xlsx.utils.book_append_sheet(book, sheet, '名册')
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['去年']]), '隐藏')
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  const bytes = new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer)
  const sheets = await readSheets(bytes, '名册.xls')
  if (isUnreadable(sheets)) throw new Error(sheets.reason)
  expect(sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
    ['名册', false],
    ['隐藏', true]
  ])
  expect(sheets[0]!.merges).toEqual([{ top: 3, left: 2, bottom: 4, right: 2 }])
  expect(understand(sheets, AS_OF).rows).toMatchObject([
    { name: '林大山', roleStart: '2019-06-01', problems: [] },
    { name: '王秀英', township: '青石镇', idNumber: WANG }
  ])
})
