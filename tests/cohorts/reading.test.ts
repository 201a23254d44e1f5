import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lineRead } from '../../server/cohorts/line.ts'
import { baseIn, splitIn, teachersIn, venuesIn, type Catalogues } from '../../server/cohorts/named.ts'
import { balanceOf } from '../../server/cohorts/rules.ts'
import { timetableIn, type SheetRead } from '../../server/cohorts/sheet.ts'
import { dayIn, kindOfMethod, kindOfOccasion, spanIn } from '../../server/cohorts/written.ts'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import { blankCell, type Merge, type Sheet } from '../../server/files/tables.ts'

const KNOWN: Catalogues = {
  categories: [
    { code: 'coreTheory', zh: '核心理论' },
    { code: 'partySpirit', zh: '党性教育' },
    { code: 'competency', zh: '履职能力' },
    { code: 'other', zh: '其他' }
  ],
  teachers: [
    { id: 1, name: '林老师', unit: '市委党校' },
    { id: 2, name: '周老师', unit: '县农业农村局' },
    { id: 3, name: '何老师', unit: '县司法局' },
    { id: 4, name: '郭老师', unit: '县司法局' },
    { id: 5, name: '王立言', unit: '县委党校' },
    { id: 6, name: '马志强', unit: '县委党校' },
    { id: 7, name: '马志强', unit: '市委党校' }
  ],
  bases: [
    { id: 51, name: '红石岭党性教育基地' },
    { id: 52, name: '白云镇产业振兴教学点' }
  ],
  venues: [
    { id: 11, name: '一号报告厅', place: '县委党校' },
    { id: 12, name: '二号教室', place: '县委党校' },
    { id: 13, name: '301教室', place: '县委党校' },
    { id: 21, name: '研讨室1', place: '县委党校' },
    { id: 22, name: '研讨室2', place: '县委党校' },
    { id: 23, name: '研讨室3', place: '县委党校' },
    { id: 24, name: '研讨室4', place: '县委党校' }
  ]
}
/** Monday to Wednesday. */
const WEEK = { startsOn: '2026-10-12', endsOn: '2026-10-14' }
const FORTNIGHT = { startsOn: '2026-10-12', endsOn: '2026-10-23' }

const CORE = { category: 'coreTheory', part: 1, whole: 3 }

test.for([
  ['8:30-11:30', 510, 690],
  ['8：30—11：30', 510, 690],
  ['08:30～11:30', 510, 690],
  ['8时30分至11时30分', 510, 690],
  ['14点到17点', 840, 1020],
  ['上午 9:10 - 11:40', 550, 700],
  ['19:00--20:30', 1140, 1230]
] as const)('the time %s is read', ([text, fromMinute, untilMinute]) => {
  expect(spanIn(text)).toEqual({ fromMinute, untilMinute })
})

test.for(['', '上午', '11:30-8:30', '8:30', '9:75-10:00', '9:00-25:00'])('“%s” is no time', text => {
  expect(spanIn(text)).toBeNull()
})

test.for([
  ['10月12日（周一）', '2026-10-12', false],
  ['10月13日(星期二)', '2026-10-13', false],
  ['10.14', '2026-10-14', false],
  ['10/14', '2026-10-14', false],
  ['2026-10-13', '2026-10-13', false],
  ['2026年10月13日', '2026-10-13', false],
  ['周三', '2026-10-14', false],
  ['礼拜一', '2026-10-12', false],
  // Written by hand, and the weekday is wrong: the date stands and is shown.
  ['10月12日（周二）', '2026-10-12', true]
] as const)('the day %s is found among the days of the cohort', ([text, day, isOtherWeekday]) => {
  expect(dayIn(text, WEEK)).toEqual({ day, isOtherWeekday })
})

test('a weekday of the second week is named with its week', () => {
  expect(dayIn('第2周周三', FORTNIGHT)).toEqual({ day: '2026-10-21', isOtherWeekday: false })
  expect(dayIn('第三周周三', FORTNIGHT)).toBeNull()
})

