import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Taken } from './rules.ts'

/** A quiz of one of somebody's own lessons, and how far they are with it. */
export type QuizOfMine = Taken & {
  lessonId: number
  lessonTitle: string
  materialId: number
  title: string
  questions: number
  most: number | null
  isClosed: boolean
}

/** Every quiz of the lessons of the published cohorts in which one person has a seat, whatever kind of lesson; of those still to be closed, or of all. */
export const quizzesOfMine = (db: Db, personId: number, of: 'open' | 'all'): Promise<QuizOfMine[]> =>
  rowsOf<QuizOfMine>(
    db,
    sql`select l.id as "lessonId", l.title as "lessonTitle", m.id as "materialId", m.title, jsonb_array_length(m.body->'questions') as questions,
               (m.body->>'attempts')::int as most, exists (select from closings x where x.cohort_id = l.cohort_id) as "isClosed",
               t.begun, t.has_open as "hasOpen", t.is_passed as "isPassed"
        from enrolments e
        join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
        join publications p on p.cohort_id = e.cohort_id
        join lessons l on l.cohort_id = e.cohort_id
        join materials m on m.course_version_id = l.course_version_id and m.kind = 'quiz'
        cross join lateral (
          select count(*)::int as begun, coalesce(bool_or(s.id is null), false) as has_open, coalesce(bool_or(s.is_passed), false) as is_passed
          from attempts a left join submissions s on s.attempt_id = a.id
          where a.enrolment_id = e.id and a.lesson_id = l.id and a.material_id = m.id) t
        where e.person_id = ${personId}
          and (${of === 'all'} or not exists (select from closings x where x.cohort_id = e.cohort_id))
        order by l.held_on, l.from_minute, l.id, m.position`
  )

/** The lessons of one person whose course has something to read, to watch or to answer. */
export const lessonsWithParts = async (db: Db, personId: number): Promise<Set<number>> => {
  const rows = await rowsOf<{ id: number }>(
    db,
    sql`select l.id from enrolments e join lessons l on l.cohort_id = e.cohort_id
        where e.person_id = ${personId} and exists (select from materials m where m.course_version_id = l.course_version_id)`
  )
  return new Set(rows.map(({ id }) => id))
}
