import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../database/db.ts'
import { lessonPrerequisites } from './schema.ts'

type Place = { lessonId: number; cohortId: number }

/** From now on a lesson requires these and no others. */
export const requireLessons = async (db: Db, { lessonId, cohortId }: Place, requiresIds: readonly number[]): Promise<void> => {
  await db.delete(lessonPrerequisites).where(eq(lessonPrerequisites.lessonId, lessonId))
  if (requiresIds.length)
    await db.insert(lessonPrerequisites).values(requiresIds.map(requiresId => ({ lessonId, cohortId, requiresId })))
}

/** Lessons that are all removed or written anew in one act do not stand in each other's way. */
export const releaseLessons = async (db: Db, cohortId: number, lessonIds: readonly number[]): Promise<void> => {
  if (lessonIds.length)
    await db
      .delete(lessonPrerequisites)
      .where(and(eq(lessonPrerequisites.cohortId, cohortId), inArray(lessonPrerequisites.lessonId, [...lessonIds])))
}
