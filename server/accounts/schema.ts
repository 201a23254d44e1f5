import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { identity, moment, reference } from '../database/columns.ts'
import type { Role } from '../http/actor.ts'

export const accounts = pgTable('accounts', {
  id: identity(),
  username: text('username').notNull(),
  name: text('name').notNull(),
  personId: reference('person_id'),
  passwordHash: text('password_hash').notNull(),
  epoch: integer('epoch').notNull().default(1),
  isDisabled: boolean('is_disabled').notNull().default(false),
  createdAt: moment('created_at').notNull()
})

export const accountRoles = pgTable('account_roles', {
  id: identity(),
  accountId: reference('account_id').notNull(),
  role: text('role').$type<Role>().notNull(),
  organisationId: reference('organisation_id').notNull(),
  grantedAt: moment('granted_at').notNull(),
  grantedBy: reference('granted_by'),
  revokedAt: moment('revoked_at'),
  revokedBy: reference('revoked_by')
})

export const signInFailures = pgTable('sign_in_failures', {
  id: identity(),
  username: text('username').notNull(),
  at: moment('at').notNull()
})
