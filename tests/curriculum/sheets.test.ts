import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheets } from '../../server/files/sheets.ts'
import type { Sheet } from '../../server/files/tables.ts'
import { tableWorkbook } from '../../server/files/workbook.ts'
import { auditLinesOf } from '../harness.ts'
import { OWN_COURSE, TEXTBOOK } from '../permissions/preparedCatalogues.ts'
import { makeWorld, type World } from '../world.ts'
import { RED_RIDGE } from './redRidge.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

type List = '/teachers' | '/courses' | '/teaching-bases'
const as = (who: Parameters<World['as']>[0]) => world.as(who)
const asked = (at = '安澜县') => String(new URLSearchParams({ organisationId: String(world.at[at]), fileName: '表.xlsx' }))
const look = (list: List, file: Buffer, who: 'wang' | 'wangElsewhere' | 'xu' = 'wang', at = '安澜县') =>
  as(who)(`POST ${list}/reading?${asked(at)}`, file)
const carryOut = (list: List, file: Buffer, seal: string) => as('wang')(`POST ${list}/imports?${asked()}&seal=${seal}`, file)
const made = async (call: string, body: object): Promise<number> => {
  const answer = await as('wang')(call, { organisationId: world.at['安澜县'], ...body })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body.id
}

/** As a unit sends it: titles above, columns in an order of its own, a total and a signature below. */
const sheet = async (headings: string[], rows: (string | number | null)[][]): Promise<Buffer> =>
  Buffer.from(
    await tableWorkbook({
      sheets: [
        {
          name: '汇总',
          titles: ['安澜县某某表', '填报单位：农广校　日期：2026 年 9 月'],
          columns: headings.map(heading => ({ heading })),
          rows: [...rows, ['合计', ...headings.slice(1).map(() => null)], ['填表人：小陈', ...headings.slice(1).map(() => null)]]
        }
      ]
    })
  )

const firstSheet = async (bytes: Buffer): Promise<string[][]> => {
  const sheets = (await readSheets(bytes, 'x.xlsx')) as Sheet[]
  return sheets[0]!.rows.map(({ cells }) => cells.map(({ text }) => text))
}
const outcomes = (body: { rows: { row: number; name: string; what: string }[] }) =>
  body.rows.map(({ row, name, what }) => [row, name, what])

