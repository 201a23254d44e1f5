import { manages, supervises } from '../../cohorts/permissions.ts'
import { cohortById, type Cohort } from '../../cohorts/queries.ts'
import type { Db } from '../../database/db.ts'
import { isEnrolledIn } from '../../enrolment/mine.ts'
import type { Actor } from '../../http/actor.ts'
import { notAllowed, notFound } from '../../http/refusals.ts'

const ROLES = ['trainingAdministrator', 'classSupervisor', 'trainee'] as const

/** A timetable hangs where its cohort is planned and taught, and in the room of whoever has a seat in it, from publication on. */
export const timetableToPrint = async (db: Db, actor: Actor, { params }: { params: { cohortId: number } }): Promise<Cohort> => {
  if (!actor.roles.some(held => ROLES.some(role => role === held.role))) throw notAllowed()
  const cohort = await cohortById(db, params.cohortId)
  const isTrainee = actor.personId !== null && actor.roles.some(held => held.role === 'trainee')
  const may =
    cohort !== null &&
    (manages(actor, cohort) ||
      supervises(actor, cohort) ||
      (isTrainee && cohort.isPublished && (await isEnrolledIn(db, cohort.id, actor.personId!))))
  if (!may) throw notFound()
  return cohort
}
