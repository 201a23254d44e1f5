import { Type } from 'typebox'
import { LESSON_KINDS } from '../cohorts/rules.ts'
import { bytes, day, done, id, instant, minuteOfDay, oneOf, orNull, shape, text } from '../http/contract.ts'
import { STAGES, STATUSES } from './rules.ts'

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
  calling: oneOf(['open', 'online', 'unpublished', 'closed', 'calledOff', 'cancelled', 'notYet']),
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
          isCancelled: Type.Boolean(),
          enrolled: count,
          /** The next day with a lesson after today. */
          nextOn: orNull(day),
          lessons: Type.Array(shape({ ...lesson, ...counts })),
          /** On-site lessons still to come, for which buses are arranged. */
          outings: Type.Array(shape({ id, title: Type.String(), heldOn: day }))
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
      /** 组: those this lesson is for; where it names none, all there are. */
      groups: Type.Array(shape({ id, name: Type.String() })),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: Type.Integer(),
          name: Type.String(),
          unitAndPost: Type.String(),
          groupId: orNull(id),
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

const stage = oneOf(STAGES)
const busNumber = Type.Integer({ minimum: 1, maximum: 50 })
const isThere = orNull(Type.Boolean())

/** On the way to an on-site lesson: buses (车号), and head counts that give no credit. */
export const outings = {
  'GET /cohorts/:cohortId/lessons/:lessonId/outing': {
    says: 'The way to an on-site lesson: its buses, who sits in which, and who was there when people boarded, arrived and returned.',
    permission: 'cohorts.supervise',
    params: byLesson,
    reply: shape({
      cohort: shape({ id, name: Type.String() }),
      lesson: shape({
        ...lesson,
        baseId: orNull(id),
        gatherMinute: orNull(minuteOfDay),
        gatherPlace: orNull(Type.String())
      }),
      /** Whether buses can still be arranged. */
      mayArrange: Type.Boolean(),
      buses: Type.Array(shape({ number: busNumber, capacity: count })),
      counted: Type.Array(shape({ stage, countedAt: instant, countedBy: Type.String() })),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: Type.Integer(),
          name: Type.String(),
          /** The unit people ride together with: the one right below the cohort’s host. */
          unit: Type.String(),
          unitAndPost: Type.String(),
          bus: orNull(busNumber),
          isOwnWay: Type.Boolean(),
          boarding: isThere,
          arrival: isThere,
          return: isThere
        })
      )
    })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/buses': {
    says: 'Says how many buses go, with how many seats each, and gives everyone a seat anew, units together; who goes on his own stays so.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({ capacities: Type.Array(Type.Integer({ minimum: 1, maximum: 200 }), { maxItems: 50 }) }),
    reply: shape({ seated: count, changed: count })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-seats': {
    says: 'Gives one person another bus; null: goes on his own.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({ enrolmentId: id, bus: orNull(busNumber) }),
    reply: done
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-list': {
    says: 'The bus list as a workbook with the heads of the trainee list (form F); mobiles are masked, as in every file.',
    permission: 'cohorts.supervise',
    params: byLesson,
    reply: bytes
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/headcounts': {
    says: 'Counts heads at a stage, of everyone or of one bus: all are there except those named. Sent twice with one key, it is one count.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({
      clientKey: Type.String({ format: 'uuid' }),
      stage,
      bus: orNull(busNumber),
      missing: Type.Array(id, { maxItems: 5000 })
    }),
    reply: shape({ countedAt: instant, changed: count })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/headcount-corrections': {
    says: 'Corrects one person of a head count by a new row, with the reason.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({ enrolmentId: id, stage, isThere: Type.Boolean(), reason: text(200) }),
    reply: shape({ markedAt: instant })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/missing-mobiles': {
    says: 'Tells the mobiles of those who were missing at a stage, so that they can be called; leaves a line.',
    permission: 'cohorts.supervise',
    params: byLesson,
    body: shape({ stage }),
    reply: shape({ people: Type.Array(shape({ enrolmentId: id, mobile: orNull(Type.String()) })) })
  }
} as const
