import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse } from '../../http/refusals.ts'
import { actsOn, keptByKey } from '../acts.ts'
import { calendarOf, usesOf } from '../calendar.ts'
import { curriculumToExtend, curriculumToImport, curriculumToUse, maintains } from '../permissions.ts'
import { questions } from '../questions.ts'
import { sheetActsOn } from '../sheets.ts'
import { contract } from './contract.ts'
import { TEACHER_FORM } from './form.ts'
import { teacherToMaintain, teacherToUse } from './permissions.ts'
import { TEACHERS, teachersListed, type Teacher } from './queries.ts'
import { NOTHING_MORE } from './rules.ts'

const called = { zh: '位老师', en: 'teacher' }

export const constraints: ConstraintRefusals = {
  teachers_once: () =>
    refuse('teacher-known', '师资库里已经有这位老师。', 'This teacher is already on the list.', { field: 'name' }),
  bookings_teacher_id_fkey: keptByKey(called),
  course_versions_teacher: () =>
    refuse(
      'in-use',
      '课程库里有课程把这位老师写为主讲人（包括以前的版本），不能删除；可以停用。',
      'A course names this teacher, now or in an earlier version; they cannot be deleted. Hide them instead.'
    )
}

const acts = actsOn(TEACHERS, { idName: 'teacherId', used: id => ({ teacherId: id }), ...called })
const sheets = sheetActsOn(TEACHERS, TEACHER_FORM)

const told = ({ path: _path, ...teacher }: Teacher) => ({ ...teacher, courses: [...teacher.courses] })

export const routes = endpoints(contract, {
  'GET /teachers': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found, query }) => {
      const teachers = await teachersListed(db, found, query)
      const lectures = await questions.lecturesOf(
        db,
        teachers.map(({ id }) => id)
      )
      return {
        teachers: teachers.map(teacher => ({
          ...told(teacher),
          mayChange: maintains(actor, teacher),
          lectures: lectures.get(teacher.id) ?? 0
        }))
      }
    }
  },
  'POST /teachers': {
    permission: curriculumToExtend,
    answer: asking => {
      const { organisationId: _asked, ...facts } = asking.body
      return acts.add(asking, asking.found, { ...NOTHING_MORE, ...facts })
    }
  },
  'POST /teachers/reading': { permission: curriculumToImport, prepare: sheets.prepare, answer: sheets.read },
  'POST /teachers/imports': { permission: curriculumToImport, prepare: sheets.prepare, answer: sheets.carryOut },
  'GET /teachers/:teacherId': {
    permission: teacherToUse,
    answer: async ({ db, actor, found }) => ({
      ...told(found),
      mayChange: maintains(actor, found),
      lectures: (await questions.lecturesOf(db, [found.id])).get(found.id) ?? 0
    })
  },
  'PUT /teachers/:teacherId': {
    permission: teacherToMaintain,
    answer: asking => acts.change(asking, asking.found, asking.body)
  },
  'DELETE /teachers/:teacherId': { permission: teacherToMaintain, answer: asking => acts.remove(asking, asking.found) },
  'POST /teachers/:teacherId/visibility': {
    permission: teacherToMaintain,
    answer: asking => acts.turn(asking, asking.found, asking.body.isHidden)
  },
  'GET /teachers/:teacherId/changes': {
    permission: teacherToMaintain,
    answer: asking => acts.changes(asking, asking.found)
  },
  'GET /teachers/:teacherId/uses': {
    permission: teacherToUse,
    answer: ({ db, actor, found }) => usesOf(db, actor, { teacherId: found.id })
  },
  'GET /teachers/:teacherId/calendar': {
    permission: teacherToUse,
    answer: ({ db, actor, found, query, now }) => calendarOf(db, actor, { teacherId: found.id }, query.from, now)
  }
})
