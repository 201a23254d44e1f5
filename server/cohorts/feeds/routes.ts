import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse } from '../../http/refusals.ts'
import { feeds } from './contract.ts'
import { cohortFeed, cohortFeeds, teacherFeed, teacherFeeds, venueFeed, venueFeeds, type Found } from './permissions.ts'
import { addFeed, feedsOf, revokeFeed } from './queries.ts'

const subscribed = () =>
  refuse(
    'calendar-subscribed',
    '有日历订阅过它的课程表，不能删除；可以停用。',
    'Calendars have subscribed to its timetable, so it cannot be deleted; it can be hidden.'
  )

export const constraints: ConstraintRefusals = { feeds_of_teacher: subscribed, feeds_of_venue: subscribed }

type Asking<F> = {
  db: Db
  actor: Actor
  found: F
  now: Date
  note: (details: Record<string, unknown>, organisationId?: number) => void
}

const listed = async ({ db, found }: Pick<Asking<Found>, 'db' | 'found'>) => ({ feeds: await feedsOf(db, found.subject) })

const made = async ({ db, actor, found, now, note }: Asking<Found>) => {
  const feed = await addFeed(db, found.subject, actor.accountId, now)
  note({ feedId: feed.id, ...found.subject }, found.organisationId)
  return feed
}

const revoked = async ({ db, actor, found, now, note }: Asking<Found & { feedId: number }>) => {
  await revokeFeed(db, found.feedId, actor.accountId, now)
  note({ feedId: found.feedId, ...found.subject }, found.organisationId)
  return { done: true as const }
}

export const feedRoutes = endpoints(feeds, {
  'GET /cohorts/:cohortId/feeds': { permission: cohortFeeds, answer: listed },
  'POST /cohorts/:cohortId/feeds': { permission: cohortFeeds, answer: made },
  'POST /cohorts/:cohortId/feeds/:feedId/revocation': { permission: cohortFeed, answer: revoked },
  'GET /teachers/:teacherId/feeds': { permission: teacherFeeds, answer: listed },
  'POST /teachers/:teacherId/feeds': { permission: teacherFeeds, answer: made },
  'POST /teachers/:teacherId/feeds/:feedId/revocation': { permission: teacherFeed, answer: revoked },
  'GET /venues/:venueId/feeds': { permission: venueFeeds, answer: listed },
  'POST /venues/:venueId/feeds': { permission: venueFeeds, answer: made },
  'POST /venues/:venueId/feeds/:feedId/revocation': { permission: venueFeed, answer: revoked }
})