describe('form Q, teachers', () => {
  const HEADINGS = ['职务职称', '工作单位', '姓 名', '出生年月', '类别', '可授课程', '星座']

  test('is refused to others and without a heading row', async () => {
    const file = await sheet(HEADINGS, [])
    expect((await look('/teachers', file, 'xu')).status).toBe(403)
    expect((await look('/teachers', file, 'wangElsewhere')).status).toBe(404)
    expect((await look('/teachers', await sheet(['课程', '时间'], []))).body).toMatchObject({ code: 'no-form', field: 'file' })
    expect((await as('wang')(`POST /teachers/reading?${asked()}`)).body).toMatchObject({ code: 'no-file' })
  })

  test('is told row by row, carried out as it was looked at, and brings nothing in a second time', async () => {
    await made('POST /teachers', { name: '何敏', unit: '安河学院', title: '讲师', contact: '内线 0101' })
    const file = await sheet(HEADINGS, [
      ['副教授', '安河学院', '何敏', '1979年11月', '专家学者', '议事协商、网格治理', '双鱼'],
      ['讲师', '县农广校', '丁一鸣', '198013', '专家', '', ''],
      ['讲师', '县农广校', '丁二鸣', '', '演员', '', ''],
      ['', '县农广校', '丁三鸣', '', '', '', ''],
      ['书记', '白云村', '赵春生', '1968.2', '基层书记', '集体经济', ''],
      ['书记', '白云村', '赵春生', '', '', '', '']
    ])
    const read = (await look('/teachers', file)).body
    expect(read.unknown).toEqual(['星座'])
    expect(outcomes(read)).toEqual([
      [4, '何敏', 'changed'],
      [5, '丁一鸣', 'refused'],
      [6, '丁二鸣', 'refused'],
      [7, '丁三鸣', 'refused'],
      [8, '赵春生', 'new'],
      [9, '赵春生', 'refused']
    ])
    expect(read.rows[0].changed).toEqual([
      { field: 'birthMonth', before: '', after: '1979.11' },
      { field: 'title', before: '讲师', after: '副教授' },
      { field: 'category', before: '', after: '专家学者' },
      { field: 'courses', before: '', after: '议事协商、网格治理' }
    ])
    expect(read.rows.map(({ faults }: { faults: { field: string }[] }) => faults.map(({ field }) => field))).toEqual([
      [],
      ['birthMonth'],
      ['category'],
      ['title'],
      [],
      ['name']
    ])
    expect((await carryOut('/teachers', file, 'x')).body.code).toBe('changed-since')
    expect((await as('wang')('GET /teachers')).body.teachers).toHaveLength(1)
    expect((await carryOut('/teachers', file, read.seal)).body).toEqual({ added: 1, changed: 1, same: 0, refused: 4 })
    // What the sheet has no column for stays: the telephone number.
    expect((await as('wang')('GET /teachers?q=何敏'.replace('何敏', encodeURIComponent('何敏')))).body.teachers[0]).toMatchObject(
      {
        title: '副教授',
        category: 'scholar',
        contact: '内线 0101'
      }
    )
    expect((await auditLinesOf(world.database, 'POST /teachers/imports')).at(-1)!.details).toMatchObject({
      new: ['赵春生'],
      altered: ['何敏']
    })
    expect((await carryOut('/teachers', file, read.seal)).body.code).toBe('changed-since')
    expect(outcomes((await look('/teachers', file)).body).filter(([, , what]) => what === 'same')).toHaveLength(2)
  })

  test('goes out in its exact headings, and comes back without a change', async () => {
    const file = await as('wang')('POST /teachers/exports', {})
    expect(file.status).toBe(200)
    const rows = await firstSheet(file.bytes)
    expect(rows[2]).toEqual([
      '姓名',
      '性别',
      '出生年月',
      '工作单位',
      '职务职称',
      '类别',
      '研究方向',
      '可授课程',
      '联系方式',
      '授课次数',
      '平均评分',
      '讲课费标准',
      '审核状态',
      '备注'
    ])
    expect(rows[3]!.slice(0, 10)).toEqual([
      '何敏',
      '',
      '1979.11',
      '安河学院',
      '副教授',
      '专家学者',
      '',
      '议事协商、网格治理',
      '内线 0101',
      '0'
    ])
    expect(outcomes((await look('/teachers', file.bytes)).body)).toEqual([
      [4, '何敏', 'same'],
      [5, '赵春生', 'same']
    ])
  })
})

describe('form S, bases', () => {
  test('goes out in its exact headings, comes back without a change, and is changed by a sheet', async () => {
    await made('POST /teaching-bases', RED_RIDGE)
    const file = await as('wang')('POST /teaching-bases/exports', {})
    const rows = await firstSheet(file.bytes)
    expect(rows[2]).toEqual([
      '序号',
      '名称',
      '级别（国家/省/市/县）',
      '类型（党史/党性/乡村振兴/基层治理/…）',
      '所在地',
      '容纳人数',
      '教学主题',
      '讲解员',
      '联系人电话',
      '行车时间',
      '开放时间',
      '费用',
      '简介',
      '图片'
    ])
    expect(outcomes((await look('/teaching-bases', file.bytes)).body)).toEqual([[4, RED_RIDGE.name, 'same']])
    const changed = await sheet(
      ['名称', '级别', '类型', '所在地', '行车时间', '容纳人数', '简介'],
      [
        [RED_RIDGE.name, '省级', '党性教育', '青石镇红石岭村', '约1小时10分', 120, RED_RIDGE.summary],
        ['廉政馆', '银河', '廉政', '城区', '', '很多', '一馆']
      ]
    )
    const read = (await look('/teaching-bases', changed)).body
    expect(read.rows[0].changed).toEqual([
      { field: 'level', before: '县', after: '省' },
      { field: 'capacity', before: '90', after: '120' },
      { field: 'travelMinutes', before: '35 分钟', after: '70 分钟' }
    ])
    expect(read.rows[1].faults.map(({ field }: { field: string }) => field)).toEqual(['level', 'capacity'])
    expect((await carryOut('/teaching-bases', changed, read.seal)).body).toMatchObject({ changed: 1, refused: 1 })
    const [base] = (await as('wang')('GET /teaching-bases')).body.bases
    expect(base).toMatchObject({ level: 'province', travelMinutes: 70, capacity: 120, history: RED_RIDGE.history })
  })
})

