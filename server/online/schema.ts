import { customType, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

/** Pieces of a film in milliseconds, half-open, as the database unites them. */
const int8multirange = customType<{ data: string }>({ dataType: () => 'int8multirange' })

export const watchLeases = pgTable('watch_leases', {
  id: identity(),
  personId: reference('person_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  materialId: reference('material_id').notNull(),
  deviceId: uuid('device_id').notNull(),
  startedAt: moment('started_at').notNull(),
  acknowledgedAt: moment('acknowledged_at').notNull(),
  lastSequence: integer('last_sequence').notNull().default(0),
  endedAt: moment('ended_at')
})

export const watches = pgTable(
  'watches',
  {
    enrolmentId: reference('enrolment_id').notNull(),
    cohortId: reference('cohort_id').notNull(),
    lessonId: reference('lesson_id').notNull(),
    materialId: reference('material_id').notNull(),
    covered: int8multirange('covered').notNull(),
    positionMs: integer('position_ms').notNull(),
    reportedAt: moment('reported_at').notNull()
  },
  table => [primaryKey({ columns: [table.enrolmentId, table.lessonId, table.materialId] })]
)

export const onlineCompletions = pgTable('online_completions', {
  id: identity(),
  enrolmentId: reference('enrolment_id').notNull(),
  personId: reference('person_id').notNull(),
  cohortId: reference('cohort_id').notNull(),
  lessonId: reference('lesson_id').notNull(),
  coveredMs: integer('covered_ms').notNull(),
  lengthMs: integer('length_ms').notNull(),
  completedAt: moment('completed_at').notNull(),
  accountId: reference('account_id').notNull()
})
