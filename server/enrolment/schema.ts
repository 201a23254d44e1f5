import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const enrolments = pgTable('enrolments', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  personId: reference('person_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  postSnapshot: text('post_snapshot').notNull(),
  number: integer('number').notNull()
})

export const enrolmentEvents = pgTable('enrolment_events', {
  id: identity(),
  enrolmentId: reference('enrolment_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  kind: text('kind').$type<'enrolled' | 'withdrawn'>().notNull(),
  reason: text('reason'),
  at: moment('at').notNull(),
  accountId: reference('account_id').notNull()
})
