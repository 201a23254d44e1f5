import {
  COURSES,
  MORE_OF_TEACHERS,
  MOVED_ON,
  ROOMS_BESIDES,
  TEACHERS_BESIDES,
  TEXTBOOKS
} from '../content/demonstration/catalogues.ts'
import { ROOMS, TEACHERS } from '../content/demonstration/timetables.ts'
import type { Ask } from './demonstrationYear.ts'
import { daysAfter, type Day } from './time/dates.ts'

export type DemoCatalogues = { venues: Map<string, number>; teachers: Map<string, number>; courses: Map<string, number> }

/** Teachers, rooms, textbooks and courses of the county, as they were put in at the beginning of the year. */
export const addCatalogues = async (ask: Ask, organisationId: number): Promise<DemoCatalogues> => {
  const add = async (call: string, body: object) => (await ask('wang', call, { organisationId, ...body })).id
  const [venues, teachers, books, courses] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>()
  ]
  for (const name of ROOMS)
    venues.set(
      name,
      await add('POST /venues', {
        name,
        place: '县委党校',
        capacity: name === '二号教室' ? 30 : 160,
        kind: 'hall',
        equipment: '投影、扩音'
      })
    )
  for (const room of ROOMS_BESIDES) venues.set(room.name, await add('POST /venues', room))
  for (const teacher of TEACHERS)
    teachers.set(teacher.name, await add('POST /teachers', { ...teacher, ...MORE_OF_TEACHERS[teacher.name] }))
  for (const teacher of TEACHERS_BESIDES) teachers.set(teacher.name, await add('POST /teachers', teacher))
  for (const book of TEXTBOOKS) books.set(book.name, await add('POST /textbooks', book))
  for (const { teacher, textbook, ...course } of COURSES)
    courses.set(
      course.code,
      await add('POST /courses', {
        ...course,
        teacherId: teachers.get(teacher) ?? null,
        teacherText: null,
        materialsNote: null,
        textbookIds: textbook ? [books.get(textbook)!] : []
      })
    )
  return { venues, teachers, courses }
}

/** What became of them: one teacher got another title and left; two courses asked to be core theory, of which the city marked one. */
export const changesOf = (
  ask: Ask,
  { teachers, courses }: DemoCatalogues,
  today: Day
): { on: Day; act: () => Promise<void> }[] => {
  const teacherId = teachers.get(MOVED_ON.name)!
  const change = async (changed: object) => {
    const known = (await ask('wang', `GET /teachers/${teacherId}`)) as unknown as Record<string, unknown>
    const { id: _id, organisationId: _at, organisationName: _name, isHidden: _h, mayChange: _m, lectures: _l, ...facts } = known
    await ask('wang', `PUT /teachers/${teacherId}`, { ...facts, ...changed })
  }
  const request = async (code: string, reason: string) => {
    await ask('wang', `POST /courses/${courses.get(code)}/core-theory-requests`, { reason })
  }
  return [
    { on: daysAfter(today, -200), act: () => change({ title: MOVED_ON.title }) },
    { on: daysAfter(today, -150), act: () => request('AL-04', '按市里教学大纲第二单元讲授，讲义附后。') },
    {
      on: daysAfter(today, -140),
      act: async () => {
        const body = { what: 'marked', reason: '讲义与大纲一致，同意标注。' }
        await ask('gao', `POST /courses/${courses.get('AL-04')}/core-theory`, body)
      }
    },
    {
      on: daysAfter(today, -60),
      act: async () => {
        await change({ remark: MOVED_ON.remark })
        await ask('wang', `POST /teachers/${teacherId}/visibility`, { isHidden: true })
      }
    },
    { on: daysAfter(today, -5), act: () => request('AL-05', '导读的是大纲指定篇目，请标为核心理论。') }
  ]
}
