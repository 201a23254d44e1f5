import type { Db } from '../database/db.ts'
import { reachOf, reaches, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { organisationOn } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'

/** The parts of the tree from which this actor plans with courses, teachers and rooms. */
export const curriculumToUse = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}

/** The organisation to which this actor adds a teacher or a room. */
export const curriculumToExtend = async (
  db: Db,
  actor: Actor,
  { body, now }: { body: { organisationId: number }; now: Date }
) => {
  curriculumToUse(db, actor)
  const organisation = await organisationOn(db, body.organisationId, dayOf(now))
  if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
  return organisation
}
