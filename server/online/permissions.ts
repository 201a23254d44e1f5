import { ownPerson } from '../accounts/permissions.ts'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/refusals.ts'
import { ownLesson, type OwnLesson } from './queries.ts'

/** A lesson of a published cohort in which this person has a seat. */
export const lessonToWatch = async (db: Db, actor: Actor, { params }: { params: { lessonId: number } }): Promise<OwnLesson> => {
  const lesson = await ownLesson(db, ownPerson(db, actor), params.lessonId)
  if (!lesson) throw notFound()
  return lesson
}
