import { cellReader, headingRowOf, type Columns } from '../files/headings.ts'
import type { Row, Sheet } from '../files/tables.ts'
import type { Day } from '../time/dates.ts'
import { baseIn, splitIn, teachersIn, venuesIn, type Catalogues } from './named.ts'
import { doesCount, type CategoryMinutes, type FLAGS, type LessonKind, type ROWS_REFUSED } from './rules.ts'
import { dayIn, kindOfMethod, kindOfOccasion, spaced, spanIn, tidy, type Between } from './written.ts'

/** A row of a timetable sheet as it was understood. `number` counts rows as the spreadsheet does. */
export type LessonRead = {
  number: number
  kind: LessonKind
  title: string
  heldOn: Day
  fromMinute: number
  untilMinute: number
  minutes: number
  categories: CategoryMinutes[]
  teacherIds: number[]
  teacherText: string | null
  venueIds: number[]
  placeText: string | null
  /** Of a row of any kind: it may still become an on-site one. */
  baseId: number | null
  flags: Flag[]
}

/** Let in, but shown: something was written that could not be used as it stands. `text` is what. */
export type Flag = { what: (typeof FLAGS)[number]; text: string }

export type RowRefused = { number: number; why: (typeof ROWS_REFUSED)[number]; text: string }
export type SheetRead = { lessons: LessonRead[]; refused: RowRefused[]; dropped: number[] }

type Field = 'date' | 'slot' | 'time' | 'title' | 'method' | 'teacher' | 'chair' | 'place' | 'hours' | 'category' | 'remark'

/** Headings of form G, and those seen beside them; without spaces and brackets. */
const headings: [RegExp, Field][] = [
  [/^(日期|时间日期|培训日期|上课日期|星期)(星期|周次)?$/, 'date'],
  [/^(时段|午别|上下午)$/, 'slot'],
  [/^(时间|上课时间|起止时间|具体时间|课时时间|时间安排)$/, 'time'],
  [/^(课程|教学)?(内容|课程名称|题目|课题|课程内容|安排|活动|专题|主题)(题目)?$|^课程$|^教学内容$|^培训内容$/, 'title'],
  [/^(授课|教学|培训|课程)?(方式|形式)$/, 'method'],
  [/^(授课|主讲|任课|讲课)(人|教师|老师|专家)?(单位职务)?$|^教师$|^师资$|^讲解人$/, 'teacher'],
  [/^主持人?$/, 'chair'],
  [/^(授课|上课|教学|培训)?(地点|场所|教室)$/, 'place'],
  [/^(学时|课时|学时数)$/, 'hours'],
  [/^(课程|内容)?(类别|类型|分类|模块)$/, 'category'],
  [/^备注$/, 'remark']
]

const fieldOf = (heading: string): Field | null => {
  const plain = tidy(heading).replace(/[\s/:：]|[（(].*$/g, '')
  return headings.find(([word]) => word.test(plain))?.[1] ?? null
}

/** A day stands once above the lessons of the day, merged or not. */
const readerOf = (sheet: Sheet, columns: Columns<Field>) => {
  const cellOf = cellReader(sheet, columns)
  return (row: Row, field: Field): string => {
    const cell = cellOf(row, field)
    return cell ? spaced(cell.date ?? cell.text) : ''
  }
}

/** What a lesson keeps of a text. */
const LONGEST = 120

const AFTER_THE_TABLE = /^(备注|说明|注|合计|总计|填报|制表|审核|联系人|班主任)[:：]?/

/**
 * A timetable as class supervisors send it (form G). Every row below the heading is a lesson, is refused with a reason, or is dropped because
 * it lies after the table. Null: the sheet has no heading row that names what is taught and when.
 */
export const timetableIn = (sheet: Sheet, between: Between, known: Catalogues): SheetRead | null => {
  const header = headingRowOf(sheet, fieldOf, columns => columns.has('title') && columns.has('time'))
  if (!header) return null
  const read = readerOf(sheet, header.columns)
  const lessons: LessonRead[] = []
  const refused: RowRefused[] = []
  const dropped: number[] = []
  let day = ''
  for (const row of sheet.rows.filter(({ number }) => number > header.row)) {
    day = read(row, 'date') || day
    const title = read(row, 'title')
    const span = spanIn(read(row, 'time')) ?? spanIn(read(row, 'date'))
    if (
      !span &&
      (AFTER_THE_TABLE.test(tidy(row.cells.find(cell => cell.text.trim())?.text ?? '')) || (!title && !read(row, 'time')))
    ) {
      dropped.push(row.number)
      continue
    }
    const on = dayIn(day, between)
    const refuse = (why: RowRefused['why'], text: string) => refused.push({ number: row.number, why, text })
    const tooLong = [title, read(row, 'teacher'), read(row, 'place')].find(text => text.length > LONGEST)
    if (!title) refuse('no-title', '')
    else if (!span) refuse('no-time', read(row, 'time'))
    else if (tooLong) refuse('too-long', tooLong)
    else if (!on) refuse(day ? 'outside-the-cohort' : 'no-day', day)
    else
      lessons.push({
        number: row.number,
        title,
        heldOn: on.day,
        ...span,
        ...taught(title, span.untilMinute - span.fromMinute, field => read(row, field), known, on.isOtherWeekday ? day : null)
      })
  }
  return { lessons, refused, dropped }
}

/** What is taught, by whom, where, and for how long it counts. An online lesson counts what its course is measured to last, so nothing here. */
const taught = (title: string, lasts: number, read: (field: Field) => string, known: Catalogues, otherWeekday: string | null) => {
  const flags: Flag[] = otherWeekday === null ? [] : [{ what: 'weekday-differs', text: otherWeekday }]
  const flag = (what: Flag['what'], texts: readonly string[]) => flags.push(...texts.map(text => ({ what, text })))
  const method = read('method')
  const kind = kindOfMethod(method) ?? kindOfOccasion(title) ?? 'classroom'
  if (kind === 'classroom' && !kindOfMethod(method)) flag('kind-not-said', [method])
  const counts = doesCount(kind) && kind !== 'online'
  const minutes = counts ? lasts : 0
  const split = splitIn(read('category'), minutes, known)
  if (counts && !split.categories.length)
    flag(split.unknown.length ? 'category-unknown' : 'category-not-said', split.unknown.length ? split.unknown : [''])
  const teachers = teachersIn(read('teacher'), known)
  const venues = venuesIn(read('place'), known)
  flag('teacher-unknown', teachers.unknown)
  flag('venue-unknown', kind === 'onsite' ? [] : venues.unknown)
  return {
    kind,
    minutes,
    categories: counts ? split.categories : [],
    teacherIds: teachers.ids,
    teacherText: teachers.text,
    venueIds: venues.ids,
    placeText: venues.text,
    baseId: baseIn(read('place'), known),
    flags
  }
}
