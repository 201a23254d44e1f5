import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { dayOf } from '../../time/dates.ts'
import { keepsAnyRoster, managesRoster, personToManage, rosterToKeep } from '../permissions.ts'
import { organisationOn } from '../queries.ts'
import { openMerger, type OpenMerger } from './queries.ts'

/** The chosen part of the roster this actor keeps, or all of it. */
export const partToKeep = async (
  db: Db,
  actor: Actor,
  { query, now }: { query: { organisationId?: number }; now: Date }
): Promise<string[]> => {
  const paths = rosterToKeep(db, actor)
  if (query.organisationId === undefined) return paths
  const organisation = await organisationOn(db, query.organisationId, dayOf(now))
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  return [organisation.path]
}

/** A merger that can still be taken back, of a person this actor keeps. */
export const mergerToReverse = async (
  db: Db,
  actor: Actor,
  { params, now }: { params: { mergerId: number }; now: Date }
): Promise<OpenMerger & { organisationId: number }> => {
  keepsAnyRoster(actor)
  const merger = await openMerger(db, params.mergerId)
  if (!merger) throw notFound()
  const { organisationId } = await personToManage(db, actor, { params: { personId: merger.keptId }, now })
  return { ...merger, organisationId }
}
