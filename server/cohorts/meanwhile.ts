import { sql } from 'drizzle-orm'
import { firstOf, type Db } from '../database/db.ts'
import { lessonOf, type Cohort } from './queries.ts'
import { changedMeanwhile } from './refusals.ts'
import type { Refusal } from '../http/refusals.ts'

const ACTS = [
  'POST /cohorts/:cohortId/timetable',
  'PUT /cohorts/:cohortId/lessons/:lessonId',
  'DELETE /cohorts/:cohortId/lessons/:lessonId',
  'POST /cohorts/:cohortId/lessons/:lessonId/combined'
]

/** Who was at a lesson last, by the audit lines. Read backwards, so that what has just been done is found at once. */
const lastAt = async (db: Db, cohort: Cohort, lessonId: number): Promise<string | null> => {
  const one = (id: number) => JSON.stringify([{ id }])
  const line = await firstOf<{ name: string }>(
    db,
    sql`select a.name from audit_lines l join accounts a on a.id = l.account_id
        where l.act in ${ACTS} and (l.details ->> 'cohortId' = ${String(cohort.id)}
          and (l.details ->> 'lessonId' = ${String(lessonId)} or l.details -> 'removed' @> ${one(lessonId)}::jsonb
            or l.details -> 'changed' @> ${JSON.stringify([{ before: { id: lessonId } }])}::jsonb)
          or l.details -> 'also' @> ${JSON.stringify([{ cohortId: cohort.id, lessonId }])}::jsonb)
        order by l.id desc limit 1`
  )
  return line?.name ?? null
}

/** Why a lesson that was seen otherwise is left alone: who has been at it, and what it is now. */
export const refusalFor = async (db: Db, cohort: Cohort, lessonId: number): Promise<Refusal> =>
  changedMeanwhile(await lastAt(db, cohort, lessonId), (await lessonOf(db, cohort.id, lessonId)) ?? null)
