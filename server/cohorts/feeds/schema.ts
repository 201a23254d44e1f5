import { pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'

export const feeds = pgTable('feeds', {
  id: identity(),
  tokenHash: text('token_hash').notNull(),
  cohortId: reference('cohort_id'),
  teacherId: reference('teacher_id'),
  venueId: reference('venue_id'),
  personId: reference('person_id'),
  madeAt: moment('made_at').notNull(),
  madeBy: reference('made_by').notNull()
})

export const feedRevocations = pgTable('feed_revocations', {
  feedId: reference('feed_id').primaryKey(),
  revokedAt: moment('revoked_at').notNull(),
  revokedBy: reference('revoked_by').notNull()
})
