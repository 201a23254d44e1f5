import type { Db } from '../database/db.ts'
import type { Actor, Role } from '../http/actor.ts'
import { notAllowed } from '../http/refusals.ts'

const SETS: readonly Role[] = ['trainingAdministrator', 'approver']

/** What is required of everybody is the right of the department at the root of the tree: what core theory is as well as what must be met. */
export const setsPolicy = (actor: Actor): boolean =>
  actor.roles.some(({ role, path }) => SETS.includes(role) && !path.includes('.'))

export const policyToSet = (_db: Db, actor: Actor): Actor => {
  if (!setsPolicy(actor)) throw notAllowed()
  return actor
}
