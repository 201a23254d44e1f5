import { Type } from 'typebox'
import { LESSON_KINDS } from '../cohorts/rules.ts'
import { day, id, instant, minuteOfDay, oneOf, orNull, shape, text } from '../http/contract.ts'
import { STATUSES } from './rules.ts'

const count = Type.Integer({ minimum: 0 })
const counts = { expected: count, attended: count, leave: count, absent: count, late: count, leftEarly: count }
const reason = Type.String({ maxLength: 200 })
const byLesson = shape({ cohortId: id, lessonId: id })

const lesson = {
  id,
  kind: oneOf(LESSON_KINDS),
  title: Type.String(),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  place: orNull(Type.String()),
  /** Whether the roll can be called now, and if not, why. */
  calling: oneOf(['open', 'online', 'unpublished', 'closed', 'cancelled', 'notYet']),
  /** When the roll was last called; null while it was not. */
  calledAt: orNull(instant)
}

export const contract = {
  'GET /teach/cohorts': {
    says: 'The cohorts one supervises, with the lessons of today and before and what their roll-calls say.',
    permission: 'cohorts.teach',
    reply: shape({
      today: day,
      cohorts: Type.Array(
        shape({
          id,
          name: Type.String(),
          startsOn: day,
          endsOn: day,
          isPublished: Type.Boolean(),
          isClosed: Type.Boolean(),
          enrolled: count,
          /** The next day with a lesson after today. */
          nextOn: orNull(day),
          lessons: Type.Array(shape({ ...lesson, ...counts }))
        })
      )
    })
  },
  'GET /cohorts/:cohortId/lessons/:lessonId/roll-call': {
    says: 'Everyone who has a seat, by number, with the mark of this lesson and how often it was written.',
    permission: 'cohorts.supervise',
    params: byLesson,
    reply: shape({
      cohort: shape({ id, name: Type.String() }),
      lesson: shape(lesson),
      calledBy: orNull(Type.String()),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: Type.Integer(),
          name: Type.String(),
          unitAndPost: Type.String(),
          status: orNull(oneOf(STATUSES)),
          reason: orNull(Type.String()),
          /** How many marks there are, corrections included. */
          marks: count
        })
      )
    })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/roll-call': {
    says: 'Calls the roll: everyone is present except those named. Sent twice with one key, it is one roll-call.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({
      clientKey: Type.String({ format: 'uuid' }),
      exceptions: Type.Array(
        shape({
          enrolmentId: id,
          status: oneOf(['late', 'leftEarly', 'leave', 'absent']),
          reason: Type.Optional(orNull(reason))
        }),
        { maxItems: 5000 }
      )
    }),
    reply: shape({ calledAt: instant, changed: count })
  },
  'POST /cohorts/:cohortId/marks/corrections': {
    says: 'Corrects one mark by a new one, with the reason.',
    permission: 'cohorts.supervise',
    params: shape({ cohortId: id }),
    body: shape({ enrolmentId: id, lessonId: id, status: oneOf(STATUSES), reason: text(200) }),
    reply: shape({ markedAt: instant })
  }
} as const
