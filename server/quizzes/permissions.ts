import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { ownAttempt, ownQuiz, type OwnAttempt, type OwnQuiz } from './queries.ts'

type OfQuiz = { params: { lessonId: number; materialId: number } }
type OfAttempt = { params: { lessonId: number; materialId: number; attemptId: number } }

const trainee = (actor: Actor): number => {
  if (actor.personId === null || !actor.roles.some(held => held.role === 'trainee')) throw notAllowed()
  return actor.personId
}

/** A quiz of a lesson in whose published cohort this actor has a seat. */
export const quizToTake = async (db: Db, actor: Actor, { params }: OfQuiz): Promise<OwnQuiz> => {
  const quiz = await ownQuiz(db, trainee(actor), params.lessonId, params.materialId)
  if (!quiz) throw notFound()
  return quiz
}

/** An attempt of this actor's own. */
export const attemptToTake = async (db: Db, actor: Actor, { params }: OfAttempt): Promise<OwnAttempt> => {
  const attempt = await ownAttempt(db, trainee(actor), params.lessonId, params.materialId, params.attemptId)
  if (!attempt) throw notFound()
  return attempt
}
