import { boolean, integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const attempts = pgTable('attempts', {
  id: identity(),
  enrolmentId: reference('enrolment_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  materialId: reference('material_id').notNull(),
  number: integer('number').notNull(),
  clientKey: uuid('client_key').notNull(),
  startedAt: moment('started_at').notNull()
})

export const answers = pgTable('answers', {
  id: identity(),
  attemptId: reference('attempt_id').notNull(),
  question: integer('question').notNull(),
  given: jsonb('given').$type<string[]>().notNull(),
  sequence: reference('sequence').notNull(),
  givenAt: moment('given_at').notNull(),
  receivedAt: moment('received_at').notNull()
})

export const submissions = pgTable('submissions', {
  id: identity(),
  attemptId: reference('attempt_id').notNull(),
  submittedAt: moment('submitted_at').notNull(),
  score: integer('score').notNull(),
  outOf: integer('out_of').notNull(),
  mark: integer('mark').notNull(),
  isPassed: boolean('is_passed').notNull()
})
