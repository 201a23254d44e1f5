import { cohortToSupervise } from '../cohorts/permissions.ts'
import { lessonOf, type Cohort, type Lesson } from '../cohorts/queries.ts'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'

/** A lesson whose roll this actor may call. */
export const lessonToCall = async (
  db: Db,
  actor: Actor,
  asked: { params: { cohortId: number; lessonId: number } }
): Promise<{ cohort: Cohort; lesson: Lesson }> => {
  const cohort = await cohortToSupervise(db, actor, asked)
  const lesson = await lessonOf(db, cohort.id, asked.params.lessonId)
  if (!lesson) throw notFound()
  return { cohort, lesson }
}

/** An on-site lesson whose way there this actor leads. */
export const outingToLead = async (
  db: Db,
  actor: Actor,
  asked: { params: { cohortId: number; lessonId: number } }
): Promise<{ cohort: Cohort; lesson: Lesson }> => {
  const found = await lessonToCall(db, actor, asked)
  if (found.lesson.kind !== 'onsite') throw notFound()
  return found
}

/** 班主任 alone: whoever manages cohorts has another list of them. */
export const cohortsToTeach = (_db: Db, actor: Actor): number => {
  if (!actor.roles.some(held => held.role === 'classSupervisor')) throw notAllowed()
  return actor.accountId
}
