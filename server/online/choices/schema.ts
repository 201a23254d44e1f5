import { boolean, pgTable } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'

export const electiveChoices = pgTable('elective_choices', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  isChosen: boolean('is_chosen').notNull(),
  chosenAt: moment('chosen_at').notNull(),
  accountId: reference('account_id').notNull()
})
