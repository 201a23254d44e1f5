import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../../database/columns.ts'
import type { VenueKind } from './rules.ts'

export const venues = pgTable('venues', { id: identity() })

export const venueFacts = pgTable('venue_facts', {
  id: identity(),
  venueId: reference('venue_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  place: text('place').notNull(),
  capacity: integer('capacity').notNull(),
  kind: text('kind').$type<VenueKind>().notNull(),
  equipment: text('equipment'),
  contact: text('contact'),
  isHidden: boolean('is_hidden').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedBy: reference('recorded_by'),
  recordedUntil: moment('recorded_until')
})
