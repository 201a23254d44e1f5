import { Type } from 'typebox'
import { done, id, instant, shape } from '../../http/contract.ts'

/** Addresses that still hold; what each is, only whoever made it has seen. */
export const feedList = shape({ feeds: Type.Array(shape({ id, madeAt: instant, madeBy: Type.String() })) })
/** The path of a new address, told this once. */
export const feedMade = shape({ id, path: Type.String() })
export const NEW_FEEDS = { account: 60, address: 60 }

const byCohort = { cohortId: id }
const byTeacher = { teacherId: id }
const byVenue = { venueId: id }
const feedId = { feedId: id }

const list = 'The addresses under which calendars fetch this timetable, without the addresses themselves.'
const add =
  'Makes an address under which a calendar fetches this timetable. Whoever knows it may read it, so it is told this once.'
const revoke = 'Takes an address back; calendars that fetch it find nothing any more.'

/** Calendars of cohorts, teachers and rooms. They name no trainee. */
export const feeds = {
  'GET /cohorts/:cohortId/feeds': { says: list, permission: 'cohorts.read', params: shape(byCohort), reply: feedList },
  'POST /cohorts/:cohortId/feeds': {
    says: add,
    permission: 'cohorts.read',
    perHour: NEW_FEEDS,
    params: shape(byCohort),
    reply: feedMade
  },
  'POST /cohorts/:cohortId/feeds/:feedId/revocation': {
    says: revoke,
    permission: 'cohorts.read',
    params: shape({ ...byCohort, ...feedId }),
    reply: done
  },
  'GET /teachers/:teacherId/feeds': { says: list, permission: 'curriculum.use', params: shape(byTeacher), reply: feedList },
  'POST /teachers/:teacherId/feeds': {
    says: add,
    permission: 'curriculum.use',
    perHour: NEW_FEEDS,
    params: shape(byTeacher),
    reply: feedMade
  },
  'POST /teachers/:teacherId/feeds/:feedId/revocation': {
    says: revoke,
    permission: 'curriculum.use',
    params: shape({ ...byTeacher, ...feedId }),
    reply: done
  },
  'GET /venues/:venueId/feeds': { says: list, permission: 'curriculum.use', params: shape(byVenue), reply: feedList },
  'POST /venues/:venueId/feeds': {
    says: add,
    permission: 'curriculum.use',
    perHour: NEW_FEEDS,
    params: shape(byVenue),
    reply: feedMade
  },
  'POST /venues/:venueId/feeds/:feedId/revocation': {
    says: revoke,
    permission: 'curriculum.use',
    params: shape({ ...byVenue, ...feedId }),
    reply: done
  }
} as const
