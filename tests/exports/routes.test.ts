import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addExemption } from '../../server/organisations/queries.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { changed, trained } from '../coverage/training.ts'

/** 安澜县 on 7 September 2026: 林 has 12 学时 and a completed cohort, 赵 has 56 and one, 孙 nothing, 吴 is exempt. */
let world: World
let book: exceljs.Workbook
const asked = () => ({ requirement: 'committee.annual', asOf: '2026-09-07', known: 'now', organisationId: world.at['安澜县'] })

beforeAll(async () => {
  world = await makeWorld()
  await trained(world, {
    name: '春季轮训班',
    on: '2026-03-20',
    people: { 林文博: 1200, 赵德明: 5600 },
    recordedAt: '2026-03-21T02:00:00Z'
  })
  await changed(world, ['吴桂香'], '2026-08-03T01:00:00Z', (db, at) =>
    addExemption(
      db,
      {
        personId: world.who['吴桂香']!,
        requirement: null,
        reason: '病休',
        approvedBy: '支部大会',
        validFrom: '2026-08-01',
        validUntil: '2027-09-01'
      },
      at
    )
  )
})
afterAll(() => world.close())

test('only who may read the figures may take them along, and only of their own part', async () => {
  expect((await world.as(null)('POST /coverage/exports', asked())).status).toBe(401)
  for (const who of ['lin', 'xu', 'liang', 'admin'] as const)
    expect((await world.as(who)('POST /coverage/exports', asked())).status).toBe(403)
  for (const who of ['luo', 'chenElsewhere'] as const)
    expect((await world.as(who)('POST /coverage/exports', asked())).status).toBe(404)
  expect((await world.as('chen')('POST /coverage/exports', { ...asked(), asOf: undefined })).body.field).toBe('asOf')
  expect(await auditLinesOf(world.database, 'POST /coverage/exports')).toEqual([])
})

test('陈 gets a workbook of three sheets, and a line says so', async () => {
  const answer = await world.as('chen')('POST /coverage/exports', asked())
  expect(answer.status).toBe(200)
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
    '覆盖台账_安澜县_书记和班子成员全年 56 学时且集中培训 1 次_2026-09-07.xlsx'
  )
  expect(await auditLinesOf(world.database, 'POST /coverage/exports')).toEqual([
    {
      act: 'POST /coverage/exports',
      account_id: world.account.chen,
      details: { requirement: 'committee.annual', asOf: '2026-09-07', known: 'now', people: 4 }
    }
  ])
  book = new exceljs.Workbook()
  await book.xlsx.load(answer.bytes as unknown as exceljs.Buffer)
  expect(book.worksheets.map(sheet => sheet.name)).toEqual(['覆盖表', '覆盖台账', '怎样计算'])
})

const rowsOf = (name: string) => {
  const rows: (string | number | Date | null)[][] = []
  book.getWorksheet(name)!.eachRow(row => rows.push((row.values as never[]).slice(1)))
  return rows
}

test('the table has real numbers, worst unit first, the county last, and no rate under ten due', () => {
  const rows = rowsOf('覆盖表')
  expect(rows[0]![0]).toBe('书记和班子成员全年 56 学时且集中培训 1 次覆盖表')
  expect(rows[2]).toEqual([
    '单位',
    '名册',
    '应训',
    '已训',
    '覆盖率',
    '未训',
    '未到期',
    '免训',
    '已离',
    '村党组织书记 已训',
    '村党组织书记 应训',
    '村党组织书记 覆盖率',
    '社区党组织书记 已训',
    '社区党组织书记 应训',
    '社区党组织书记 覆盖率',
    '班子成员 已训',
    '班子成员 应训',
    '班子成员 覆盖率'
  ])
  expect(rows.slice(3).map(row => [row[0], row[1], row[2], row[3], row[4], row[5], row[7]])).toEqual([
    ['青石镇', 3, 3, 1, undefined, 2, 0],
    ['东湖街道', 1, 0, 0, undefined, 0, 1],
    ['安澜县', 4, 3, 1, undefined, 2, 1]
  ])
})

test('the ledger has the headings of the form, in its order, and one line for everyone', () => {
  const rows = rowsOf('覆盖台账')
  expect(rows[2]).toEqual([
    '序号',
    '领域',
    '党组织名称',
    '姓名',
    '党内职务',
    '任职时间',
    '应训项目',
    '应训学时',
    '已训学时',
    '已参加班次（时间/名称）',
    '是否完成',
    '未训原因',
    '补训安排',
    '责任人',
    '完成时限'
  ])
  const day = (value: unknown) => (value as Date).toISOString().slice(0, 10)
  expect(
    rows
      .slice(3)
      .map(row => [row[0], row[1], row[2], row[3], row[4], day(row[5]), row[7], row[8], row[9], row[10], row[11], day(row[14])])
  ).toEqual([
    [
      1,
      '农村',
      '柳湾村党支部',
      '林文博',
      '书记',
      '2021-03-01',
      56,
      12,
      '2026-03-20 春季轮训班',
      '否',
      '还差 44.00 学时',
      '2026-12-31'
    ],
    [
      2,
      '农村',
      '石岭村党支部',
      '孙国庆',
      '书记',
      '2019-01-01',
      56,
      0,
      undefined,
      '否',
      '还差 56.00 学时，还差集中培训 1 次',
      '2026-12-31'
    ],
    [3, '城市社区街道', '桥东社区党支部', '吴桂香', '书记', '2020-09-01', 56, 0, undefined, '否', '免训：病休', '2026-12-31'],
    [4, '农村', '柳湾村党支部', '赵德明', '副书记', '2022-06-01', 56, 56, '2026-03-20 春季轮训班', '是', undefined, '2026-12-31']
  ])
})

test('the headings stay in sight and print on A4 landscape; no cell holds a formula or an ID number', () => {
  for (const name of ['覆盖表', '覆盖台账']) {
    const sheet = book.getWorksheet(name)!
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape' })
  }
  book.eachSheet(sheet =>
    sheet.eachRow(row =>
      row.eachCell(cell => {
        expect(cell.formula).toBeUndefined()
        expect(cell.text).not.toMatch(/\d{15}/)
      })
    )
  )
})

test('how it was computed: definition, formula, dates, version, the sum check and who exported', () => {
  const said = Object.fromEntries(rowsOf('怎样计算').slice(1))
  expect(said).toMatchObject({
    要求什么: '全年 56 学时以上（集中培训、集体学习），且完成集中培训 1 次以上',
    公式: '覆盖率 = 已训 ÷ 应训；应训 = 已训 + 未训。已训 + 未训 + 未到期 + 免训 + 已离 = 名册。',
    应训要求版本: '示例县基层党组织教育培训要求 第 3 版',
    范围: '安澜县',
    截至: '2026-09-07',
    掌握口径: '按现在掌握的情况（2026-09-07 09:00）',
    合计核对: '已训 1 + 未训 2 + 未到期 0 + 免训 1 + 已离 0 = 4；名册 4：相符',
    导出人: '陈敏',
    导出时间: '2026-09-07 09:00'
  })
})
