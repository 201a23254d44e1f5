import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../database/db.ts'
import { lessonPrerequisites } from './schema.ts'

/** From now on a lesson requires these and no others. */
export const requireLessons = async (db: Db, lessonId: number, requiresIds: readonly number[]): Promise<void> => {
  await db.delete(lessonPrerequisites).where(eq(lessonPrerequisites.lessonId, lessonId))
  if (requiresIds.length)
    await db.execute(
      sql`insert into lesson_prerequisites (lesson_id, requires_id, cohort_id)
          select l.id, value::bigint, l.cohort_id from lessons l, jsonb_array_elements_text(${JSON.stringify(requiresIds)}::jsonb)
          where l.id = ${lessonId}`
    )
}

/** Lessons that are all removed or written anew in one act do not stand in each other's way. */
export const releaseLessons = async (db: Db, cohortId: number, lessonIds: readonly number[]): Promise<void> => {
  if (lessonIds.length)
    await db
      .delete(lessonPrerequisites)
      .where(and(eq(lessonPrerequisites.cohortId, cohortId), inArray(lessonPrerequisites.lessonId, [...lessonIds])))
}
