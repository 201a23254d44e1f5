import { pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'

export const cohortGroups = pgTable('cohort_groups', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  name: text('name').notNull(),
  leaderId: reference('leader_id'),
  venueId: reference('venue_id'),
  placeText: text('place_text'),
  dissolvedAt: moment('dissolved_at'),
  createdAt: moment('created_at').notNull()
})

export const groupSeats = pgTable('group_seats', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  groupId: reference('group_id'),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})
