import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'

/** What one person has seen of one film of an online lesson. */
export type Watcher = {
  lessonId: number
  lessonTitle: string
  materialId: number
  lengthMs: number
  enrolmentId: number
  number: number
  name: string
  unitAndPost: string
  coveredMs: number
  completedAt: string | null
}

/** For each film of a cohort’s online lessons in order, everyone who has a seat, by number; of an elective, those who chose it. */
export const watchersOf = (db: Db, cohortId: number): Promise<Watcher[]> =>
  rowsOf<Watcher>(
    db,
    sql`select l.id as "lessonId", l.title as "lessonTitle", m.id as "materialId", m.length_ms as "lengthMs", e.id as "enrolmentId", e.number,
               p.name, e.post_snapshot as "unitAndPost",
               coalesce((select sum(upper(r) - lower(r)) from unnest(w.covered) r), 0)::int as "coveredMs",
               to_char(o.completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt"
        from lessons l
        join materials m on m.course_version_id = l.course_version_id and m.kind = 'film'
        join enrolments e on e.cohort_id = l.cohort_id
        join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
        cross join lateral (select name from person_facts
          where person_id = e.person_id and recorded_until is null order by valid_from desc limit 1) p
        left join watches w on w.material_id = m.id and w.lesson_id = l.id and w.enrolment_id = e.id
        left join online_completions o on o.enrolment_id = e.id and o.lesson_id = l.id
        where l.cohort_id = ${cohortId} and l.kind = 'online'
          and (not l.is_elective or coalesce((
            select is_chosen from elective_choices where enrolment_id = e.id and lesson_id = l.id order by id desc limit 1), false))
        order by l.held_on, l.from_minute, l.id, e.number, m.position`
  )
