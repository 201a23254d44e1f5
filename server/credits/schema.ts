import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference } from '../database/columns.ts'
import type { Slot } from '../time/halfDays.ts'

export const creditEntries = pgTable('credit_entries', {
  id: identity(),
  personId: reference('person_id').notNull(),
  enrolmentId: reference('enrolment_id'),
  source: text('source').$type<'concentrated' | 'collective' | 'selfStudy' | 'online'>().notNull(),
  centiCredits: integer('centi_credits').notNull(),
  halfDays: integer('half_days').notNull(),
  earnedOn: civil('earned_on').notNull(),
  slot: text('slot').$type<Slot>(),
  versionId: reference('version_id').notNull(),
  lessonId: reference('lesson_id'),
  reversesId: reference('reverses_id'),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

/** A lesson, and what says that it was attended: a mark, or that it was completed online. */
export const creditEvidence = pgTable('credit_evidence', {
  entryId: reference('entry_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  markId: reference('mark_id'),
  onlineCompletionId: reference('online_completion_id')
})

export const completions = pgTable('completions', {
  id: identity(),
  enrolmentId: reference('enrolment_id').notNull(),
  personId: reference('person_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  closingId: reference('closing_id').notNull(),
  isCompleted: boolean('is_completed').notNull(),
  totalCentiCredits: integer('total_centi_credits').notNull(),
  earnedCentiCredits: integer('earned_centi_credits').notNull(),
  leaveCentiCredits: integer('leave_centi_credits').notNull(),
  absentCentiCredits: integer('absent_centi_credits').notNull(),
  electiveMinutes: integer('elective_minutes').notNull().default(0),
  completedOn: civil('completed_on').notNull(),
  kind: text('kind').notNull(),
  organiserLevel: text('organiser_level').notNull(),
  versionId: reference('version_id').notNull(),
  recordedAt: moment('recorded_at').notNull()
})