describe('form R, courses', () => {
  test('goes out in its exact headings and comes back without a change', async () => {
    const textbookId = await made('POST /textbooks', { ...TEXTBOOK, name: '一百问' })
    const [{ id: teacherId }] = (await as('wang')('GET /teachers')).body.teachers
    await made('POST /courses', {
      ...OWN_COURSE,
      code: 'R-1',
      teacherId,
      teacherText: null,
      textbookIds: [textbookId],
      minutes: 100
    })
    const file = await as('wang')('POST /courses/exports', { from: 'hand' })
    const rows = await firstSheet(file.bytes)
    expect(rows[2]!.slice(0, 13)).toEqual([
      '课程编号',
      '课程名称',
      '课程类别',
      '是否核心理论',
      '适用领域',
      '适用对象',
      '授课方式',
      '主讲人',
      '学时',
      '简介',
      '教材课件',
      '更新时间',
      '状态'
    ])
    expect(rows[3]).toEqual([
      'R-1',
      '院坝议事实务',
      '履职能力',
      '否',
      '农村',
      '村党组织书记',
      '课堂',
      '安河学院 何敏',
      '2.22',
      '公开什么，怎样公开。',
      '《一百问》',
      '2026-09-07',
      '启用',
      '100',
      '必修'
    ])
    expect(outcomes((await look('/courses', file.bytes)).body)).toEqual([[4, '院坝议事实务', 'same']])
  })

  test('a county asks where its sheet says core theory; it never marks', async () => {
    const file = await sheet(
      ['课程编号', '课程名称', '课程类别', '是否核心理论', '授课方式', '主讲人', '学时', '简介'],
      [
        ['R-2', '理论导读', '核心理论', '是', '课堂教学', '外请 张老师', 4, '导读。'],
        ['R-3', '理论两样', '核心理论', '否', '课堂', '', 4, '两样。'],
        ['R-1', '院坝议事实务', '履职能力', '', '现场', '', '', '公开什么，怎样公开。'],
        ['R-4', '没有学时', '其他', '', '课堂', '', '', '没有。']
      ]
    )
    const read = (await look('/courses', file)).body
    expect(outcomes(read).map(([, name, what]) => [name, what])).toEqual([
      ['理论导读', 'new'],
      ['理论两样', 'refused'],
      ['院坝议事实务', 'changed'],
      ['没有学时', 'refused']
    ])
    expect(read.rows[0].notes).toHaveLength(1)
    expect((await carryOut('/courses', file, read.seal)).body).toEqual({ added: 1, changed: 1, same: 0, refused: 2 })
    const byCode = async (code: string) =>
      (await as('wang')('GET /courses')).body.courses.find((course: { code: string }) => course.code === code)
    expect(await byCode('R-2')).toMatchObject({ category: 'other', isAsking: true, minutes: 180, teacherText: '外请 张老师' })
    expect(await byCode('R-1')).toMatchObject({ kind: 'onsite', minutes: 100 })

    const { id } = await byCode('R-2')
    await as('gao')(`POST /courses/${id}/core-theory`, { what: 'marked', reason: '按大纲' })
    const unmark = await sheet(
      ['课程编号', '课程名称', '课程类别', '授课方式', '学时', '简介'],
      [['R-2', '理论导读', '其他', '课堂', 4, '导读。']]
    )
    expect(outcomes((await look('/courses', unmark)).body)).toEqual([[4, '理论导读', 'refused']])
  })
})
