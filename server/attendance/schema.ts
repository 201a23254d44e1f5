import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'
import type { Status } from './rules.ts'

export const rollCalls = pgTable('roll_calls', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  clientKey: uuid('client_key').notNull(),
  calledAt: moment('called_at').notNull(),
  calledBy: reference('called_by').notNull()
})

export const marks = pgTable('marks', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  status: text('status').$type<Status>().notNull(),
  reason: text('reason'),
  markedAt: moment('marked_at').notNull(),
  markedBy: reference('marked_by').notNull(),
  clientKey: uuid('client_key')
})
