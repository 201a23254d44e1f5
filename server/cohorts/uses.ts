import { sql, type SQL } from 'drizzle-orm'
import type { LessonWith, Used } from '../curriculum/questions.ts'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'

const usesIt = (used: Used): SQL => {
  if ('teacherId' in used) return sql`l.id in (select lesson_id from bookings where teacher_id = ${used.teacherId})`
  if ('venueId' in used) return sql`l.id in (select lesson_id from bookings where venue_id = ${used.venueId})`
  if ('baseId' in used) return sql`l.base_id = ${used.baseId}`
  return sql`l.course_version_id in (select id from course_versions where course_id = ${used.courseId})`
}

const wasHeld = sql`(select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1)`

/** The lessons that use a thing of the catalogues, in the order of the days. */
export const lessonsWith = (db: Db, used: Used, between: { from: Day; until: Day } | null): Promise<LessonWith[]> =>
  rowsOf<LessonWith>(
    db,
    sql`select l.combined_id as "combinedId", l.cohort_id as "cohortId", c.name as "cohortName", f.path::text as path, l.title, l.held_on::text as "heldOn",
               l.from_minute as "fromMinute", l.until_minute as "untilMinute",
               not exists (select from publications p where p.cohort_id = l.cohort_id) as "isDraft", ${wasHeld} as "wasHeld"
        from lessons l join cohorts c on c.id = l.cohort_id
        cross join lateral (select path from organisation_facts
          where organisation_id = c.organisation_id and recorded_until is null order by valid_from desc limit 1) f
        where ${usesIt(used)} and ${between ? sql`l.held_on >= ${between.from}::date and l.held_on < ${between.until}::date` : sql`true`}
        order by l.held_on, l.from_minute, l.id`
  )

/** How many lessons of each teacher took place; what was taught to several cohorts at once is one. */
export const lecturesOf = async (db: Db, teacherIds: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (!teacherIds.length) return new Map()
  const rows = await rowsOf<{ id: number; lectures: number }>(
    db,
    sql`select b.teacher_id as id, count(distinct coalesce(l.combined_id, -l.id))::int as lectures from bookings b join lessons l on l.id = b.lesson_id
        where b.teacher_id = any(array[${sql.join(
          teacherIds.map(id => sql`${id}::bigint`),
          sql`, `
        )}]) and ${wasHeld} group by 1`
  )
  return new Map(rows.map(({ id, lectures }) => [id, lectures]))
}
