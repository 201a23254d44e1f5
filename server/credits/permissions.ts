import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed } from '../http/refusals.ts'

/** The person behind a trainee's account; without that role, or without a person on the roster, there is no record of one's own. */
export const ownPerson = (_db: Db, actor: Actor): number => {
  if (actor.personId === null || !actor.roles.some(held => held.role === 'trainee')) throw notAllowed()
  return actor.personId
}
