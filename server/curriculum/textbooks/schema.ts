import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { TextbookKind } from './rules.ts'

export const textbooks = pgTable('textbooks', { id: identity() })

export const textbookFacts = pgTable('textbook_facts', {
  id: identity(),
  textbookId: reference('textbook_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  author: text('author'),
  publisher: text('publisher'),
  year: integer('year'),
  isbn: text('isbn'),
  kind: text('kind').$type<TextbookKind>().notNull(),
  keptAt: text('kept_at'),
  remark: text('remark'),
  isHidden: boolean('is_hidden').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedBy: reference('recorded_by'),
  recordedUntil: moment('recorded_until')
})
