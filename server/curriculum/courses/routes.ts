import type { Db } from '../../database/db.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse } from '../../http/refusals.ts'
import { reachOf, type Actor } from '../../http/actor.ts'
import { allCategories } from '../../policies/queries.ts'
import { isUsed, keptByKey } from '../acts.ts'
import { usesOf } from '../calendar.ts'
import { curriculumToExtend, curriculumToImport, curriculumToUse, PLANNERS } from '../permissions.ts'
import { changesBetween, tidied } from '../rules.ts'
import { teachersFor } from '../teachers/queries.ts'
import { textbooksListed } from '../textbooks/queries.ts'
import { contract } from './contract.ts'
import { historyOfCourse } from './history.ts'
import { carryOutCourses, prepareSheets, readCourses } from './imports.ts'
import { htmlOf } from './markdown.ts'
import { coreTheoryToMark, courseToMaintain, courseToMark, courseToUse, keepsCourse, marksCoreTheory } from './permissions.ts'
import {
  addCourse,
  asks,
  coursesListed,
  coursesToMark,
  factsOf,
  holdCourse,
  markCourse,
  marksOf,
  materialsOf,
  nextVersion,
  removeCourse,
  turnCourse,
  type Course
} from './queries.ts'
import {
  alreadyAsked,
  alreadyMarked,
  fromFile,
  fromFileHidden,
  knownCode,
  nothingAsked,
  notMarked,
  notYours,
  sameCourse,
  unknownCategory,
  unknownTeacher,
  unknownTextbook
} from './refusals.ts'
import { CORE_THEORY, COURSE_FIELDS, markedAmiss, unmarkedCategory, type CourseFacts } from './rules.ts'

const called = { zh: '门课', en: 'course' }

export const constraints: ConstraintRefusals = {
  courses_code_once_here: knownCode,
  lessons_course_version_id_fkey: keptByKey(called)
}

const told = (actor: Actor, course: Course) => {
  const { path: _path, number: _number, lastMark: _last, ...rest } = course
  return { ...rest, mayChange: keepsCourse(actor, course), isAsking: asks(course) }
}

/** What was sent, if this actor may use what it names; what a course has already stays. */
const checked = async (db: Db, actor: Actor, sent: CourseFacts, before: Course | null): Promise<CourseFacts> => {
  const facts = { ...tidied(sent), textbookIds: sent.textbookIds.toSorted((one, other) => one - other) }
  if (!(await allCategories(db)).some(({ code }) => code === facts.category)) throw unknownCategory()
  const paths = reachOf(actor, PLANNERS)
  if (facts.teacherId !== null && facts.teacherId !== before?.teacherId)
    if (!(await teachersFor(db, paths)).some(({ id }) => id === facts.teacherId)) throw unknownTeacher()
  const added = facts.textbookIds.filter(id => !before?.textbooks.some(book => book.id === id))
  const books = added.length ? new Set((await textbooksListed(db, paths, {})).map(({ id }) => id)) : null
  if (added.some(id => !books!.has(id))) throw unknownTextbook()
  const amiss = markedAmiss(before && factsOf(before), facts, marksCoreTheory(actor))
  if (amiss) throw notYours(amiss)
  return facts
}

