/** The four annexes, in the headings of the department's forms (D, E, G, H). */
import type { Lesson } from '../../cohorts/queries.ts'
import { asHeld, placeOf } from '../../cohorts/rules.ts'
import { runsOf, type Form, type FormCell } from '../../files/forms.ts'
import { clockOf, fromTo, inFull, onTwoLines } from '../../time/chineseDates.ts'
import { slotOf, type Slot } from '../../time/halfDays.ts'
import { ANNEXES, hoursOf, METHODS } from './rules.ts'

const cell = (text: FormCell['text'], more: Omit<FormCell, 'text'> = {}): FormCell => ({ text, ...more })
const blanks = (many: number): FormCell[] => Array.from({ length: many }, () => cell(null))
const SLOTS: Record<Slot, string> = { am: '上午', pm: '下午', eve: '晚上' }

export type Timetabled = {
  cohortName: string
  organisationName: string
  lessons: readonly Lesson[]
  /** 单位职务 of a teacher, by id. */
  postOf: ReadonlyMap<number, string>
  /** By code. */
  categories: ReadonlyMap<string, string>
  /** What the slot of this day earns, in centi-credits. */
  creditOf: (day: string, slot: Slot) => number
  /** What a lesson over a window earns. */
  creditOfOpen: (lesson: Lesson) => number
  /** Minutes of electives everybody has to choose. */
  electiveMinutes: number
  total: number
}

/**
 * Form G 课程表, two-dimensional: a day goes over its slots, a slot over its lessons, and 学时 are those of the slot. Lessons that are open over
 * a window have no hour, and stand below in a part of their own.
 */
export const timetableForm = (asked: Timetabled): Form => {
  const { cohortName, organisationName, creditOf, total, electiveMinutes } = asked
  const lessons = asked.lessons.filter(({ closesOn }) => closesOn === null)
  const open = asked.lessons.filter(({ closesOn }) => closesOn !== null)
  const days = runsOf(lessons, ({ heldOn }) => heldOn)
  const slots = runsOf(lessons, ({ heldOn, fromMinute }) => heldOn + slotOf(fromMinute))
  const hasNone = asHeld(asked.lessons).length < asked.lessons.length
  return {
    name: ANNEXES[0],
    title: `${cohortName}课程表`,
    under: [
      `主办单位：${organisationName}　　总学时：${hoursOf(total)}${electiveMinutes ? `　　另须选学不少于${electiveMinutes}分钟选修课` : ''}`
    ],
    isLandscape: true,
    widths: [12, 5, 12, 23, 7, 18, 7, 17, 5, 11, 9],
    head: [
      [
        '日期（星期）',
        '时段',
        '时间',
        '课程内容（题目）',
        '授课方式',
        '授课人（单位职务）',
        '主持人',
        '地点',
        '学时',
        '课程类别',
        '备注'
      ].map(heading => cell(heading))
    ],
    rows: [
      ...lessons.map((lesson, at) => {
        const slot = slotOf(lesson.fromMinute)
        return [
          ...(days[at] ? [cell(onTwoLines(lesson.heldOn), { down: days[at] })] : []),
          ...(slots[at] ? [cell(SLOTS[slot], { down: slots[at] })] : []),
          cell(`${clockOf(lesson.fromMinute)}–${clockOf(lesson.untilMinute)}`),
          cell(lesson.title, { align: 'left' }),
          cell(METHODS[lesson.kind]),
          cell(taughtBy(lesson, asked.postOf)),
          cell(null),
          cell(placeOf(lesson)),
          ...(slots[at] ? [cell(creditOf(lesson.heldOn, slot) / 100 || null, { down: slots[at] })] : []),
          cell(categoryOf(lesson, asked.categories)),
          cell(remarkOf(lesson))
        ]
      }),
      ...openRows(open, asked)
    ],
    after: hasNone ? ['标明“未开课”的课已取消，按原计划列出。'] : []
  }
}

const openRows = (open: readonly Lesson[], { postOf, categories, creditOfOpen }: Timetabled): FormCell[][] => [
  ...(open.length ? [[cell('开放学习（在规定日期内自行安排时间，网上完成）', { across: 11 })]] : []),
  ...open.map(lesson => [
    cell(fromTo(lesson.heldOn, lesson.closesOn!), { across: 3 }),
    cell(lesson.title, { align: 'left' }),
    cell(METHODS[lesson.kind]),
    cell(taughtBy(lesson, postOf)),
    cell(null),
    cell(null),
    cell(creditOfOpen(lesson) / 100 || null),
    cell(categoryOf(lesson, categories)),
    cell(remarkOf(lesson))
  ])
]

/** 县委党校高级讲师 贺老师、各组组长 */
const taughtBy = ({ teachers, teacherText }: Lesson, postOf: ReadonlyMap<number, string>): string | null =>
  [...teachers.map(({ id, name }) => [postOf.get(id), name].filter(Boolean).join(' ')), teacherText].filter(Boolean).join('、') ||
  null

const categoryOf = ({ categories }: Lesson, named: ReadonlyMap<string, string>): string | null =>
  categories
    .map(({ category, minutes }) =>
      [named.get(category) ?? category, ...(categories.length > 1 ? [`${minutes}分钟`] : [])].join(' ')
    )
    .join('、') || null

