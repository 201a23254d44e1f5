import type { Db } from '../../database/db.ts'
import { reaches, type Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import { keepsAnyRoster, managesRoster, READERS, readsAnyRoster } from '../permissions.ts'
import { organisationAround, wholeOrganisationOn, type OrganisationFacts } from './queries.ts'

type AskedOne = { params: { organisationId: number }; query: { asOf?: Day }; now: Date }

/** What stands above; the root has nothing above it. */
const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

/** Whoever looks after what stands above an organisation changes it; nobody changes the top of the own part. */
export const changesOrganisation = (actor: Actor, path: string): boolean =>
  above(path) !== '' && managesRoster(actor, above(path))

/** An organisation of the actor's part, as it is on the day, or was last, or will be first. */
export const organisationToRead = async (db: Db, actor: Actor, { params, query, now }: AskedOne): Promise<OrganisationFacts> => {
  readsAnyRoster(actor)
  const organisation = await organisationAround(db, params.organisationId, query.asOf ?? dayOf(now))
  if (!organisation || !reaches(actor, READERS, organisation.path)) throw notFound()
  return organisation
}

/** An organisation that this actor may rename, move, merge, split or end: as it is on the day of the change. */
export const organisationToChange = async (
  db: Db,
  actor: Actor,
  { params, body }: { params: { organisationId: number }; body: { on: Day } }
): Promise<OrganisationFacts> => {
  keepsAnyRoster(actor)
  const organisation = await organisationAround(db, params.organisationId, body.on)
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  // The top of one's own part is changed by the level above.
  if (!changesOrganisation(actor, organisation.path)) throw notFound()
  return organisation
}

/** The same, where only the effects are asked. */
export const organisationToWeigh = (
  db: Db,
  actor: Actor,
  { params, query }: { params: { organisationId: number }; query: { on: Day } }
) => organisationToChange(db, actor, { params, body: query })

/** An organisation under which this actor may found others, on the day they begin. */
export const organisationToAddTo = async (
  db: Db,
  actor: Actor,
  { params, body }: { params: { organisationId: number }; body: { on: Day } }
): Promise<OrganisationFacts> => {
  keepsAnyRoster(actor)
  const organisation = await wholeOrganisationOn(db, params.organisationId, body.on)
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  return organisation
}

/** A department whose own categories this actor keeps. */
export const departmentToKeep = async (
  db: Db,
  actor: Actor,
  { params, now }: { params: { organisationId: number }; now: Date }
): Promise<OrganisationFacts> => {
  keepsAnyRoster(actor)
  const organisation = await wholeOrganisationOn(db, params.organisationId, dayOf(now))
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  return organisation
}

/** Another organisation that a change needs: found and managed as well, or refused as if it were not there. */
export const alsoManaged = async (db: Db, actor: Actor, id: number, on: Day): Promise<OrganisationFacts> => {
  const organisation = await organisationAround(db, id, on)
  if (!organisation || !managesRoster(actor, organisation.path)) throw notFound()
  return organisation
}
