import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed } from '../http/refusals.ts'

/** The person this account is; an account that is nobody on the roster has no record of its own. */
export const ownPerson = (_db: Db, actor: Actor): number => {
  if (actor.personId === null) throw notAllowed()
  return actor.personId
}