test.for(['10月15日', '周五', '2025-10-12', '', '下周'])('“%s” is no day of this cohort', text => {
  expect(dayIn(text, WEEK)).toBeNull()
})

test.for([
  ['课堂', 'classroom'],
  ['专题讲座', 'classroom'],
  ['现场教学', 'onsite'],
  ['线上', 'online'],
  ['分组研讨', 'discussion'],
  ['情景模拟', 'practice'],
  ['自学', 'selfStudy']
] as const)('授课方式 %s', ([text, kind]) => expect(kindOfMethod(text)).toBe(kind))

test.for([
  ['开班式', 'ceremony'],
  ['结业仪式', 'ceremony'],
  ['学员报到', 'ceremony'],
  ['乘车去白云镇', 'travel'],
  ['返程', 'travel'],
  ['午餐', 'meal'],
  ['党章与党内法规要点', null],
  ['集体经济与村级财务', null]
] as const)('%s is %s', ([title, kind]) => expect(kindOfOccasion(title)).toBe(kind))

describe('names', () => {
  test('the unit before the first of two teachers is the unit of both', () => {
    expect(teachersIn('县司法局 何老师、郭老师', KNOWN)).toEqual({ ids: [3, 4], text: null, unknown: [] })
  })
  test('a part somebody plays is a text and nobody’s name', () => {
    expect(teachersIn('各组组长', KNOWN)).toEqual({ ids: [], text: '各组组长', unknown: [] })
    expect(teachersIn('基地讲解员', KNOWN)).toEqual({ ids: [], text: '基地讲解员', unknown: [] })
  })
  test('who is not in the catalogue stays as a text and is told', () => {
    expect(teachersIn('省委党校 丁教授', KNOWN)).toEqual({ ids: [], text: '省委党校 丁教授', unknown: ['省委党校 丁教授'] })
  })
  test('two teachers of one name are told apart by their unit, and not at all without it', () => {
    expect(teachersIn('市委党校 马志强', KNOWN).ids).toEqual([7])
    expect(teachersIn('马志强', KNOWN).ids).toEqual([])
  })
  test('the one teacher of a surname may be called by it', () => {
    expect(teachersIn('王老师', KNOWN).ids).toEqual([5])
    expect(teachersIn('马老师', KNOWN).ids).toEqual([])
  })
  test('研讨室1-4 are four rooms', () => {
    expect(venuesIn('研讨室1-4', KNOWN)).toEqual({ ids: [21, 22, 23, 24], text: null, unknown: [] })
  })
  test('a place that is no room of the catalogue stays as it was written', () => {
    expect(venuesIn('红石岭教学基地', KNOWN)).toEqual({ ids: [], text: '红石岭教学基地', unknown: ['红石岭教学基地'] })
    expect(venuesIn('县委党校一号报告厅', KNOWN).ids).toEqual([11])
    expect(venuesIn('三楼研讨室7-9', KNOWN)).toEqual({ ids: [], text: '三楼研讨室7-9', unknown: ['三楼研讨室7-9'] })
  })
  test('of several places the rooms are booked and the rest stays as a text', () => {
    expect(venuesIn('301教室、镇礼堂', KNOWN)).toEqual({ ids: [13], text: '镇礼堂', unknown: ['镇礼堂'] })
    expect(venuesIn('研讨室3-5', KNOWN)).toEqual({ ids: [23, 24], text: '研讨室5', unknown: ['研讨室5'] })
  })
  test('a mixed lesson says its minutes, and they add up', () => {
    expect(splitIn('核心理论 90、履职能力 60', 150, KNOWN).categories).toEqual([
      { category: 'coreTheory', minutes: 90 },
      { category: 'competency', minutes: 60 }
    ])
    expect(splitIn('核心理论 90、履职能力 30', 150, KNOWN)).toEqual({ categories: [], unknown: ['核心理论 90、履职能力 30'] })
    expect(splitIn('核心理论、履职能力', 150, KNOWN).categories).toEqual([])
  })
})

