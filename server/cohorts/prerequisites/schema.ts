import { pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { reference } from '../../database/columns.ts'

export const lessonPrerequisites = pgTable(
  'lesson_prerequisites',
  {
    lessonId: reference('lesson_id').notNull(),
    requiresId: reference('requires_id').notNull(),
    cohortId: reference('cohort_id').notNull()
  },
  table => [primaryKey({ columns: [table.lessonId, table.requiresId] })]
)
