import { endpoints } from '../http/endpoints.ts'
import { badInput, Refusal } from '../http/refusals.ts'
import type { Unreadable } from '../files/unreadable.ts'
import type { Sheet } from '../files/tables.ts'
import { cataloguesFor } from './catalogues.ts'
import { timetable } from './contract.ts'
import { changeTogether, type Along } from './combined/joining.ts'
import { lineRead } from './line.ts'
import { refusalFor } from './meanwhile.ts'
import { cohortToManage } from './permissions.ts'
import { releaseLessons } from './prerequisites/queries.ts'
import type { Lesson } from './queries.ts'
import { ofItem, type Item } from './refusals.ts'
import { alsoNoted, holdAll, meaningOf } from './routes.ts'
import { timetableIn } from './sheet.ts'
import { addLesson, removeLesson, type Written } from './timetable.ts'
import { isAsSeen, lessonToChange, lessonWritten, toChange, usableBy } from './writing.ts'

/** What is wrong with one of many is told with its name and place. */
const about = async <Result>(item: Item, act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act()
  } catch (error) {
    const refusal = meaningOf(error)
    throw refusal ? ofItem(refusal, item) : error
  }
}

const noTimetable = () =>
  badInput(
    'no-timetable',
    '没有找到课程表的表头：要有“课程内容”和“时间”两栏。从表格里粘贴时，请连表头一起复制。',
    'There is no heading row of a timetable: it names what is taught and when. When cells are pasted, the headings go with them.',
    { field: 'file' }
  )

const tooManyRows = () =>
  badInput('too-many-rows', '一次最多放入 300 节课，请分开来放。', 'At most 300 lessons go in at once; divide the sheet.', {
    field: 'file'
  })

const MOST = 300

export const timetableRoutes = endpoints(timetable, {
  'POST /cohorts/:cohortId/timetable': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      const cohort = await toChange(db, found, [...body.remove, ...body.change.map(({ lessonId }) => lessonId)])
      const usable = usableBy(db, actor)
      for (const [at, { lessonId, ...known }] of (body.seen ?? []).entries())
        await about({ part: 'seen', at, title: known.title }, async () => {
          if (!(await isAsSeen(db, cohort, lessonId, known))) throw await refusalFor(db, cohort, lessonId)
        })
      const removed: Lesson[] = []
      await releaseLessons(db, cohort.id, [...body.remove, ...body.change.map(({ lessonId }) => lessonId)])
      for (const [at, lessonId] of body.remove.entries()) {
        const before = await lessonToChange(db, cohort, lessonId)
        await about({ part: 'remove', at, title: before.title }, () => removeLesson(db, before.id))
        removed.push(before)
      }
      const changed: { before: Lesson; lesson: Written }[] = []
      const along: Along[] = []
      for (const [at, { lessonId, ...sent }] of body.change.entries())
        await about({ part: 'change', at, title: sent.title }, async () => {
          const before = await lessonToChange(db, cohort, lessonId)
          const lesson = await lessonWritten(db, actor, cohort, sent, before, usable)
          along.push(...(await changeTogether(db, { actor, cohort, before, written: lesson, now, means: meaningOf })))
          changed.push({ before, lesson })
        })
      const added: { lessonId: number; lesson: Written }[] = []
      for (const [at, sent] of body.add.entries())
        await about({ part: 'add', at, title: sent.title }, async () => {
          const lesson = await lessonWritten(db, actor, cohort, sent, null, usable)
          added.push({ lessonId: await addLesson(db, cohort.id, lesson, cohort.isPublished), lesson })
        })
      note({ cohortId: cohort.id, removed, changed, added, ...alsoNoted(along) }, cohort.organisationId)
      const judged = await holdAll(db, cohort, along, now).catch(error => {
        const { lessonId } = error instanceof Refusal ? error.facts : {}
        const item = [
          ...changed.map(({ before, lesson: { title } }, at) => ({
            id: before.id,
            item: { part: 'change', at, title } as const
          })),
          ...added.map(({ lessonId: id, lesson: { title } }, at) => ({ id, item: { part: 'add', at, title } as const }))
        ].find(({ id }) => id === lessonId)
        throw item ? ofItem(error, item.item) : error
      })
      await announce('timetableChanged', [...new Set([cohort.id, ...along.map(one => one.cohort.id)])])
      return { added: added.map(({ lessonId }) => lessonId), ...judged }
    }
  },
  'GET /cohorts/:cohortId/line': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, query }) => {
      const known = await cataloguesFor(db, actor)
      const { teacherIds, venueIds, ...read } = lineRead(query.text, found, known)
      return { ...read, teachers: known.teachersAt(teacherIds), venues: known.venuesAt(venueIds) }
    }
  },
  'POST /cohorts/:cohortId/timetable/reading': {
    permission: cohortToManage,
    // A workbook is unpacked in a thread of its own.
    prepare: async (_db, { body, query: { fileName } }, { work }) => ({
      sheets: body?.length ? await work('timetables.sheets', { bytes: body, fileName }) : null
    }),
    answer: async ({ db, actor, found, prepared, query, note }) => {
      const sheets = prepared.sheets as Sheet[] | Unreadable | null
      if (!sheets) throw badInput('no-file', '没有收到文件。', 'No file was received.', { field: 'file' })
      if (!Array.isArray(sheets)) throw badInput(sheets.reason, sheets.zh, sheets.en, { field: 'file' })
      const known = await cataloguesFor(db, actor)
      for (const sheet of sheets.toSorted((one, other) => Number(one.isHidden) - Number(other.isHidden))) {
        const read = timetableIn(sheet, found, known)
        if (!read) continue
        if (read.lessons.length > MOST) throw tooManyRows()
        note({ cohortId: found.id, fileName: query.fileName, lessons: read.lessons.length }, found.organisationId)
        return {
          sheetName: sheet.name,
          lessons: read.lessons.map(({ number, teacherIds, venueIds, ...lesson }) => ({
            ...lesson,
            row: number,
            teachers: known.teachersAt(teacherIds),
            venues: known.venuesAt(venueIds),
            baseName: known.baseAt(lesson.baseId)
          })),
          refused: read.refused.map(({ number, ...refused }) => ({ row: number, ...refused })),
          dropped: read.dropped
        }
      }
      throw noTimetable()
    }
  }
})
