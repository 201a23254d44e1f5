import { date, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference } from '../database/columns.ts'
import type { Requirement } from './requirements/rules.ts'
import type { Pack } from './rules.ts'

export const policyPacks = pgTable('policy_packs', {
  id: identity(),
  code: text('code').notNull(),
  title: text('title').notNull()
})

export const policyVersions = pgTable('policy_versions', {
  id: identity(),
  packId: reference('pack_id').notNull(),
  number: integer('number').notNull(),
  effectiveFrom: civil('effective_from').notNull(),
  effectiveUntil: date('effective_until', { mode: 'string' }),
  body: jsonb('body').$type<Pack>().notNull(),
  recordedAt: moment('recorded_at').notNull(),
  text: text('text'),
  recordedBy: reference('recorded_by')
})

export const categories = pgTable('categories', {
  code: text('code').primaryKey(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  position: integer('position').notNull()
})

export const strata = pgTable(
  'strata',
  {
    versionId: reference('version_id').notNull(),
    code: text('code').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    position: integer('position').notNull(),
    fields: text('fields').array().notNull(),
    roles: text('roles').array().notNull()
  },
  table => [primaryKey({ columns: [table.versionId, table.code] })]
)

export const requirements = pgTable('requirements', {
  id: identity(),
  versionId: reference('version_id').notNull(),
  code: text('code').notNull(),
  position: integer('position').notNull(),
  titleZh: text('title_zh').notNull(),
  titleEn: text('title_en').notNull(),
  severity: text('severity').notNull(),
  body: jsonb('body').$type<Requirement>().notNull()
})
