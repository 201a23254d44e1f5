import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { ownLesson, type OwnLesson } from './queries.ts'

/** The person behind a trainee's account. */
export const personWatching = (_db: Db, actor: Actor): number => {
  if (actor.personId === null || !actor.roles.some(held => held.role === 'trainee')) throw notAllowed()
  return actor.personId
}

/** A lesson of a published cohort in which this person has a seat. */
export const lessonToWatch = async (db: Db, actor: Actor, { params }: { params: { lessonId: number } }): Promise<OwnLesson> => {
  const lesson = await ownLesson(db, personWatching(db, actor), params.lessonId)
  if (!lesson) throw notFound()
  return lesson
}
