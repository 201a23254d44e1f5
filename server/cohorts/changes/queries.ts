import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import type { Pair, Told } from './rules.ts'

/** A version of a lesson, with teachers, rooms and bases as they are called now. `at` is an ISO instant. */
export type Version = Told & {
  id: number
  cohortId: number
  number: number
  at: string
  teacherIds: number[]
  venueIds: number[]
}

const names = (ids: SQL, facts: SQL, by: SQL, name: SQL): SQL => sql`
  coalesce((select json_agg(json_build_object('id', f.${by}, 'name', ${name}) order by i.position)
    from unnest(${ids}) with ordinality as i (id, position) join ${facts} f on f.${by} = i.id and f.recorded_until is null), '[]')`

/** Versions as rows, ids as JSON: a driver reads an array of large numbers as words. `from` is a table or a subquery of them, called v. */
export const versionRows = (from: SQL): SQL => sql`
  select v.id, v.lesson_id as "lessonId", v.cohort_id as "cohortId", v.number, v.standing, v.title, v.held_on::text as "heldOn",
         v.from_minute as "fromMinute", v.until_minute as "untilMinute", to_json(v.teacher_ids) as "teacherIds", to_json(v.venue_ids) as "venueIds",
         ${names(sql`v.teacher_ids`, sql`teacher_facts`, sql`teacher_id`, sql`f.name`)} as teachers, v.teacher_text as "teacherText",
         ${names(sql`v.venue_ids`, sql`venue_facts`, sql`venue_id`, sql`f.place || ' ' || f.name`)} as venues, v.place_text as "placeText",
         (select b.name from teaching_base_facts b where b.base_id = v.base_id and b.recorded_until is null) as "baseName",
         to_json(v.group_ids) as "groupIds", v.gather_minute as "gatherMinute", v.gather_place as "gatherPlace",
         v.closes_on::text as "closesOn", v.is_elective as "isElective", to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
  from ${from} v`

/** The last version of each lesson, of those that are chosen. */
export const lastVersions = (db: Db, where: SQL): Promise<Version[]> =>
  rowsOf<Version>(
    db,
    sql`${versionRows(sql`(select distinct on (v.lesson_id) v.* from lesson_versions v where ${where} order by v.lesson_id, v.number desc)`)}
        order by v.held_on, v.from_minute, v.lesson_id`
  )

/** Has the database write down now, as of this moment, what has become of the lessons that this transaction has changed. */
export const recordLessons = async (db: Db, now: Date): Promise<void> => {
  await rowsOf(db, sql`select set_config('lunxun.now', ${now.toISOString()}, true)`)
  await db.execute(
    sql`set constraints lessons_recorded, bookings_recorded, holdings_recorded, publications_recorded, cohort_steps_recorded immediate`
  )
  await db.execute(
    sql`set constraints lessons_recorded, bookings_recorded, holdings_recorded, publications_recorded, cohort_steps_recorded deferred`
  )
}

/** The lessons of a cohort of which there is a version later than `since`, as they were then and as they are. */
export const pairsSince = async (db: Db, cohortId: number, since: number): Promise<Pair[]> => {
  const changed = sql`v.cohort_id = ${cohortId} and v.lesson_id in (
    select lesson_id from lesson_versions where cohort_id = ${cohortId} and id > ${since})`
  const after = await lastVersions(db, changed)
  const before = new Map((await lastVersions(db, sql`${changed} and v.id <= ${since}`)).map(told => [told.lessonId, told]))
  return after.map(told => ({ before: before.get(told.lessonId) ?? null, after: told }))
}

/** The last version that was written down; 0 where there is none. */
export const lastVersionOf = async (db: Db, cohortId: number): Promise<number> =>
  (await firstOf<{ id: number }>(
    db,
    sql`select coalesce(max(id), 0)::bigint as id from lesson_versions where cohort_id = ${cohortId}`
  ))!.id
