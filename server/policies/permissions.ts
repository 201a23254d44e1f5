import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'

/**
 * What is required of everybody, and what core theory is, is the right of the department at the root of the tree. Among the three
 * administrators policy and approval are one (安全管理员), so it is the approver there.
 */
export const setsPolicy = (actor: Actor): boolean =>
  actor.roles.some(({ role, path }) => role === 'approver' && !path.includes('.'))

export const policyToSet = (_db: Db, actor: Actor): Actor => {
  if (!actor.roles.some(({ role }) => role === 'approver')) throw notAllowed()
  if (!setsPolicy(actor)) throw notFound()
  return actor
}
