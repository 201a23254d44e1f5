import { Type } from 'typebox'
import { day, done, id, instant, minuteOfDay, minutes, oneOf, orNull, shape } from '../../http/contract.ts'
import { LESSON_KINDS } from '../rules.ts'

const byCohort = shape({ cohortId: id })
const byLesson = shape({ cohortId: id, lessonId: id })
const byOffer = shape({ cohortId: id, offerId: id })

/** A lesson of the cohort that takes over, which lies at that time; the one taken over can stand for it. */
const lying = Type.Array(shape({ id, title: Type.String(), fromMinute: minuteOfDay, untilMinute: minuteOfDay }))
const insteadOf = Type.Optional(orNull(id))

export const combined = {
  'GET /cohorts/:cohortId/combined': {
    says: 'Invitations to be taught together: those to this cohort, each with the lesson as it is now, and those it has sent.',
    permission: 'cohorts.manage',
    params: byCohort,
    reply: shape({
      received: Type.Array(
        shape({
          offerId: id,
          /** Who sits in it. */
          cohorts: Type.Array(Type.String()),
          kind: oneOf(LESSON_KINDS),
          title: Type.String(),
          heldOn: day,
          fromMinute: minuteOfDay,
          untilMinute: minuteOfDay,
          minutes,
          categories: Type.Array(shape({ category: Type.String(), minutes: Type.Integer({ minimum: 1 }) })),
          teacher: orNull(Type.String()),
          place: orNull(Type.String()),
          offeredBy: Type.String(),
          offeredAt: instant,
          lying
        })
      ),
      sent: Type.Array(shape({ offerId: id, lessonId: id, cohortName: Type.String(), offeredAt: instant }))
    })
  },
  'GET /cohorts/:cohortId/lessons/:lessonId/combined': {
    says: 'Cohorts with which this lesson can be taught together: those of that day the asker manages, and others that are after the same teacher or room.',
    permission: 'cohorts.manage',
    params: byLesson,
    reply: shape({ cohorts: Type.Array(shape({ id, name: Type.String(), isManaged: Type.Boolean(), lying })) })
  },
  'POST /cohorts/:cohortId/lessons/:lessonId/combined': {
    says: 'Teaches this lesson together with another cohort. One that the asker manages takes it over at once, as one more or in the place of one of its own; another is invited.',
    permission: 'cohorts.manage',
    params: byLesson,
    body: shape({ to: id, insteadOf }),
    reply: shape({ combinedId: id, isTaken: Type.Boolean() })
  },
  'POST /cohorts/:cohortId/combined/:offerId/acceptance': {
    says: 'Takes the offered lesson over into this cohort, as one more or in the place of one of its own. The rules of its timetable hold.',
    permission: 'cohorts.manage',
    params: byOffer,
    body: shape({ insteadOf }),
    reply: shape({ lessonId: id })
  },
  'POST /cohorts/:cohortId/combined/:offerId/refusal': {
    says: 'Declines an invitation to this cohort, or takes back one that it has sent.',
    permission: 'cohorts.manage',
    params: byOffer,
    reply: done
  }
} as const
