import { cohortToManage } from '../cohorts/permissions.ts'
import type { Cohort } from '../cohorts/queries.ts'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/refusals.ts'
import { isEnrolmentOf } from './queries.ts'

/** The cohort of an enrolment this actor may change. */
export const enrolmentToManage = async (
  db: Db,
  actor: Actor,
  asked: { params: { cohortId: number; enrolmentId: number } }
): Promise<Cohort> => {
  const cohort = await cohortToManage(db, actor, asked)
  if (!(await isEnrolmentOf(db, cohort.id, asked.params.enrolmentId))) throw notFound()
  return cohort
}
