import { existsSync, readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { publish, setUp } from './timetables.ts'

/** Timetables as people have them: typed in a line, sent as a workbook, pasted out of one. */
let world: World
let cohortId: number
const known: Record<string, number> = {}
const WEEK = { startsOn: '2026-10-12', endsOn: '2026-10-14' }
beforeAll(async () => {
  world = await makeWorld()
  const organisationId = world.at['安澜县']
  for (const [name, unit] of [
    ['王立言', '县委党校'],
    ['林老师', '市委党校'],
    ['何老师', '县司法局'],
    ['郭老师', '县司法局']
  ] as const)
    known[name] = (await wang('POST /teachers', { organisationId, name, unit, title: '讲师' })).body.id
  for (const name of ['一号报告厅', '301教室', '研讨室1', '研讨室2', '研讨室3', '研讨室4'])
    known[name] = (await wang('POST /venues', { organisationId, name, place: '县委党校', capacity: 60 })).body.id
  cohortId = (await setUp(world, [], WEEK)).cohortId
})
afterAll(() => world.close())

const wang = (call: string, body?: object | Buffer) => world.as('wang')(call, body)
const line = (text: string) => wang(`GET /cohorts/${cohortId}/line?text=${encodeURIComponent(text)}`)
const reading = (content: Buffer, fileName: string, into = cohortId) =>
  wang(`POST /cohorts/${into}/timetable/reading?fileName=${encodeURIComponent(fileName)}`, content)

test('a line is understood by the catalogues; what it does not say is null', async () => {
  expect((await line('周一 9:00-10:30 理论 王老师 301')).body).toEqual({
    heldOn: '2026-10-12',
    fromMinute: 540,
    untilMinute: 630,
    kind: 'classroom',
    category: 'coreTheory',
    title: null,
    teachers: [{ id: known['王立言'], name: '王立言' }],
    venues: [{ id: known['301教室'], name: '县委党校 301教室' }]
  })
  expect((await line('研讨 “村务公开” 研讨室1-4 各组组长')).body).toMatchObject({
    heldOn: null,
    fromMinute: null,
    kind: 'discussion',
    title: '村务公开',
    venues: [1, 2, 3, 4].map(at => ({ name: `县委党校 研讨室${at}` }))
  })
})

/** Form G as class supervisors send it: title rows, days merged over their lessons, a remark below. */
const ROWS = [
  ['10月12日（周一）', '上午', '8:30-9:00', '开班式', '', '', '一号报告厅', '', ''],
  ['', '上午', '9:10-11:40', '核心理论专题（一）', '课堂', '市委党校 林老师', '一号报告厅', '3', '核心理论'],
  ['', '晚上', '19:00-20:30', '分组研讨', '研讨', '各组组长', '研讨室1-4', '2', '其他'],
  ['10月13日（周二）', '下午', '14:30-16:30', '矛盾纠纷调解', '课堂', '县司法局 何老师、郭老师', '镇礼堂', '2', ''],
  ['10月14日（周三）', '下午', '14:30-16:00', '网络课程', '网络', '', '', '2', '核心理论'],
  ['10月19日（周一）', '上午', '8:30-9:30', '总结', '课堂', '林老师', '', '', '其他']
]
const HEADINGS = ['日期', '时段', '时间', '课程内容', '授课方式', '授课人', '地点', '学时', '课程类别']

const workbook = async (): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('填写说明').addRow(['请按表头填写。'])
  const sheet = book.addWorksheet('课程表')
  for (const row of [['第3期村党组织书记培训班课程表'], HEADINGS, ...ROWS, ['备注：请提前十分钟入场。']]) sheet.addRow(row)
  sheet.mergeCells(1, 1, 1, HEADINGS.length)
  sheet.mergeCells(3, 1, 5, 1)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const UNDERSTOOD = {
  lessons: [
    { row: 3, kind: 'ceremony', title: '开班式', heldOn: '2026-10-12', minutes: 0, categories: [], flags: [] },
    {
      row: 4,
      kind: 'classroom',
      title: '核心理论专题（一）',
      minutes: 150,
      categories: [{ category: 'coreTheory', minutes: 150 }],
      teachers: [{ name: '林老师' }],
      teacherText: null,
      venues: [{ name: '县委党校 一号报告厅' }],
      flags: []
    },
    {
      row: 5,
      kind: 'discussion',
      teachers: [],
      teacherText: '各组组长',
      venues: [1, 2, 3, 4].map(at => ({ name: `县委党校 研讨室${at}` })),
      flags: []
    },
    {
      row: 6,
      heldOn: '2026-10-13',
      minutes: 120,
      categories: [],
      teachers: [{ name: '何老师' }, { name: '郭老师' }],
      venues: [],
      placeText: '镇礼堂',
      flags: [
        { what: 'category-not-said', text: '' },
        { what: 'venue-unknown', text: '镇礼堂' }
      ]
    },
    { row: 7, kind: 'online', minutes: 0, categories: [], flags: [] }
  ],
  refused: [{ row: 8, why: 'outside-the-cohort', text: '10月19日（周一）' }],
  dropped: [9]
}

describe('a sheet', () => {
  test('that is sent as a workbook is understood row by row, flags and refusals with it, and nothing is written', async () => {
    const answer = await reading(await workbook(), '课程表.xlsx')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ sheetName: '课程表', ...UNDERSTOOD })
    expect((await wang(`GET /cohorts/${cohortId}`)).body.lessons).toEqual([])
    expect((await auditLinesOf(world.database, 'POST /cohorts/:cohortId/timetable/reading')).at(-1)).toMatchObject({
      details: { cohortId, fileName: '课程表.xlsx', lessons: 5 }
    })
  })

  test('whose cells were pasted, headings and all, is understood the same, commas or not', async () => {
    // A remark with more commas than the row has cells.
    const remark = ['备注', '一,二,三,四,五,六,七,八,九,十,十一,十二']
    const cells = [HEADINGS, ...ROWS]
      .map((row, at) => [...row, remark[Math.min(at, 1)]!].map(cell => cell.replace('、', ',')).join('\t'))
      .join('\r\n')
    const { body } = await reading(Buffer.from(cells), 'pasted.tsv')
    expect(body).toMatchObject({
      lessons: UNDERSTOOD.lessons.map(lesson => ({ ...lesson, row: lesson.row - 1 })),
      refused: [{ row: 7, why: 'outside-the-cohort' }],
      dropped: []
    })
  })

  test('goes in as one act once its category is chosen, and comes back out as one', async () => {
    const { body } = await reading(await workbook(), '课程表.xlsx')
    const add = body.lessons.map(
      ({ row: _row, flags: _flags, teachers, venues, baseName: _base, ...lesson }: typeof body.lessons) => ({
        ...lesson,
        courseVersionId: null,
        teacherIds: teachers.map(({ id }: { id: number }) => id),
        venueIds: venues.map(({ id }: { id: number }) => id)
      })
    )
    const put = (lessons: object[]) => wang(`POST /cohorts/${cohortId}/timetable`, { remove: [], change: [], add: lessons })
    const unsaid = await put(add)
    expect([unsaid.status, unsaid.body.code, unsaid.body.field]).toEqual([400, 'categories-differ', 'add.3.categories'])
    add[3].categories = [{ category: 'competency', minutes: 120 }]
    const done = await put(add)
    expect(done.body.planned).toMatchObject({ all: 360, inCategory: 150, isMet: true })
    await publish(world, cohortId)
    const another = await setUp(world, [], WEEK)
    const clashing = await wang(`POST /cohorts/${another.cohortId}/timetable`, { remove: [], change: [], add })
    expect(clashing.body.conflicts).toHaveLength(9)
    await wang(`POST /cohorts/${another.cohortId}/timetable`, { remove: clashing.body.added, change: [], add: [] })
    expect((await wang(`GET /cohorts/${another.cohortId}`)).body.lessons).toEqual([])
  })

  test.each([
    ['nothing at all', Buffer.alloc(0), 'a.xlsx', 'no-file'],
    ['a text that is no table', Buffer.from('不是表格'), 'a.xlsx', 'not-a-workbook'],
    ['a damaged workbook', Buffer.from('PK\u0003\u0004.........'), 'a.xlsx', 'damaged'],
    ['cells without their headings', Buffer.from(ROWS[1]!.join('\t')), 'pasted.tsv', 'no-timetable'],
    ['more than it may weigh', Buffer.alloc(2 * 1024 * 1024 + 1, 'a'), 'a.csv', 'too-large'],
    [
      'more lessons than one act takes',
      Buffer.from(
        [HEADINGS, ...Array.from({ length: 301 }, () => ROWS[1]!.with(0, '10月12日'))].map(row => row.join('\t')).join('\n')
      ),
      'pasted.tsv',
      'too-many-rows'
    ]
  ])('that is %s is refused', async (_said, content, fileName, code) => {
    const answer = await reading(content, fileName)
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([400, code, 'file'])
  })
})

const SAMPLE = new URL('../../../shared/samples/timetable.xlsx', import.meta.url)

test.skipIf(!existsSync(SAMPLE))('the timetable that was sent has 330 core of 960 minutes before its film', async () => {
  const { body } = await reading(readFileSync(SAMPLE), 'timetable.xlsx')
  const counted = body.lessons.flatMap(({ categories }: { categories: { category: string; minutes: number }[] }) => categories)
  const sum = (parts: { minutes: number }[]) => parts.reduce((all, { minutes }) => all + minutes, 0)
  expect([body.lessons.length, body.refused]).toEqual([9, []])
  expect([sum(counted.filter(({ category }: { category: string }) => category === 'coreTheory')), sum(counted)]).toEqual([
    330, 960
  ])
})
