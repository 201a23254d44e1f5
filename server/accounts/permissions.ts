import { byKnownPlans, type Db } from '../database/db.ts'
import { reachOf, reaches, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { organisationOn } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'
import { accountsWithin, type ListedAccount } from './queries.ts'

/** Everyone who is signed in. */
export const signedIn = (_db: Db, actor: Actor): Actor => actor

/** The person behind a trainee's account; without that role, or without a person on the roster, there is nothing of one's own. */
export const ownPerson = Object.assign(
  (_db: Db, actor: Actor): number => {
    if (actor.personId === null || !actor.roles.some(held => held.role === 'trainee')) throw notAllowed()
    return actor.personId
  },
  { ahead: byKnownPlans }
)

/** The parts of the tree whose accounts this actor looks after. */
export const accountsToManage = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['systemAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}

export const accountToManage = async (db: Db, actor: Actor, asked: { params: { accountId: number } }): Promise<ListedAccount> => {
  const [account] = await accountsWithin(db, accountsToManage(db, actor), asked.params.accountId)
  if (!account) throw notFound()
  return account
}

/** An organisation over which this actor may grant a role. */
export const organisationToGrantOver = async (db: Db, actor: Actor, organisationId: number, now: Date) => {
  const organisation = await organisationOn(db, organisationId, dayOf(now))
  if (!organisation || !reaches(actor, ['systemAdministrator'], organisation.path)) throw notFound()
  return organisation
}
