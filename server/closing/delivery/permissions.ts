import type { Db } from '../../database/db.ts'
import { reaches, type Actor, type Role } from '../../http/actor.ts'
import { notAllowed, notFound } from '../../http/refusals.ts'
import { organisationOn, type Organisation } from '../../organisations/queries.ts'
import { dayOf } from '../../time/dates.ts'

const READERS: Role[] = ['trainingAdministrator', 'approver']

type Asked = { query: { organisationId: number }; now: Date }

/** An organisation whose plan this actor reads. */
export const deliveryToRead = async (db: Db, actor: Actor, { query, now }: Asked): Promise<Organisation> => {
  if (!actor.roles.some(({ role }) => READERS.includes(role))) throw notAllowed()
  const organisation = await organisationOn(db, query.organisationId, dayOf(now))
  if (!organisation || !reaches(actor, READERS, organisation.path)) throw notFound()
  return organisation
}
