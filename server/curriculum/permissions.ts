import type { Db } from '../database/db.ts'
import { reachOf, reaches, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { organisationOn, type Organisation } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'

/** The parts of the tree from which this actor plans with courses, teachers and rooms. */
export const curriculumToUse = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}

type Extending = { body: { organisationId: number }; now: Date }

const organisationAsked = (db: Db, { body, now }: Extending) => organisationOn(db, body.organisationId, dayOf(now))

/** The organisation to which this actor adds a teacher or a room. */
export const curriculumToExtend = Object.assign(
  (db: Db, actor: Actor, _asked: Extending, ahead: unknown): Organisation => {
    curriculumToUse(db, actor)
    const organisation = ahead as Organisation | null
    if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
    return organisation
  },
  { ahead: organisationAsked }
)
