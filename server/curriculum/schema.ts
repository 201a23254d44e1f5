import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, identity, moment, reference } from '../database/columns.ts'
import type { BaseKind, BaseLevel } from './rules.ts'

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
  contentHash: text('content_hash'),
  tags: text('tags').array().notNull().default([])
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

export const teachingBases = pgTable('teaching_bases', { id: identity() })

export const teachingBaseFacts = pgTable('teaching_base_facts', {
  id: identity(),
  baseId: reference('base_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  level: text('level').$type<BaseLevel>().notNull(),
  kind: text('kind').$type<BaseKind>().notNull(),
  location: text('location').notNull(),
  capacity: integer('capacity'),
  topics: text('topics').array().notNull(),
  guide: text('guide'),
  contact: text('contact'),
  travelMinutes: integer('travel_minutes'),
  openingHours: text('opening_hours'),
  cost: text('cost'),
  summary: text('summary').notNull(),
  history: text('history'),
  route: text('route'),
  isHidden: boolean('is_hidden').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedBy: reference('recorded_by').notNull(),
  recordedUntil: moment('recorded_until')
})

export const packageReadings = pgTable('package_readings', {
  name: text('name').primaryKey(),
  fingerprint: text('fingerprint').notNull(),
  courseVersionId: reference('course_version_id').notNull(),
  readAt: moment('read_at').notNull()
})

export const teachingBasePictures = pgTable('teaching_base_pictures', {
  id: identity(),
  baseId: reference('base_id').notNull(),
  caption: text('caption').notNull(),
  mediaType: text('media_type').notNull(),
  content: bytea('content').notNull(),
  addedAt: moment('added_at').notNull(),
  addedBy: reference('added_by').notNull()
})

export const teachingBasePictureRemovals = pgTable('teaching_base_picture_removals', {
  id: identity(),
  pictureId: reference('picture_id').notNull(),
  removedAt: moment('removed_at').notNull(),
  removedBy: reference('removed_by').notNull()
})
