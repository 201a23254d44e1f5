import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, civil, identity, moment, reference } from '../database/columns.ts'

export const rosterImports = pgTable('roster_imports', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  fileName: text('file_name').notNull(),
  content: bytea('content').notNull(),
  mapping: jsonb('mapping').$type<object>().notNull().default({}),
  isCompleteList: boolean('is_complete_list').notNull().default(false),
  effectiveOn: civil('effective_on').notNull(),
  uploadedAt: moment('uploaded_at').notNull(),
  uploadedBy: reference('uploaded_by').notNull()
})

export const rosterApplications = pgTable('roster_applications', {
  id: identity(),
  importId: reference('import_id').notNull(),
  appliedAt: moment('applied_at').notNull(),
  appliedBy: reference('applied_by').notNull(),
  summary: jsonb('summary').$type<Record<string, unknown>>().notNull()
})
