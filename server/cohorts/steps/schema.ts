import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { Step } from './rules.ts'

export const cohortSteps = pgTable('cohort_steps', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  kind: text('kind').$type<Step>().notNull(),
  reason: text('reason'),
  document: text('document'),
  days: integer('days'),
  at: moment('at').notNull(),
  accountId: reference('account_id').notNull()
})
