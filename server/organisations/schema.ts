import { bigint, boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { Criteria } from './filters/rules.ts'
import { bothTimes, bytea, civil, identity, ltree, moment, reference } from '../database/columns.ts'

export const organisations = pgTable('organisations', { id: identity(), code: text('code') })

export const organisationFacts = pgTable('organisation_facts', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  parentId: reference('parent_id'),
  path: ltree('path').notNull(),
  name: text('name').notNull(),
  typeCode: text('type_code').notNull(),
  level: text('level').notNull(),
  unitCategory: text('unit_category').notNull(),
  field: text('field').notNull(),
  divisionCode: text('division_code'),
  localCategory: text('local_category'),
  ...bothTimes()
})

export const organisationSuccessions = pgTable('organisation_successions', {
  id: identity(),
  kind: text('kind').$type<'renamed' | 'moved' | 'merged' | 'split' | 'ended'>().notNull(),
  fromId: reference('from_id').notNull(),
  toId: reference('to_id'),
  onDay: civil('on_day').notNull(),
  reason: text('reason').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by')
})

export const localCategories = pgTable('local_categories', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  unitCategory: text('unit_category').notNull(),
  field: text('field').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedUntil: moment('recorded_until')
})

export const people = pgTable('people', { id: identity(), staffNumber: text('staff_number') })

export const personFacts = pgTable('person_facts', {
  id: identity(),
  personId: reference('person_id').notNull(),
  name: text('name').notNull(),
  pinyin: text('pinyin').notNull(),
  gender: text('gender').$type<'male' | 'female'>(),
  birthMonth: text('birth_month'),
  ethnicGroup: text('ethnic_group'),
  education: text('education'),
  joinedMonth: text('joined_month'),
  occupation: text('occupation'),
  ...bothTimes()
})

/** The rows of one table that a merger closed, and those that took their place. */
export type Rows = { taken: number[]; given: number[] }
/** Mergers from before due dates were set by hand say nothing of them. */
export type Moved = Record<'posts' | 'memberships' | 'exemptions', Rows> & { dueDates?: Rows }

export const personMerges = pgTable('person_merges', {
  id: identity(),
  keptId: reference('kept_id').notNull(),
  mergedId: reference('merged_id').notNull(),
  reason: text('reason').notNull(),
  moved: jsonb('moved').$type<Moved>().notNull(),
  mergedBy: reference('merged_by'),
  recordedFrom: moment('recorded_from').notNull(),
  recordedUntil: moment('recorded_until')
})

export const personMergeReversals = pgTable('person_merge_reversals', {
  id: identity(),
  mergeId: reference('merge_id').notNull(),
  reason: text('reason').notNull(),
  reversedAt: moment('reversed_at').notNull(),
  reversedBy: reference('reversed_by')
})

export const personDistinctions = pgTable('person_distinctions', {
  id: identity(),
  personId: reference('person_id').notNull(),
  otherId: reference('other_id').notNull(),
  reason: text('reason').notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: reference('recorded_by')
})

export const personalData = pgTable('personal_data', {
  personId: bigint('person_id', { mode: 'number' }).primaryKey(),
  idCipher: bytea('id_cipher'),
  idHash: text('id_hash'),
  idLastFour: text('id_last_four'),
  mobileCipher: bytea('mobile_cipher'),
  mobileHash: text('mobile_hash'),
  mobileLastFour: text('mobile_last_four')
})

export const posts = pgTable('posts', {
  id: identity(),
  postId: reference('post_id').notNull(),
  personId: reference('person_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  role: text('role').notNull(),
  portfolio: text('portfolio'),
  isMain: boolean('is_main').notNull(),
  ...bothTimes()
})

export const memberships = pgTable('memberships', {
  id: identity(),
  personId: reference('person_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  stage: text('stage').notNull(),
  ...bothTimes()
})

export const exemptions = pgTable('exemptions', {
  id: identity(),
  exemptionId: reference('exemption_id').notNull(),
  personId: reference('person_id').notNull(),
  requirement: text('requirement'),
  reason: text('reason').notNull(),
  approvedBy: text('approved_by').notNull(),
  kind: text('kind').notNull().default('other'),
  decidedOn: civil('decided_on'),
  document: text('document'),
  ...bothTimes()
})

export const dueDates = pgTable('due_dates', {
  id: identity(),
  dueDateId: reference('due_date_id').notNull(),
  personId: reference('person_id').notNull(),
  requirement: text('requirement').notNull(),
  dueOn: civil('due_on').notNull(),
  reason: text('reason').notNull(),
  approvedBy: text('approved_by').notNull(),
  decidedOn: civil('decided_on'),
  document: text('document'),
  ...bothTimes(),
  validUntil: civil('valid_until').notNull()
})

export const savedFilters = pgTable('saved_filters', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  criteria: jsonb('criteria').$type<Criteria>().notNull(),
  createdAt: moment('created_at').notNull(),
  createdBy: reference('created_by').notNull()
})
