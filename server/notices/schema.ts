import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const complaints = pgTable('complaints', {
  id: identity(),
  accountId: reference('account_id'),
  organisationId: reference('organisation_id').notNull(),
  page: text('page').notNull(),
  text: text('text').notNull(),
  contact: text('contact'),
  clientKey: uuid('client_key').notNull(),
  sentAt: moment('sent_at').notNull()
})

export const complaintAnswers = pgTable('complaint_answers', {
  id: identity(),
  complaintId: reference('complaint_id').notNull(),
  text: text('text').notNull(),
  answeredAt: moment('answered_at').notNull(),
  answeredBy: reference('answered_by').notNull()
})