export const routes = endpoints(contract, {
  'GET /courses': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found, query }) => ({
      courses: (await coursesListed(db, found, query)).map(course => told(actor, course))
    })
  },
  'POST /courses': {
    permission: curriculumToExtend,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { organisationId: _asked, ...sent } = body
      const facts = await checked(db, actor, sent, null)
      const { id } = await addCourse(db, found.id, facts, actor.accountId, now)
      const isMarked = facts.category === CORE_THEORY
      if (isMarked)
        await markCourse(db, { courseId: id, what: 'marked', reason: '新建时标注', recordedBy: actor.accountId, recordedAt: now })
      note({ courseId: id, name: facts.title, ...(isMarked ? { coreTheory: 'marked' } : {}) }, found.id)
      return { id }
    }
  },
  'POST /courses/reading': { permission: curriculumToImport, prepare: prepareSheets, answer: readCourses },
  'POST /courses/imports': { permission: curriculumToImport, prepare: prepareSheets, answer: carryOutCourses },
  'GET /courses/:courseId': {
    permission: courseToUse,
    answer: async ({ db, actor, found }) => ({
      ...told(actor, found),
      number: found.number,
      mayMark: found.path !== null && marksCoreTheory(actor),
      parts: (await materialsOf(db, found.versionId)).map(({ body, ...part }) => ({
        ...part,
        html: part.kind === 'text' ? htmlOf(String(body.markdown)) : null
      }))
    })
  },
  'PUT /courses/:courseId': {
    permission: courseToMaintain,
    answer: async ({ db, actor, found, body, now, note, announce }) => {
      if (found.path === null) throw fromFile()
      const course = await holdCourse(db, found.id)
      const facts = await checked(db, actor, body, course)
      const changed = changesBetween(COURSE_FIELDS, { ...factsOf(course), textbookIds: booksOf(course) }, facts)
      if (!changed.length) throw sameCourse()
      const versionId = await nextVersion(db, course, facts, actor.accountId, now)
      const turned = changed.includes('category') && [course.category, facts.category].includes(CORE_THEORY)
      if (turned) {
        const what = facts.category === CORE_THEORY ? 'marked' : 'unmarked'
        await markCourse(db, { courseId: course.id, what, reason: '修改时改标', recordedBy: actor.accountId, recordedAt: now })
        note({ coreTheory: what })
      }
      note({ courseId: course.id, name: facts.title, version: course.number + 1, changed }, course.organisationId!)
      await announce('coursesChanged', [versionId])
      return { done: true }
    }
  },
  'DELETE /courses/:courseId': {
    permission: courseToMaintain,
    answer: async ({ db, actor, found, note }) => {
      if (found.path === null) throw fromFile()
      const course = await holdCourse(db, found.id)
      const uses = await usesOf(db, actor, { courseId: course.id })
      if (uses.lessons) throw isUsed(called, uses)
      await removeCourse(db, course.id)
      note({ courseId: course.id, name: course.title, removed: factsOf(course) }, course.organisationId!)
      return { done: true }
    }
  },
  'POST /courses/:courseId/visibility': {
    permission: courseToMaintain,
    answer: async ({ db, actor, found, body, now, note }) => {
      if (!keepsCourse(actor, found)) throw fromFileHidden()
      const course = await holdCourse(db, found.id)
      if (course.isHidden === body.isHidden)
        throw body.isHidden
          ? refuse('already-hidden', '这门课已经停用。', 'This course is hidden already.')
          : refuse('not-hidden', '这门课没有停用。', 'This course is not hidden.')
      await turnCourse(db, course.id, body.isHidden, actor.accountId, now)
      note({ courseId: course.id, name: course.title, isHidden: body.isHidden }, course.organisationId ?? undefined)
      return { done: true }
    }
  },
  'GET /courses/:courseId/changes': {
    permission: courseToUse,
    answer: async ({ db, found }) => ({ changes: await historyOfCourse(db, found.id) })
  },
  'GET /courses/:courseId/uses': {
    permission: courseToUse,
    answer: ({ db, actor, found }) => usesOf(db, actor, { courseId: found.id })
  },
  'POST /courses/:courseId/core-theory-requests': {
    permission: courseToMaintain,
    answer: async ({ db, actor, found, body, now, note }) => {
      if (found.path === null) throw fromFile()
      const course = await holdCourse(db, found.id)
      if (course.category === CORE_THEORY) throw alreadyMarked()
      if (asks(course)) throw alreadyAsked()
      const reason = body.reason.trim()
      await markCourse(db, { courseId: course.id, what: 'asked', reason, recordedBy: actor.accountId, recordedAt: now })
      note({ courseId: course.id, name: course.title, coreTheory: 'asked', reason }, course.organisationId!)
      return { done: true }
    }
  },
  'GET /core-theory-requests': {
    permission: coreTheoryToMark,
    answer: async ({ db, found }) => {
      const courses = found.marks ? await coursesToMark(db) : []
      const marks = Map.groupBy(
        await marksOf(
          db,
          courses.map(({ id }) => id)
        ),
        ({ courseId }) => courseId
      )
      return {
        courses: courses.map(course => {
          const { id, code, title, category, kind, minutes, summary, audience, teacherName, teacherText } = course
          return {
            id,
            code,
            title,
            category,
            kind,
            minutes,
            summary,
            audience,
            teacherName: teacherName ?? teacherText,
            organisationName: course.organisationName!,
            isAsking: asks(course),
            marks: (marks.get(id) ?? []).map(({ courseId: _id, ...mark }) => mark)
          }
        })
      }
    }
  },
  'POST /courses/:courseId/core-theory': {
    permission: courseToMark,
    answer: async ({ db, actor, found, body: { what, reason: written }, now, note, announce }) => {
      if (found.path === null) throw fromFile()
      const course = await holdCourse(db, found.id)
      const isMarked = course.category === CORE_THEORY
      if (what === 'marked' && isMarked) throw alreadyMarked()
      if (what === 'unmarked' && !isMarked) throw notMarked()
      if (what === 'declined' && !asks(course)) throw nothingAsked()
      const reason = written.trim()
      await markCourse(db, { courseId: course.id, what, reason, recordedBy: actor.accountId, recordedAt: now })
      note({ courseId: course.id, name: course.title, coreTheory: what, reason }, course.organisationId!)
      if (what !== 'declined') {
        const codes = (await allCategories(db)).map(({ code }) => code)
        const category = what === 'marked' ? CORE_THEORY : unmarkedCategory(codes)
        const facts = { ...factsOf(course), category }
        await announce('coursesChanged', [await nextVersion(db, course, facts, actor.accountId, now)])
      }
      return { done: true }
    }
  }
})

const booksOf = ({ textbooks }: Course): number[] => textbooks.map(({ id }) => id).toSorted((one, other) => one - other)
