import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'
import type { Stage, Status } from './rules.ts'

export const rollCalls = pgTable('roll_calls', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  clientKey: uuid('client_key').notNull(),
  calledAt: moment('called_at').notNull(),
  calledBy: reference('called_by').notNull()
})

export const marks = pgTable('marks', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  status: text('status').$type<Status>().notNull(),
  reason: text('reason'),
  markedAt: moment('marked_at').notNull(),
  markedBy: reference('marked_by').notNull(),
  clientKey: uuid('client_key')
})

export const buses = pgTable('buses', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  number: integer('number').notNull(),
  capacity: integer('capacity').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const busSeats = pgTable('bus_seats', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  bus: integer('bus'),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const headcounts = pgTable('headcounts', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  stage: text('stage').$type<Stage>().notNull(),
  bus: integer('bus'),
  clientKey: uuid('client_key').notNull(),
  countedAt: moment('counted_at').notNull(),
  countedBy: reference('counted_by').notNull()
})

export const headcountMarks = pgTable('headcount_marks', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  stage: text('stage').$type<Stage>().notNull(),
  isThere: boolean('is_there').notNull(),
  reason: text('reason'),
  markedAt: moment('marked_at').notNull(),
  markedBy: reference('marked_by').notNull(),
  clientKey: uuid('client_key')
})
