import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { Sentence } from '../../http/refusals.ts'

export const messages = pgTable('messages', {
  id: identity(),
  kind: text('kind').$type<'timetablePublished' | 'timetableChanged'>().notNull(),
  cohortId: reference('cohort_id').notNull(),
  titleZh: text('title_zh').notNull(),
  titleEn: text('title_en').notNull(),
  lines: jsonb('lines').$type<Sentence[]>().notNull(),
  since: reference('since').notNull(),
  sentAt: moment('sent_at').notNull()
})

export const messageRecipients = pgTable('message_recipients', {
  messageId: reference('message_id').notNull(),
  personId: reference('person_id'),
  accountId: reference('account_id')
})

export const messageReadings = pgTable(
  'message_readings',
  {
    messageId: reference('message_id').notNull(),
    accountId: reference('account_id').notNull(),
    readAt: moment('read_at').notNull()
  },
  table => [primaryKey({ columns: [table.messageId, table.accountId] })]
)

export const messageReplacements = pgTable('message_replacements', {
  messageId: reference('message_id').primaryKey(),
  replacedAt: moment('replaced_at').notNull()
})
