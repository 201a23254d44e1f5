import { Type } from 'typebox'
import { done, id, instant, minuteOfDay, minutes, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { COHORT_KINDS, LESSON_KINDS, VENUE_KINDS } from '../rules.ts'

const named = Type.Array(shape({ id, name: Type.String() }))
const template = {
  id,
  organisationName: Type.String(),
  name: Type.String(),
  kind: oneOf(COHORT_KINDS),
  cohortName: Type.String(),
  lessons: Type.Integer(),
  days: Type.Integer({ description: 'from the first to the last that has a lesson' }),
  all: minutes,
  inCategory: Type.Integer({ minimum: 0, description: 'of those that count, in the category of the one-third rule' }),
  madeAt: instant,
  madeBy: Type.String(),
  isHidden: Type.Boolean(),
  hiddenAt: orNull(instant),
  hiddenBy: orNull(Type.String()),
  mayChange: Type.Boolean()
}
const byTemplate = shape({ templateId: id })

export const templates = {
  'GET /timetable-templates': {
    says: 'Timetables kept to be used again, of the own part of the tree and of the organisations above it; hidden ones are shown to those who keep them.',
    permission: 'cohorts.manage',
    reply: shape({ templates: Type.Array(shape(template)) })
  },
  'GET /timetable-templates/:templateId': {
    says: 'A kept timetable as the asker would use it: courses in their latest version, and teachers, rooms and bases the asker may plan with. Days count from the first, which is 0.',
    permission: 'cohorts.manage',
    params: byTemplate,
    reply: shape({
      id,
      name: Type.String(),
      lessons: Type.Array(
        shape({
          day: Type.Integer({ minimum: 0 }),
          kind: oneOf(LESSON_KINDS),
          title: Type.String(),
          courseVersionId: orNull(id),
          fromMinute: minuteOfDay,
          untilMinute: minuteOfDay,
          minutes,
          categories: Type.Array(shape({ category: Type.String(), minutes: Type.Integer({ minimum: 1 }) })),
          teachers: named,
          teacherText: orNull(Type.String()),
          venues: named,
          placeText: orNull(Type.String()),
          baseId: orNull(id),
          baseName: orNull(Type.String()),
          venueKind: orNull(oneOf(VENUE_KINDS)),
          gatherMinute: orNull(minuteOfDay),
          gatherPlace: orNull(Type.String()),
          /** The last day of its window, counted like the first. */
          closesDay: orNull(Type.Integer({ minimum: 0 })),
          isElective: Type.Boolean()
        })
      )
    })
  },
  'POST /cohorts/:cohortId/timetable-templates': {
    says: 'Keeps the timetable of a cohort as a template of its organisation.',
    permission: 'cohorts.manage',
    params: shape({ cohortId: id }),
    body: shape({ name: text(120), withBookings: Type.Boolean({ description: 'teachers and rooms too' }) }),
    reply: shape({ templateId: id })
  },
  'POST /timetable-templates/:templateId/visibility': {
    says: 'Offers a template no longer, or again. It stays where it is, with who and when.',
    permission: 'cohorts.manage',
    params: byTemplate,
    body: shape({ isHidden: Type.Boolean() }),
    reply: done
  }
} as const
