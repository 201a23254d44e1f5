import type { Db } from '../database/db.ts'
import { isWithin, reaches, reachOf, type Actor, type Role } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { cohortById, type Cohort, type Reach } from './queries.ts'

type Asked = { params: { cohortId: number } }

const holds = (actor: Actor, roles: readonly Role[]): boolean => actor.roles.some(held => roles.includes(held.role))

export const manages = (actor: Actor, cohort: Cohort): boolean => reaches(actor, ['trainingAdministrator'], cohort.path)

/** 班主任: of this cohort, and still in that role. */
export const supervises = (actor: Actor, cohort: Cohort): boolean =>
  cohort.supervisorId === actor.accountId && holds(actor, ['classSupervisor'])

/** 破例 is given by the level above: the approver's organisation lies strictly over the cohort's. */
export const isAbove = (actor: Actor, cohort: Cohort): boolean =>
  actor.roles.some(held => held.role === 'approver' && held.path !== cohort.path && isWithin(cohort.path, held.path))

/** 批复 is given by an approver of the cohort's own level or of one above, once the cohort was submitted. */
export const approves = (actor: Actor, cohort: Cohort): boolean =>
  cohort.approval !== null && actor.roles.some(held => held.role === 'approver' && isWithin(cohort.path, held.path))

const find = async (
  db: Db,
  actor: Actor,
  { params }: Asked,
  roles: readonly Role[],
  may: readonly ((actor: Actor, cohort: Cohort) => boolean)[]
): Promise<Cohort> => {
  if (!holds(actor, roles)) throw notAllowed()
  const cohort = await cohortById(db, params.cohortId)
  if (!cohort || !may.some(predicate => predicate(actor, cohort))) throw notFound()
  return cohort
}

const READERS: Role[] = ['trainingAdministrator', 'classSupervisor', 'approver']

export const cohortToRead = (db: Db, actor: Actor, asked: Asked): Promise<Cohort> =>
  find(db, actor, asked, READERS, [manages, supervises, isAbove, approves])

export const cohortToManage = (db: Db, actor: Actor, asked: Asked): Promise<Cohort> =>
  find(db, actor, asked, ['trainingAdministrator'], [manages])

export const cohortToSupervise = (db: Db, actor: Actor, asked: Asked): Promise<Cohort> =>
  find(db, actor, asked, ['trainingAdministrator', 'classSupervisor'], [manages, supervises])

export const cohortToDerogate = (db: Db, actor: Actor, asked: Asked): Promise<Cohort> =>
  find(db, actor, asked, ['approver'], [isAbove])

export const cohortToApprove = (db: Db, actor: Actor, asked: Asked): Promise<Cohort> =>
  find(db, actor, asked, ['approver'], [approves])

/** Which cohorts this actor sees in a list. */
export const cohortsToSee = (_db: Db, actor: Actor): Reach => {
  if (!holds(actor, READERS)) throw notAllowed()
  return {
    paths: reachOf(actor, ['trainingAdministrator']),
    above: reachOf(actor, ['approver']),
    submitted: reachOf(actor, ['approver']),
    supervisorId: holds(actor, ['classSupervisor']) ? actor.accountId : null
  }
}

/** The parts of the tree whose cohorts this actor plans. */
export const cohortsToPlan = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}
