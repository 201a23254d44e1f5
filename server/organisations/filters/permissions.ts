import type { Db } from '../../database/db.ts'
import { isWithin, reachOf, type Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { dayOf } from '../../time/dates.ts'
import { keepsAnyRoster, managesRoster, organisationToManage, READERS, readsAnyRoster } from '../permissions.ts'
import { filterById, type SavedFilter } from './queries.ts'

/** A filter may be used where its organisation, or one below it, is read. */
export const usesFilter = (actor: Actor, path: string): boolean =>
  reachOf(actor, READERS).some(own => isWithin(path, own) || isWithin(own, path))

export const filterToUse = async (db: Db, actor: Actor, id: number, now: Date): Promise<SavedFilter> => {
  readsAnyRoster(actor)
  const filter = await filterById(db, id, dayOf(now))
  if (!filter || !usesFilter(actor, filter.path)) throw notFound()
  return filter
}

export const ownerToKeep = (db: Db, actor: Actor, { body, now }: { body: { ownerId: number }; now: Date }) =>
  organisationToManage(db, actor, body.ownerId, dayOf(now))

export const filterToRemove = async (
  db: Db,
  actor: Actor,
  { params, now }: { params: { filterId: number }; now: Date }
): Promise<SavedFilter> => {
  keepsAnyRoster(actor)
  const filter = await filterById(db, params.filterId, dayOf(now))
  if (!filter || !managesRoster(actor, filter.path)) throw notFound()
  return filter
}
