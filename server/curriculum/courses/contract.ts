import { Type } from 'typebox'
import { bytes, done, id, instant, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { carriedOut, choice, fileAsked, line, page, reading, uses, visibility, words } from '../contract.ts'
import { TURNS } from '../rules.ts'
import { FIELDS } from '../../organisations/tree/rules.ts'
import { MARKS, TAUGHT } from './rules.ts'

const latest = {
  id,
  versionId: id,
  code: Type.String(),
  title: Type.String(),
  category: Type.String(),
  kind: Type.String(),
  minutes: Type.Integer(),
  tags: Type.Array(Type.String()),
  summary: Type.String(),
  /** Null for a course that comes from a file: it is everybody's, and changed in its file. */
  organisationId: orNull(id),
  organisationName: orNull(Type.String()),
  /** None means every field of work. */
  fields: Type.Array(Type.String()),
  audience: orNull(Type.String()),
  teacherId: orNull(id),
  teacherName: orNull(Type.String()),
  teacherText: orNull(Type.String()),
  materialsNote: orNull(Type.String()),
  textbooks: Type.Array(shape({ id, name: Type.String() })),
  recordedAt: instant,
  isHidden: Type.Boolean(),
  mayChange: Type.Boolean(),
  /** Its organisation has asked for it to be marked as core theory, and nobody has answered yet. */
  isAsking: Type.Boolean()
}

const written = {
  code: Type.String({ minLength: 1, maxLength: 32, pattern: '^[\\p{L}\\p{N}._-]+$' }),
  title: text(120),
  category: text(40),
  fields: Type.Array(oneOf(FIELDS), { uniqueItems: true }),
  audience: line,
  kind: oneOf(TAUGHT),
  teacherId: orNull(id),
  teacherText: line,
  minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  summary: text(2000),
  materialsNote: page,
  textbookIds: Type.Array(id, { maxItems: 20, uniqueItems: true }),
  tags: words()
}

const byCourse = shape({ courseId: id })
const mark = shape({ what: oneOf(MARKS), reason: Type.String(), recordedAt: instant, recordedBy: Type.String() })

/** How the list of courses is narrowed. */
export const courseChoice = {
  ...choice,
  category: Type.Optional(Type.String({ maxLength: 40 })),
  kind: Type.Optional(Type.String({ maxLength: 20 })),
  from: Type.Optional(oneOf(['files', 'hand']))
}

/** Courses (课程库, form R). */
export const contract = {
  'GET /courses': {
    says: 'The courses there are, each in its latest version, by category; hidden ones where they are asked for.',
    permission: 'curriculum.use',
    query: shape(courseChoice),
    reply: shape({ courses: Type.Array(shape(latest)) })
  },
  'POST /courses': {
    says: 'Adds a course by hand. As core theory only by the department at the root of the tree.',
    permission: 'curriculum.extend',
    body: shape({ organisationId: id, ...written }),
    reply: shape({ id })
  },
  'POST /courses/reading': {
    says: 'What a sheet of form R would do to the courses of an organisation, row by row. Nothing is written.',
    permission: 'curriculum.extend',
    query: shape(fileAsked),
    body: bytes,
    reply: reading
  },
  'POST /courses/imports': {
    says: 'Carries out a sheet of form R as it was looked at; refused where something has changed since.',
    permission: 'curriculum.extend',
    query: shape({ ...fileAsked, seal: text(64) }),
    body: bytes,
    reply: carriedOut
  },
  'GET /courses/:courseId': {
    says: 'A course in its latest version with its parts in order: texts as HTML, films with their length as measured.',
    permission: 'curriculum.use',
    params: byCourse,
    reply: shape({
      ...latest,
      number: Type.Integer(),
      mayMark: Type.Boolean(),
      parts: Type.Array(
        shape({
          id,
          kind: Type.String(),
          title: Type.String(),
          /** Of a text. */
          html: orNull(Type.String()),
          lengthMs: Type.Integer({ minimum: 0 }),
          characters: Type.Integer({ minimum: 0 })
        })
      )
    })
  },
  'PUT /courses/:courseId': {
    says: 'The next version of a course that is written by hand. Timetables in draft follow it, published ones keep what they have.',
    permission: 'curriculum.maintain',
    params: byCourse,
    body: shape(written),
    reply: done
  },
  'DELETE /courses/:courseId': {
    says: 'Deletes a course that no timetable has used.',
    permission: 'curriculum.maintain',
    params: byCourse,
    reply: done
  },
  'POST /courses/:courseId/visibility': {
    says: 'Hides a course from new lessons, or offers it again. The lessons it has keep it.',
    permission: 'curriculum.maintain',
    params: byCourse,
    body: visibility,
    reply: done
  },
  'GET /courses/:courseId/changes': {
    says: 'Who changed, hid, marked or unmarked a course, newest first.',
    permission: 'curriculum.use',
    params: byCourse,
    reply: shape({
      changes: Type.Array(
        shape({
          recordedAt: instant,
          recordedBy: orNull(Type.String()),
          fields: Type.Array(Type.String()),
          what: oneOf([...TURNS, ...MARKS]),
          /** Of what concerns core theory. */
          reason: orNull(Type.String())
        })
      )
    })
  },
  'GET /courses/:courseId/uses': {
    says: 'Which lessons teach a course.',
    permission: 'curriculum.use',
    params: byCourse,
    reply: uses
  },
  'POST /courses/:courseId/core-theory-requests': {
    says: 'Asks the department to mark a course as core theory.',
    permission: 'curriculum.maintain',
    params: byCourse,
    body: shape({ reason: text(500) }),
    reply: done
  },
  'GET /core-theory-requests': {
    says: 'Courses that are to be marked as core theory, and those that are, for the department at the root of the tree.',
    permission: 'curriculum.markCoreTheory',
    reply: shape({
      courses: Type.Array(
        shape({
          id,
          code: Type.String(),
          title: Type.String(),
          category: Type.String(),
          kind: Type.String(),
          minutes: Type.Integer(),
          summary: Type.String(),
          audience: orNull(Type.String()),
          teacherName: orNull(Type.String()),
          organisationName: Type.String(),
          isAsking: Type.Boolean(),
          marks: Type.Array(mark)
        })
      )
    })
  },
  'POST /courses/:courseId/core-theory': {
    says: 'Marks a course as core theory, unmarks it, or declines what was asked. A right of the department at the root of the tree.',
    permission: 'curriculum.markCoreTheory',
    params: byCourse,
    body: shape({ what: oneOf(['marked', 'unmarked', 'declined']), reason: text(500) }),
    reply: done
  }
} as const
