import type { Db } from '../../database/db.ts'
import { isWithin, reaches, reachOf, type Actor, type Role } from '../../http/actor.ts'
import { notAllowed, notFound } from '../../http/refusals.ts'
import { planById, type Plan } from './queries.ts'
import { roundById, type Round } from './rounds.ts'

type Asked = { params: { planId: number } }

const WRITERS: Role[] = ['trainingAdministrator']
const READERS: Role[] = ['trainingAdministrator', 'approver']

const holds = (actor: Actor, roles: readonly Role[]): boolean => actor.roles.some(held => roles.includes(held.role))

export const writesPlan = (actor: Actor, plan: Pick<Plan, 'path'>): boolean => reaches(actor, WRITERS, plan.path)

/** The level above decides. Nobody is above the top: there an approver of the organisation itself, but not on what he submitted. */
export const decidesPlan = (actor: Actor, { path, steps }: Pick<Plan, 'path' | 'steps'>): boolean => {
  const isTop = !path.includes('.')
  const isOwn = steps.findLast(({ kind }) => kind === 'submitted')?.takenById === actor.accountId
  return actor.roles.some(
    held => held.role === 'approver' && isWithin(path, held.path) && (held.path !== path || (isTop && !isOwn))
  )
}

const sees = (actor: Actor, plan: Plan): boolean =>
  writesPlan(actor, plan) || actor.roles.some(held => held.role === 'approver' && isWithin(plan.path, held.path))

const find = async (
  db: Db,
  actor: Actor,
  { params }: Asked,
  roles: readonly Role[],
  may: (actor: Actor, plan: Plan) => boolean
): Promise<Plan> => {
  if (!holds(actor, roles)) throw notAllowed()
  const plan = await planById(db, params.planId)
  if (!plan || !may(actor, plan)) throw notFound()
  return plan
}

export const planToRead = (db: Db, actor: Actor, asked: Asked): Promise<Plan> => find(db, actor, asked, READERS, sees)
export const planToWrite = (db: Db, actor: Actor, asked: Asked): Promise<Plan> => find(db, actor, asked, WRITERS, writesPlan)
export const planToDecide = (db: Db, actor: Actor, asked: Asked): Promise<Plan> =>
  find(db, actor, asked, ['approver'], decidesPlan)

/** The parts of the tree whose plans this actor sees. */
export const plansToSee = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, READERS)
  if (!paths.length) throw notAllowed()
  return paths
}

/** A round of an organisation whose cohorts this actor plans. */
export const roundToKeep = async (db: Db, actor: Actor, { params }: { params: { roundId: number } }): Promise<Round> => {
  if (!holds(actor, WRITERS)) throw notAllowed()
  const round = await roundById(db, params.roundId)
  if (!round || !reaches(actor, WRITERS, round.path)) throw notFound()
  return round
}
