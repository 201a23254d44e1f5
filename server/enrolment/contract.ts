import { Type } from 'typebox'
import { warning } from '../cohorts/warnings/contract.ts'
import { bytes, day, id, instant, oneOf, orNull, shape, text } from '../http/contract.ts'

const byCohort = shape({ cohortId: id })

const enrolment = shape({
  id,
  personId: id,
  number: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  gender: orNull(oneOf(['male', 'female'])),
  ethnicGroup: orNull(Type.String()),
  unitAndPost: Type.String(),
  state: oneOf(['enrolled', 'withdrawn']),
  /** Of the state: when it began, and why, where a seat was given up. */
  since: instant,
  reason: orNull(Type.String())
})

export const contract = {
  'GET /cohorts/:cohortId/enrolments': {
    says: 'The trainee list of a cohort by number, seats given up included.',
    permission: 'cohorts.read',
    params: byCohort,
    reply: shape({
      cohort: shape({
        id,
        name: Type.String(),
        startsOn: day,
        endsOn: day,
        isClosed: Type.Boolean(),
        isPublished: Type.Boolean(),
        isCancelled: Type.Boolean()
      }),
      /** No seat is given until it is opened again. */
      isEnrolmentClosed: Type.Boolean(),
      seats: Type.Integer(),
      taken: Type.Integer(),
      mayEnrol: Type.Boolean(),
      enrolments: Type.Array(enrolment)
    })
  },
  'POST /cohorts/:cohortId/enrolments': {
    says: 'Gives each of these people a seat, or none of them. Who already has one is reported.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape({ personIds: Type.Array(id, { minItems: 1, maxItems: 5000 }) }),
    reply: shape({
      enrolled: Type.Array(shape({ id, personId: id, number: Type.Integer() })),
      alreadyEnrolled: Type.Array(shape({ id, personId: id, number: Type.Integer() })),
      seats: Type.Integer(),
      taken: Type.Integer(),
      /** Of those enrolled now: lessons here and in other cohorts at the same time. */
      collisions: Type.Array(warning)
    })
  },
  'POST /cohorts/:cohortId/enrolments/:enrolmentId/withdrawal': {
    says: 'Gives a seat up, with a reason. Marks already made stay.',
    permission: 'cohorts.manage',
    params: shape({ cohortId: id, enrolmentId: id }),
    body: shape({ reason: text(200) }),
    reply: shape({ seats: Type.Integer(), taken: Type.Integer() })
  },
  'GET /my/calendar': {
    says: 'The lessons of the signed-in person as a calendar file (iCalendar); taken in again, it replaces what has changed.',
    permission: 'enrolment.readOwn',
    reply: bytes
  }
} as const
