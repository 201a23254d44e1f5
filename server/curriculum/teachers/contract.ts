import { Type } from 'typebox'
import { bytes, done, id, oneOf, orNull, shape, text } from '../../http/contract.ts'
import {
  calendar,
  calendarDays,
  carriedOut,
  changes,
  choice,
  fileAsked,
  kept,
  line,
  page,
  reading,
  uses,
  visibility,
  words
} from '../contract.ts'
import { GENDERS, REVIEW_STATUSES, TEACHER_CATEGORIES } from './rules.ts'

const always = { name: text(64), unit: text(120), title: text(120) }
const more = {
  gender: orNull(oneOf(GENDERS)),
  birthMonth: orNull(Type.String({ pattern: '^(19|20)\\d{2}-(0[1-9]|1[0-2])$' })),
  category: orNull(oneOf(TEACHER_CATEGORIES)),
  specialty: line,
  courses: words(),
  contact: line,
  feeRate: line,
  reviewStatus: oneOf(REVIEW_STATUSES),
  remark: page
}
const teacherFacts = { ...always, ...more }
const byTeacher = shape({ teacherId: id })

/** How the list of teachers is narrowed. */
export const teacherChoice = { ...choice, category: Type.Optional(oneOf(TEACHER_CATEGORIES)) }

/** Teachers (师资库, form Q). */
export const contract = {
  'GET /teachers': {
    says: 'Teachers of the own part of the tree and of the organisations above it; hidden ones where they are asked for.',
    permission: 'curriculum.use',
    query: shape(teacherChoice),
    reply: shape({
      teachers: Type.Array(shape({ ...kept(teacherFacts), lectures: Type.Integer({ minimum: 0 }) }))
    })
  },
  'POST /teachers': {
    says: 'Adds a teacher.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...always, ...Type.Partial(Type.Object(more)).properties }),
    reply: shape({ id })
  },
  'POST /teachers/reading': {
    says: 'What a sheet of form Q would do to the teachers of an organisation, row by row. Nothing is written.',
    permission: 'curriculum.extend',
    query: shape(fileAsked),
    body: bytes,
    reply: reading
  },
  'POST /teachers/imports': {
    says: 'Carries out a sheet of form Q as it was looked at; refused where something has changed since.',
    permission: 'curriculum.extend',
    query: shape({ ...fileAsked, seal: text(64) }),
    body: bytes,
    reply: carriedOut
  },
  'GET /teachers/:teacherId': {
    says: 'A teacher, with the number of lessons that were held.',
    permission: 'curriculum.use',
    params: byTeacher,
    reply: shape({ ...kept(teacherFacts), lectures: Type.Integer({ minimum: 0 }) })
  },
  'PUT /teachers/:teacherId': {
    says: 'Changes what is known of a teacher; what was known before stays.',
    permission: 'curriculum.maintain',
    params: byTeacher,
    body: shape(teacherFacts),
    reply: done
  },
  'DELETE /teachers/:teacherId': {
    says: 'Deletes a teacher whom no lesson and no course names.',
    permission: 'curriculum.maintain',
    params: byTeacher,
    reply: done
  },
  'POST /teachers/:teacherId/visibility': {
    says: 'Hides a teacher from new lessons, or offers them again. The lessons they have keep them.',
    permission: 'curriculum.maintain',
    params: byTeacher,
    body: visibility,
    reply: done
  },
  'GET /teachers/:teacherId/changes': {
    says: 'Who changed what of a teacher, newest first.',
    permission: 'curriculum.maintain',
    params: byTeacher,
    reply: changes
  },
  'GET /teachers/:teacherId/uses': {
    says: 'Which lessons a teacher has.',
    permission: 'curriculum.use',
    params: byTeacher,
    reply: uses
  },
  'GET /teachers/:teacherId/calendar': {
    says: 'When a teacher is taken up, in four weeks.',
    permission: 'curriculum.use',
    params: byTeacher,
    query: calendarDays,
    reply: calendar
  }
} as const
