import { feedList, feedMade, NEW_FEEDS } from '../../cohorts/feeds/contract.ts'
import { done, id, shape } from '../../http/contract.ts'

export const ownFeeds = {
  'GET /my/feeds': {
    says: 'The addresses under which calendars fetch the own lessons, without the addresses themselves.',
    permission: 'enrolment.readOwn',
    reply: feedList
  },
  'POST /my/feeds': {
    says: 'Makes an address under which a calendar fetches the own lessons. Whoever knows it may read them, so it is told this once.',
    permission: 'enrolment.readOwn',
    perHour: NEW_FEEDS,
    reply: feedMade
  },
  'POST /my/feeds/:feedId/revocation': {
    says: 'Takes an address back; calendars that fetch it find nothing any more.',
    permission: 'enrolment.readOwn',
    params: shape({ feedId: id }),
    reply: done
  }
} as const
