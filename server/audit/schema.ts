import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const auditLines = pgTable('audit_lines', {
  id: identity(),
  at: moment('at').notNull(),
  accountId: reference('account_id'),
  act: text('act').notNull(),
  organisationId: reference('organisation_id'),
  details: jsonb('details').$type<Record<string, unknown>>().notNull().default({})
})
