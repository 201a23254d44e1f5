import type { Db } from '../database/db.ts'
import { reaches, reachOf, type Actor, type Role } from '../http/actor.ts'
import { badInput, notAllowed, notFound } from '../http/refusals.ts'
import { organisationToManage } from '../organisations/permissions.ts'
import { standsOverBranches } from '../organisations/rules.ts'
import { dayOf } from '../time/dates.ts'
import { importById } from './queries.ts'

const ROLES: Role[] = ['trainingAdministrator']
const DECIDERS: Role[] = ['trainingAdministrator', 'approver']

/** The parts of the tree whose rosters this actor imports. */
export const importsToManage = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ROLES)
  if (!paths.length) throw notAllowed()
  return paths
}

/** A unit into whose part of the tree a file may be read: a branch has no organisations below it to add. */
export const unitToImportInto = async (
  db: Db,
  actor: Actor,
  { query, now }: { query: { organisationId: number }; now: Date }
) => {
  const organisation = await organisationToManage(db, actor, query.organisationId, dayOf(now))
  if (!standsOverBranches(organisation.level))
    throw badInput(
      'not-a-unit',
      '请选乡镇（街道）、部门或县一级；支部下面不能再导入。',
      'Choose a township, a department or the county: nothing is imported below a branch.',
      { field: 'organisationId' }
    )
  return organisation
}

export const importToManage = async (db: Db, actor: Actor, { params, now }: { params: { importId: number }; now: Date }) => {
  importsToManage(db, actor)
  const found = await importById(db, params.importId, dayOf(now), now)
  if (!found || !reaches(actor, ROLES, found.path)) throw notFound()
  return found
}

/** The parts of the tree in which this actor may be the second person. */
export const removalsToDecide = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, DECIDERS)
  if (!paths.length) throw notAllowed()
  return paths
}

/** An applied import with people held; who uploaded or applied it may look, and is told so where it is decided. */
export const removalToDecide = async (db: Db, actor: Actor, { params, now }: { params: { importId: number }; now: Date }) => {
  removalsToDecide(db, actor)
  const found = await importById(db, params.importId, dayOf(now), now)
  if (!found || found.appliedAt === null || !reaches(actor, DECIDERS, found.path)) throw notFound()
  return { imported: found, isSecond: isSecondPerson(actor, found) }
}

export const isSecondPerson = (
  actor: Actor,
  { uploadedById, appliedById }: { uploadedById: number; appliedById: number | null }
) => actor.accountId !== uploadedById && actor.accountId !== appliedById
