import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { Mark } from './rules.ts'

/** Without an organisation it comes from a file of the content folder. */
export const courses = pgTable('courses', {
  id: identity(),
  code: text('code').notNull(),
  organisationId: reference('organisation_id')
})

export const courseVersions = pgTable('course_versions', {
  id: identity(),
  courseId: reference('course_id').notNull(),
  number: integer('number').notNull(),
  title: text('title').notNull(),
  category: text('category').notNull(),
  kind: text('kind').notNull(),
  minutes: integer('minutes').notNull(),
  summary: text('summary').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  contentHash: text('content_hash'),
  tags: text('tags').array().notNull().default([]),
  audience: text('audience'),
  fields: text('fields').array().notNull().default([]),
  teacherId: reference('teacher_id'),
  teacherText: text('teacher_text'),
  materialsNote: text('materials_note'),
  recordedBy: reference('recorded_by')
})

export const courseVersionTextbooks = pgTable(
  'course_version_textbooks',
  { courseVersionId: reference('course_version_id').notNull(), textbookId: reference('textbook_id').notNull() },
  table => [primaryKey({ columns: [table.courseVersionId, table.textbookId] })]
)

export const courseVisibilities = pgTable('course_visibilities', {
  id: identity(),
  courseId: reference('course_id').notNull(),
  isHidden: boolean('is_hidden').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const coreTheoryMarks = pgTable('core_theory_marks', {
  id: identity(),
  courseId: reference('course_id').notNull(),
  what: text('what').$type<Mark>().notNull(),
  reason: text('reason').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by').notNull()
})

export const materials = pgTable('materials', {
  id: identity(),
  courseVersionId: reference('course_version_id').notNull(),
  position: integer('position').notNull(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  body: jsonb('body').$type<Record<string, unknown>>().notNull(),
  media: text('media'),
  lengthMs: integer('length_ms').notNull(),
  characters: integer('characters').notNull()
})

export const packageReadings = pgTable('package_readings', {
  name: text('name').primaryKey(),
  fingerprint: text('fingerprint').notNull(),
  courseVersionId: reference('course_version_id').notNull(),
  readAt: moment('read_at').notNull()
})
