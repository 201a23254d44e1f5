import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, identity, moment, reference } from '../../database/columns.ts'
import type { BaseKind, BaseLevel } from './rules.ts'

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
