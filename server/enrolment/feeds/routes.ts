import { ownPerson } from '../../accounts/permissions.ts'
import { addFeed, feedsOf, revokeFeed } from '../../cohorts/feeds/queries.ts'
import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import { notFound } from '../../http/refusals.ts'
import { ownFeeds } from './contract.ts'

const ownFeed = async (db: Db, actor: Actor, { params }: { params: { feedId: number } }): Promise<number> => {
  const own = await feedsOf(db, { personId: ownPerson(db, actor) })
  if (!own.some(({ id }) => id === params.feedId)) throw notFound()
  return params.feedId
}

export const ownFeedRoutes = endpoints(ownFeeds, {
  'GET /my/feeds': {
    permission: ownPerson,
    answer: async ({ db, found }) => ({ feeds: await feedsOf(db, { personId: found }) })
  },
  'POST /my/feeds': {
    permission: ownPerson,
    answer: async ({ db, actor, found, now, note }) => {
      const feed = await addFeed(db, { personId: found }, actor.accountId, now)
      note({ feedId: feed.id })
      return feed
    }
  },
  'POST /my/feeds/:feedId/revocation': {
    permission: ownFeed,
    answer: async ({ db, actor, found, now, note }) => {
      await revokeFeed(db, found, actor.accountId, now)
      note({ feedId: found })
      return { done: true }
    }
  }
})
