import type { Db } from '../database/db.ts'
import { reachOf, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { complaintsFor } from './queries.ts'

/** The parts of the tree whose complaints come to this actor. */
export const complaintsToAnswer = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}

export const complaintToAnswer = async (db: Db, actor: Actor, asked: { params: { complaintId: number }; now: Date }) => {
  const paths = complaintsToAnswer(db, actor)
  const [complaint] = await complaintsFor(db, paths, asked.now, { id: asked.params.complaintId })
  if (!complaint) throw notFound()
  return complaint
}
