import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const marks = pgTable('marks', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  status: text('status').$type<'present' | 'late' | 'leftEarly' | 'leave' | 'absent'>().notNull(),
  reason: text('reason'),
  markedAt: moment('marked_at').notNull(),
  markedBy: reference('marked_by').notNull(),
  clientKey: uuid('client_key')
})