const sheetOf = (rows: string[][], merges: Merge[] = []): Sheet => ({
  name: '课程表',
  isHidden: false,
  merges,
  rows: rows.map((texts, at) => ({ number: at + 1, cells: texts.map(text => ({ ...blankCell, text })) }))
})

const HEADINGS = ['日期', '时段', '时间', '课程内容', '授课方式', '授课人', '地点', '学时', '课程类别']

describe('a timetable sheet', () => {
  const written = sheetOf(
    [
      ['第3期村党组织书记培训班课程表'],
      HEADINGS,
      ['10月12日（周一）', '上午', '8:30-9:00', '开班式', '', '', '一号报告厅', '', ''],
      ['', '上午', '9:10-11:40', '核心理论专题（一）', '课堂', '市委党校 林老师', '一号报告厅', '3', '核心理论'],
      ['', '晚上', '19:00-20:30', '分组研讨', '研讨', '各组组长', '研讨室1-4', '2', '其他'],
      ['10月14日（周三）', '下午', '14:30-16:00', '网络课程（自学）', '网络', '', '', '2', '核心理论'],
      ['', '下午', '', '答疑', '课堂', '林老师', '', '', ''],
      ['10月16日（周五）', '上午', '8:30-9:30', '总结', '课堂', '林老师', '', '', '其他'],
      ['备注：请提前十分钟入场。']
    ],
    [{ top: 3, bottom: 5, left: 1, right: 1 }]
  )
  const read = timetableIn(written, WEEK, KNOWN) as SheetRead

  test('is understood row by row; merged days are filled down', () => {
    expect(read.lessons.map(({ number, kind, title, heldOn, minutes }) => [number, kind, title, heldOn, minutes])).toEqual([
      [3, 'ceremony', '开班式', '2026-10-12', 0],
      [4, 'classroom', '核心理论专题（一）', '2026-10-12', 150],
      [5, 'discussion', '分组研讨', '2026-10-12', 90],
      [6, 'online', '网络课程（自学）', '2026-10-14', 0]
    ])
    expect(read.lessons[1]).toMatchObject({
      teacherIds: [1],
      teacherText: null,
      venueIds: [11],
      categories: [{ category: 'coreTheory', minutes: 150 }],
      flags: []
    })
    expect(read.lessons[2]).toMatchObject({ teacherIds: [], teacherText: '各组组长', venueIds: [21, 22, 23, 24] })
  })
  test('no row is lost: what cannot be a lesson is refused with its reason, what lies below the table is dropped', () => {
    expect(read.refused).toEqual([
      { number: 7, why: 'no-time', text: '' },
      { number: 8, why: 'outside-the-cohort', text: '10月16日（周五）' }
    ])
    const long = '长'.repeat(121)
    const tooLong = timetableIn(sheetOf([HEADINGS, ['10月12日', '', '9:00-10:00', long]]), WEEK, KNOWN) as SheetRead
    expect([tooLong.lessons, tooLong.refused]).toEqual([[], [{ number: 2, why: 'too-long', text: long }]])
    expect(read.dropped).toEqual([9])
  })
  test('what could not be used is shown, never guessed', () => {
    const odd = timetableIn(
      sheetOf([HEADINGS, ['10月12日（周二）', '', '9:00-10:00', '防汛准备', '', '省委党校 丁教授', '三号楼', '', '安全']]),
      WEEK,
      KNOWN
    ) as SheetRead
    expect(odd.lessons[0]!.flags).toEqual([
      { what: 'weekday-differs', text: '10月12日（周二）' },
      { what: 'kind-not-said', text: '' },
      { what: 'category-unknown', text: '安全' },
      { what: 'teacher-unknown', text: '省委党校 丁教授' },
      { what: 'venue-unknown', text: '三号楼' }
    ])
  })
  test('columns may stand in another order under other headings', () => {
    const other = timetableIn(
      sheetOf([
        ['课程名称', '主讲教师', '教学形式', '上课时间', '日期'],
        ['村级财务管理', '县农业农村局 周老师', '面授', '14：30—17：00', '10月12日']
      ]),
      WEEK,
      KNOWN
    ) as SheetRead
    expect(other.lessons[0]).toMatchObject({
      title: '村级财务管理',
      kind: 'classroom',
      teacherIds: [2],
      heldOn: '2026-10-12',
      fromMinute: 870
    })
  })
  test('a sheet that is no timetable is not taken for one', () => {
    expect(
      timetableIn(
        sheetOf([
          ['姓名', '性别'],
          ['林文博', '男']
        ]),
        WEEK,
        KNOWN
      )
    ).toBeNull()
  })
})

