import type { Db } from '../database/db.ts'
import { reachOf, reaches, type Actor, type Role } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { dayOf, type Day } from '../time/dates.ts'
import { keptFor } from './duplicates/queries.ts'
import { organisationOn } from './queries.ts'
import { pathsOfPerson } from './roster.ts'

export const READERS: Role[] = ['trainingAdministrator', 'unitLiaison', 'reporter']
const MANAGERS: Role[] = ['trainingAdministrator']

export const managesRoster = (actor: Actor, path: string): boolean => reaches(actor, MANAGERS, path)

const partsFor = (actor: Actor, roles: readonly Role[]): string[] => {
  const paths = reachOf(actor, roles)
  if (!paths.length) throw notAllowed()
  return paths
}

/** Refuses who reads, or keeps, no roster at all; what it is about is looked for after. */
export const readsAnyRoster = (actor: Actor): void => void partsFor(actor, READERS)
export const keepsAnyRoster = (actor: Actor): void => void partsFor(actor, MANAGERS)

/** The parts of the tree whose roster this actor keeps. */
export const rosterToKeep = (_db: Db, actor: Actor): string[] => partsFor(actor, MANAGERS)

/** The parts of the tree whose roster this actor reads. */
export const rosterToRead = (_db: Db, actor: Actor): string[] => partsFor(actor, READERS)

type AskedPart = { query: { organisationId?: number; asOf?: Day }; now: Date }

/** The chosen part of the roster, or all the parts this actor reads. */
export const partToRead = async (db: Db, actor: Actor, { query, now }: AskedPart): Promise<string[]> => {
  const paths = partsFor(actor, READERS)
  if (query.organisationId === undefined) return paths
  const organisation = await organisationOn(db, query.organisationId, query.asOf ?? dayOf(now))
  if (!organisation || !reaches(actor, READERS, organisation.path)) throw notFound()
  return [organisation.path]
}

/** An organisation whose roster this actor keeps. */
export const organisationToManage = async (db: Db, actor: Actor, organisationId: number, day: Day) => {
  partsFor(actor, MANAGERS)
  const organisation = await organisationOn(db, organisationId, day)
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  return organisation
}

type AskedPerson = { params: { personId: number }; now: Date }

/**
 * Who once held a post or a membership in a part is part of its history and stays readable there. Written to is a person only where they
 * are today, or where they were last.
 */
export const personToRead = async (db: Db, actor: Actor, { params, now }: AskedPerson) => {
  partsFor(actor, READERS)
  const kept = await keptFor(db, params.personId)
  const paths = await pathsOfPerson(db, kept ?? params.personId, dayOf(now))
  if (!paths.some(({ path }) => reaches(actor, READERS, path))) throw notFound()
  const mayManage = kept === null && paths.some(({ path, isPresent }) => isPresent && managesRoster(actor, path))
  return { personId: params.personId, mayManage }
}

export const personToManage = async (db: Db, actor: Actor, { params, now }: AskedPerson) => {
  partsFor(actor, MANAGERS)
  const paths = await pathsOfPerson(db, params.personId, dayOf(now))
  const place = paths.find(({ path, isPresent }) => isPresent && managesRoster(actor, path))
  if (!place) throw notFound()
  return { personId: params.personId, organisationId: place.organisationId }
}
