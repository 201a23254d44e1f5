import { boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'

export const combinedLessons = pgTable('combined_lessons', {
  id: identity(),
  madeAt: moment('made_at').notNull(),
  madeBy: reference('made_by').notNull(),
  touched: reference('touched').notNull().default(0)
})

export const lessonCombinings = pgTable('lesson_combinings', {
  id: identity(),
  lessonId: reference('lesson_id').notNull(),
  combinedId: reference('combined_id').notNull(),
  hasJoined: boolean('has_joined').notNull(),
  knownAs: reference('known_as')
})

export const combinedOffers = pgTable('combined_offers', {
  id: identity(),
  combinedId: reference('combined_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  offeredAt: moment('offered_at').notNull(),
  offeredBy: reference('offered_by').notNull()
})

export const combinedAnswers = pgTable('combined_answers', {
  offerId: reference('offer_id').primaryKey(),
  kind: text('kind').$type<'taken' | 'declined' | 'withdrawn'>().notNull(),
  answeredAt: moment('answered_at').notNull(),
  answeredBy: reference('answered_by').notNull()
})
