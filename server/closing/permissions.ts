import type { Db } from '../database/db.ts'
import { reachOf, type Actor } from '../http/actor.ts'
import { notAllowed } from '../http/refusals.ts'

/** The parts of the tree strictly below which this approver may sign. */
export const derogationsToSee = (_db: Db, actor: Actor): string[] => {
  const above = reachOf(actor, ['approver'])
  if (!above.length) throw notAllowed()
  return above
}
