import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { cohortToManage } from '../permissions.ts'
import { lessonOf, type Cohort, type Lesson } from '../queries.ts'
import { offersBy, offersTo, type Offer } from './queries.ts'

type Asked<More> = { params: { cohortId: number } & More }

/** A lesson of a cohort the asker manages. */
export const lessonToShare = async (
  db: Db,
  actor: Actor,
  asked: Asked<{ lessonId: number }>
): Promise<{ cohort: Cohort; lesson: Lesson }> => {
  const cohort = await cohortToManage(db, actor, asked)
  const lesson = await lessonOf(db, cohort.id, asked.params.lessonId)
  if (!lesson) throw notFound()
  return { cohort, lesson }
}

export type Offered = { cohort: Cohort; offer: Offer; isInvited: boolean }

/** An invitation that waits, to a cohort the asker manages or sent by it. */
export const offerToAnswer = async (db: Db, actor: Actor, asked: Asked<{ offerId: number }>): Promise<Offered> => {
  const cohort = await cohortToManage(db, actor, asked)
  const isThis = ({ id }: Offer) => id === asked.params.offerId
  const received = (await offersTo(db, cohort.id)).find(isThis)
  const offer = received ?? (await offersBy(db, cohort.id)).find(isThis)
  if (!offer) throw notFound()
  return { cohort, offer, isInvited: received !== undefined }
}

/** The same, by whoever is invited. */
export const offerToTake = async (db: Db, actor: Actor, asked: Asked<{ offerId: number }>): Promise<Offered> => {
  const found = await offerToAnswer(db, actor, asked)
  if (!found.isInvited) throw notFound()
  return found
}
