import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference } from '../database/columns.ts'

export const standings = pgTable('standings', {
  id: identity(),
  personId: reference('person_id').notNull(),
  requirement: text('requirement').notNull(),
  period: integer('period').notNull(),
  organisationId: reference('organisation_id').notNull(),
  stratum: text('stratum').notNull(),
  state: text('state').$type<'covered' | 'outstanding' | 'notYetDue' | 'exempt' | 'left'>().notNull(),
  isFlagged: boolean('is_flagged').notNull(),
  versionId: reference('version_id').notNull(),
  validFrom: civil('valid_from').notNull(),
  validUntil: civil('valid_until').notNull(),
  recordedFrom: moment('recorded_from').notNull(),
  recordedUntil: moment('recorded_until')
})
