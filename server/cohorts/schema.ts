import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference, tsrange } from '../database/columns.ts'
import type { Verdict } from './contents/rules.ts'
import type { CohortKind, LessonKind, VenueKind } from './rules.ts'

export const cohorts = pgTable('cohorts', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<CohortKind>().notNull(),
  organiserLevel: text('organiser_level').notNull(),
  stratum: text('stratum').notNull(),
  capacity: integer('capacity').notNull(),
  startsOn: civil('starts_on').notNull(),
  endsOn: civil('ends_on').notNull(),
  supervisorId: reference('supervisor_id'),
  venueKind: text('venue_kind').$type<VenueKind>(),
  planItemId: reference('plan_item_id'),
  electiveMinutes: integer('elective_minutes').notNull().default(0),
  createdAt: moment('created_at').notNull(),
  touched: reference('touched').notNull().default(0)
})

export const lessons = pgTable('lessons', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  kind: text('kind').$type<LessonKind>().notNull(),
  title: text('title').notNull(),
  courseVersionId: reference('course_version_id'),
  heldOn: civil('held_on').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
  counts: boolean('counts').notNull(),
  minutes: integer('minutes').notNull(),
  teacherText: text('teacher_text'),
  placeText: text('place_text'),
  baseId: reference('base_id'),
  venueKind: text('venue_kind').$type<VenueKind>(),
  gatherMinute: integer('gather_minute'),
  gatherPlace: text('gather_place'),
  closesOn: civil('closes_on'),
  isElective: boolean('is_elective').notNull().default(false),
  combinedId: reference('combined_id')
})

export const lessonCategories = pgTable(
  'lesson_categories',
  { lessonId: reference('lesson_id').notNull(), category: text('category').notNull(), minutes: integer('minutes').notNull() },
  table => [primaryKey({ columns: [table.lessonId, table.category] })]
)

export const publications = pgTable('publications', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  publishedAt: moment('published_at').notNull(),
  publishedBy: reference('published_by').notNull(),
  versionId: reference('version_id'),
  verdicts: jsonb('verdicts').$type<Verdict[]>()
})

export const bookings = pgTable('bookings', {
  id: identity(),
  lessonId: reference('lesson_id').notNull(),
  venueId: reference('venue_id'),
  teacherId: reference('teacher_id'),
  groupId: reference('group_id'),
  during: tsrange('during').notNull(),
  isHeld: boolean('is_held').notNull(),
  combinedId: reference('combined_id')
})

export const holdings = pgTable('holdings', {
  id: identity(),
  lessonId: reference('lesson_id').notNull(),
  wasHeld: boolean('was_held').notNull(),
  reason: text('reason'),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const derogations = pgTable('derogations', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  reason: text('reason').notNull(),
  document: text('document').notNull(),
  approvedAt: moment('approved_at').notNull(),
  approvedBy: reference('approved_by').notNull()
})

export const closings = pgTable('closings', {
  id: identity(),
  cohortId: reference('cohort_id').notNull(),
  derogationId: reference('derogation_id'),
  closedAt: moment('closed_at').notNull(),
  closedBy: reference('closed_by').notNull(),
  versionId: reference('version_id'),
  verdicts: jsonb('verdicts').$type<Verdict[]>()
})
