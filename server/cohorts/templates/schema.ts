import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { CohortKind, LessonKind, VenueKind } from '../rules.ts'

export const templates = pgTable('timetable_templates', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<CohortKind>().notNull(),
  cohortId: reference('cohort_id').notNull(),
  madeAt: moment('made_at').notNull(),
  madeBy: reference('made_by').notNull()
})

export const templateVisibilities = pgTable('timetable_template_visibilities', {
  id: identity(),
  templateId: reference('template_id').notNull(),
  isHidden: boolean('is_hidden').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const templateLessons = pgTable('timetable_template_lessons', {
  id: identity(),
  templateId: reference('template_id').notNull(),
  day: integer('day').notNull(),
  kind: text('kind').$type<LessonKind>().notNull(),
  title: text('title').notNull(),
  courseVersionId: reference('course_version_id'),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
  minutes: integer('minutes').notNull(),
  teacherText: text('teacher_text'),
  placeText: text('place_text'),
  baseId: reference('base_id'),
  venueKind: text('venue_kind').$type<VenueKind>(),
  gatherMinute: integer('gather_minute'),
  gatherPlace: text('gather_place'),
  closesDay: integer('closes_day'),
  isElective: boolean('is_elective').notNull().default(false)
})

export const templateCategories = pgTable(
  'timetable_template_categories',
  { lessonId: reference('lesson_id').notNull(), category: text('category').notNull(), minutes: integer('minutes').notNull() },
  table => [primaryKey({ columns: [table.lessonId, table.category] })]
)

export const templateTakings = pgTable('timetable_template_takings', {
  id: identity(),
  lessonId: reference('lesson_id').notNull(),
  venueId: reference('venue_id'),
  teacherId: reference('teacher_id')
})