const remarkOf = (lesson: Lesson): string | null => {
  const { wasHeld, gatherMinute, gatherPlace, closesOn, isElective, requires, combinedWith } = lesson
  const said = [
    isElective ? '选修' : closesOn ? '必修' : null,
    requires.length ? `先修${requires.map(({ name }) => `“${name}”`).join('、')}` : null,
    gatherMinute === null ? null : `${clockOf(gatherMinute)} ${gatherPlace ?? ''}集合`,
    combinedWith.length ? `合班：${combinedWith.map(({ cohortName }) => cohortName).join('、')}` : null,
    wasHeld === false ? '未开课' : null
  ]
  return said.filter(Boolean).join('；') || null
}

export type UnitDue = { name: string; due: number; covered: number }

/** Form D 名额分配表. Without a requirement there are no 应训 and 已训, and their columns stay blank too. */
export const quotaForm = (
  cohort: { cohortName: string; stratumZh: string; capacity: number; countedOn: string; requirementZh: string | null },
  units: readonly UnitDue[]
): Form => {
  const isCounted = cohort.requirementZh !== null
  const sum = (of: (unit: UnitDue) => number) => (isCounted ? units.reduce((all, unit) => all + of(unit), 0) : null)
  return {
    name: ANNEXES[1],
    title: `${cohort.cohortName}名额分配表`,
    under: [
      `培训对象：${cohort.stratumZh}　　名额：${cohort.capacity}`,
      ...(isCounted ? [`应训、已训人数截至${inFull(cohort.countedOn)}，按“${cohort.requirementZh}”计算`] : [])
    ],
    isLandscape: false,
    widths: [7, 22, 11, 11, 11, 8, 9, 8, 12],
    head: [
      [
        ...['序号', '单位', '应训人数', '已训人数', '分配名额'].map(heading => cell(heading, { down: 2 })),
        cell('其中', { across: 3 }),
        cell('备注', { down: 2 })
      ],
      ['书记', '副书记', '委员'].map(heading => cell(heading))
    ],
    rows: [
      ...units.map(({ name, due, covered }, at) => [
        cell(at + 1),
        cell(name, { align: 'left' }),
        cell(isCounted ? due : null),
        cell(isCounted ? covered : null),
        ...blanks(5)
      ]),
      [cell('合计', { across: 2 }), cell(sum(({ due }) => due)), cell(sum(({ covered }) => covered)), ...blanks(5)]
    ],
    after: []
  }
}

const REPLY_ROWS = 10

/** Form E 报名回执（报名表）, blank. */
export const replyForm = (cohortName: string): Form => ({
  name: ANNEXES[2],
  title: `${cohortName}报名回执`,
  under: [],
  isLandscape: true,
  widths: [5, 8, 5, 6, 9, 8, 11, 18, 9, 18, 12, 6, 9, 9, 8],
  head: [
    [
      '序号',
      '姓名',
      '性别',
      '民族',
      '出生年月',
      '学历',
      '政治面貌（入党时间）',
      '工作单位及职务（党组织名称及党内职务）',
      '所属领域',
      '身份证号',
      '手机号码',
      '是否住宿',
      '是否清真餐／饮食要求',
      '乘车方式',
      '备注'
    ].map(heading => cell(heading))
  ],
  rows: Array.from({ length: REPLY_ROWS }, (_, at) => [cell(at + 1), ...blanks(14)]),
  after: ['单位（盖章）：　　　　　　　　　　填报人：　　　　　　　联系电话：　　　　　　　填报日期：']
})

export type Seated = { number: number; group: string | null; name: string; unitAndPost: string }

/** More days than these make the columns too narrow to sign in; the next ones get a table of their own. */
const DAYS_ACROSS = 5
const BLANK_ROWS = 20
const DAILY = ['应到', '实到', '请假', '迟到', '早退', '旷课', '出勤率'] as const

/** Form H 签到表: a column to sign in for each slot of each day; who leads the day counts below. */
export const signInForms = (cohortName: string, days: readonly string[], seated: readonly Seated[]): Form[] => {
  const parts = Array.from({ length: Math.max(1, Math.ceil(days.length / DAYS_ACROSS)) }, (_, at) =>
    days.slice(at * DAYS_ACROSS, (at + 1) * DAYS_ACROSS)
  )
  return parts.map((part, at) => signInForm(cohortName, part, seated, parts.length > 1 ? at + 1 : null))
}

const signInForm = (cohortName: string, days: readonly string[], seated: readonly Seated[], part: number | null): Form => {
  const signatures = days.length * 3
  const people = seated.length
    ? seated.map(({ number, group, name, unitAndPost }) => [
        cell(number),
        cell(group),
        cell(name),
        cell(unitAndPost, { align: 'left' })
      ])
    : Array.from({ length: BLANK_ROWS }, (_, at) => [cell(at + 1), ...blanks(3)])
  return {
    name: part === null ? ANNEXES[3] : `${ANNEXES[3]}（${part}）`,
    title: `${cohortName}签到表${part === null ? '' : `（${part}）`}`,
    under: [],
    isLandscape: true,
    widths: [5, 6, 9, 22, ...Array.from({ length: signatures }, () => 7), 8],
    head: [
      [
        ...['序号', '组别', '姓名', '单位及职务'].map(heading => cell(heading, { down: 2 })),
        ...days.map(day => cell(onTwoLines(day), { across: 3 })),
        cell('备注', { down: 2 })
      ],
      days.flatMap(() => Object.values(SLOTS).map(slot => cell(slot)))
    ],
    rows: [
      ...people.map(row => [...row, ...blanks(signatures + 1)]),
      ...DAILY.map(what => [
        cell(what, { across: 4 }),
        ...Array.from({ length: signatures }, () => cell(what === '应到' && seated.length ? seated.length : null)),
        cell(null)
      ])
    ],
    after: []
  }
}
