import { Type } from 'typebox'
import { day, id, minuteOfDay, oneOf, orNull, shape } from '../../http/contract.ts'

const count = Type.Integer({ minimum: 0 })

export const warning = shape({
  what: oneOf(['rooms', 'travel', 'learners'] as const),
  /** The lesson of this cohort; of two after each other, the earlier one of those that are its own. */
  lessonId: id,
  title: Type.String(),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  /** rooms: places missing. travel: minutes between the lessons. learners: people. */
  count,
  /** travel: minutes the way takes. */
  needed: orNull(Type.Integer()),
  /** travel: the teacher; null is the cohort itself. */
  who: orNull(Type.String()),
  otherTitle: orNull(Type.String()),
  otherCohortName: orNull(Type.String()),
  otherFromMinute: orNull(minuteOfDay),
  /** learners: by name for whoever manages both cohorts, else none. */
  names: Type.Array(Type.String())
})

export const warnings = {
  'GET /cohorts/:cohortId/warnings': {
    says: 'What whoever plans should know and may disregard: rooms too small, no time for the way, learners who are elsewhere at the time.',
    permission: 'cohorts.read',
    params: shape({ cohortId: id }),
    reply: shape({ warnings: Type.Array(warning) })
  }
} as const