const SAMPLE = new URL('../../../shared/samples/timetable.xlsx', import.meta.url)

test.skipIf(!existsSync(SAMPLE))(
  'a timetable that was sent: 330 core of 960 before the online row has its film, 420 of 1,050 with 90 minutes',
  async () => {
    const sheets = await readSheets(readFileSync(SAMPLE), 'timetable.xlsx')
    if (isUnreadable(sheets)) throw new Error('unreadable')
    const read = timetableIn(sheets[0]!, WEEK, KNOWN) as SheetRead
    expect([read.lessons.length, read.refused, read.dropped]).toEqual([9, [], []])
    const timed = read.lessons.map(lesson => ({ ...lesson, counts: !['ceremony', 'travel', 'meal'].includes(lesson.kind) }))
    expect(balanceOf(timed, CORE)).toMatchObject({ all: 960, inCategory: 330, isMet: true })
    const filmed = timed.map(lesson =>
      lesson.kind === 'online' ? { ...lesson, minutes: 90, categories: [{ category: 'coreTheory', minutes: 90 }] } : lesson
    )
    expect(balanceOf(filmed, CORE)).toMatchObject({ all: 1050, inCategory: 420 })
    expect(read.lessons.flatMap(({ number, flags }) => flags.map(({ what, text }) => [number, what, text]))).toEqual([])
  }
)

describe('a line that is typed', () => {
  test('周一 9:00-10:30 理论 王老师 301', () => {
    expect(lineRead('周一 9:00-10:30 理论 王老师 301', WEEK, KNOWN)).toEqual({
      heldOn: '2026-10-12',
      fromMinute: 540,
      untilMinute: 630,
      kind: 'classroom',
      category: 'coreTheory',
      title: null,
      teacherIds: [5],
      venueIds: [13]
    })
  })
  test('words come in any order, and what is left over is the name', () => {
    expect(lineRead('村级财务 二号教室 周老师 10月13日 履职 14:30-17:00', WEEK, KNOWN)).toMatchObject({
      heldOn: '2026-10-13',
      fromMinute: 870,
      category: 'competency',
      title: '村级财务',
      teacherIds: [2],
      venueIds: [12]
    })
  })
  test('a ceremony counts for nothing and keeps its name', () => {
    expect(lineRead('周一 8:30-9:00 开班式 一号报告厅', WEEK, KNOWN)).toMatchObject({
      kind: 'ceremony',
      category: null,
      title: '开班式',
      venueIds: [11]
    })
  })
  test('a name in quotation marks is a name, whatever it says', () => {
    expect(lineRead('周二 9:00-10:00 研讨 “核心理论 301”', WEEK, KNOWN)).toMatchObject({
      kind: 'discussion',
      category: null,
      title: '核心理论 301',
      venueIds: []
    })
  })
  test('what is not said is not guessed', () => {
    expect(lineRead('理论', WEEK, KNOWN)).toMatchObject({ heldOn: null, fromMinute: null, untilMinute: null, title: null })
  })
})

test.for([
  ['红石岭党性教育基地', 51],
  ['青石镇 红石岭党性教育基地', 51],
  ['白云镇', 52],
  ['白云镇产业振兴教学点、镇礼堂', 52],
  ['县党校 301', null],
  ['基地', null],
  ['', null]
] as const)('the place %s names the base %s', ([cell, id]) => {
  expect(baseIn(cell, KNOWN)).toBe(id)
})
