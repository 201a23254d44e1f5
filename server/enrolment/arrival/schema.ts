import { bigint, boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'

export const arrivals = pgTable('arrivals', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  enrolmentId: reference('enrolment_id').notNull(),
  isThere: boolean('is_there').notNull(),
  at: moment('at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

/** Deleted some days after the cohort, so no fact with a history. */
export const arrivalDetails = pgTable('arrival_details', {
  enrolmentId: bigint('enrolment_id', { mode: 'number' }).primaryKey(),
  cohortId: reference('cohort_id').notNull(),
  needsLodging: boolean('needs_lodging'),
  room: text('room'),
  bus: text('bus'),
  tableNo: text('table_no'),
  diet: text('diet'),
  needsPickup: boolean('needs_pickup'),
  transport: text('transport'),
  arrivalTime: text('arrival_time'),
  remark: text('remark'),
  changedAt: moment('changed_at').notNull(),
  changedBy: reference('changed_by').notNull()
})
