import { createHash, randomBytes } from 'node:crypto'
import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { feedRevocations, feeds } from './schema.ts'

/** Whose calendar: exactly one of them. */
export type Subject = { cohortId: number } | { teacherId: number } | { venueId: number } | { personId: number }

const isOf = (subject: Subject): SQL =>
  'cohortId' in subject
    ? sql`f.cohort_id = ${subject.cohortId}`
    : 'teacherId' in subject
      ? sql`f.teacher_id = ${subject.teacherId}`
      : 'venueId' in subject
        ? sql`f.venue_id = ${subject.venueId}`
        : sql`f.person_id = ${subject.personId}`

// An address of somebody who may no longer sign in holds no longer either.
const holding = sql`feeds f join accounts a on a.id = f.made_by and not a.is_disabled
  where not exists (select from feed_revocations r where r.feed_id = f.id)`

export type Feed = { id: number; madeAt: string; madeBy: string }

/** Newest first. */
export const feedsOf = (db: Db, subject: Subject): Promise<Feed[]> =>
  rowsOf<Feed>(
    db,
    sql`select f.id, to_char(f.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt", a.name as "madeBy"
        from ${holding} and ${isOf(subject)} order by f.id desc`
  )

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes an address of 256 random bits, of which the hash is kept. */
export const addFeed = async (db: Db, subject: Subject, madeBy: number, now: Date): Promise<{ id: number; path: string }> => {
  const token = randomBytes(32).toString('base64url')
  const [made] = await db
    .insert(feeds)
    .values({ ...subject, tokenHash: hashOf(token), madeBy, madeAt: now })
    .returning({ id: feeds.id })
  return { id: made!.id, path: `/feeds/${token}.ics` }
}

export const revokeFeed = async (db: Db, feedId: number, revokedBy: number, now: Date): Promise<void> => {
  await db.insert(feedRevocations).values({ feedId, revokedBy, revokedAt: now })
}

export type FeedAsked = {
  cohortId: number | null
  teacherId: number | null
  venueId: number | null
  personId: number | null
}

export const feedBehind = (db: Db, token: string): Promise<FeedAsked | null> =>
  firstOf<FeedAsked>(
    db,
    sql`select f.cohort_id as "cohortId", f.teacher_id as "teacherId", f.venue_id as "venueId", f.person_id as "personId"
        from ${holding} and f.token_hash = ${hashOf(token)}`
  )
