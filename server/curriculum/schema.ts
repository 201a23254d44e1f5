import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'

export const courses = pgTable('courses', { id: identity(), code: text('code').notNull() })

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
  contentHash: text('content_hash')
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

export const teachers = pgTable('teachers', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  unit: text('unit').notNull(),
  title: text('title').notNull()
})

export const venues = pgTable('venues', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  place: text('place').notNull(),
  capacity: integer('capacity').notNull()
})
