import { sql, type SQL } from 'drizzle-orm'
import type { LessonKind } from '../cohorts/rules.ts'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { unionOf, type Piece } from './rules.ts'

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** A lesson of a published cohort as one who has a seat in it finds it. */
export type OwnLesson = {
  id: number
  enrolmentId: number
  personId: number
  cohortId: number
  cohortName: string
  organisationId: number
  isClosed: boolean
  kind: LessonKind
  title: string
  heldOn: Day
  minutes: number
  teacher: string | null
  courseVersionId: number | null
  completedAt: string | null
  closesOn: Day | null
  isElective: boolean
  isChosen: boolean
  /** Of the lessons it requires, those that this person has not completed. */
  missing: { id: number; name: string }[]
}

const ownLessons = (personId: number, where: SQL): SQL => sql`
  select l.id, e.id as "enrolmentId", e.person_id as "personId", l.cohort_id as "cohortId", c.name as "cohortName",
         c.organisation_id as "organisationId", exists (select from closings x where x.cohort_id = c.id) as "isClosed", l.kind, l.title,
         l.held_on::text as "heldOn", l.minutes, l.course_version_id as "courseVersionId", ${iso(sql`o.completed_at`)} as "completedAt",
         l.closes_on::text as "closesOn", l.is_elective as "isElective",
         coalesce((select is_chosen from elective_choices where enrolment_id = e.id and lesson_id = l.id order by id desc limit 1), false) as "isChosen",
         coalesce((select json_agg(json_build_object('id', r.id, 'name', r.title) order by r.held_on, r.from_minute, r.id)
                   from lesson_prerequisites q join lessons r on r.id = q.requires_id
                   where q.lesson_id = l.id and not lesson_completed(e.id, r.id)), '[]') as missing,
         nullif(concat_ws('、', (select string_agg(t.name, '、' order by b.id) from bookings b join teacher_facts t on t.teacher_id = b.teacher_id and t.recorded_until is null
                                 where b.lesson_id = l.id), l.teacher_text), '') as teacher
  from enrolments e
  join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
  join publications p on p.cohort_id = e.cohort_id
  join cohorts c on c.id = e.cohort_id
  join lessons l on l.cohort_id = e.cohort_id
  left join online_completions o on o.enrolment_id = e.id and o.lesson_id = l.id
  where e.person_id = ${personId} and ${where}`

export const ownLesson = (db: Db, personId: number, lessonId: number): Promise<OwnLesson | null> =>
  firstOf<OwnLesson>(db, ownLessons(personId, sql`l.id = ${lessonId}`))

const coveredAsJson = sql`coalesce((select json_agg(json_build_object('fromMs', lower(r), 'untilMs', upper(r)) order by r)
  from unnest(w.covered) r), '[]')`

/** What is known of one film when only its length and what was seen of it matter. */
export type Seen = { lengthMs: number; covered: Piece[] }

/** Online lessons that can still be completed, with their films in order. */
export const openLessons = (db: Db, personId: number): Promise<(OwnLesson & { films: Seen[] })[]> =>
  rowsOf(
    db,
    sql`select own.*, coalesce((
          select json_agg(json_build_object('lengthMs', m.length_ms, 'covered', ${coveredAsJson}) order by m.position)
          from materials m
          left join watches w on w.material_id = m.id and w.lesson_id = own.id and w.enrolment_id = own."enrolmentId"
          where m.course_version_id = own."courseVersionId" and m.kind = 'film'), '[]') as films
        from (${ownLessons(
          personId,
          sql`l.kind = 'online' and l.minutes > 0 and o.id is null and not exists (select from closings x where x.cohort_id = c.id)
          and (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1) is distinct from false`
        )}
    ) own
    order by (select max(w.reported_at) from watches w where w.enrolment_id = own."enrolmentId" and w.lesson_id = own.id) desc nulls last,
             own."heldOn", own.id`
  )

/** A film with what somebody has seen of it. */
export type WatchedFilm = { id: number; lengthMs: number; covered: Piece[]; positionMs: number }

/** One part of a course with what somebody has seen of it. `body` is what its reader kept. */
export type WatchedPart = WatchedFilm & { kind: string; title: string; body: Record<string, unknown>; media: string | null }

/** The parts of a version of a course in order, with what one enrolment has seen of each in one lesson. */
export const partsWatched = (db: Db, courseVersionId: number, enrolmentId: number, lessonId: number): Promise<WatchedPart[]> =>
  rowsOf<WatchedPart>(
    db,
    sql`select m.id, m.kind, m.title, m.body, m.media, m.length_ms as "lengthMs", ${coveredAsJson} as covered,
               coalesce(w.position_ms, 0) as "positionMs"
        from materials m
        left join watches w on w.material_id = m.id and w.enrolment_id = ${enrolmentId} and w.lesson_id = ${lessonId}
        where m.course_version_id = ${courseVersionId} order by m.position`
  )

/** The films of one lesson with what its enrolment has seen of each, in order: all that a report needs. */
export const filmsOfLesson = (db: Db, lesson: OwnLesson): Promise<WatchedFilm[]> =>
  rowsOf<WatchedFilm>(
    db,
    sql`select m.id, m.length_ms as "lengthMs", ${coveredAsJson} as covered, coalesce(w.position_ms, 0) as "positionMs"
        from materials m
        left join watches w on w.material_id = m.id and w.enrolment_id = ${lesson.enrolmentId} and w.lesson_id = ${lesson.id}
        where m.course_version_id = ${lesson.courseVersionId}::bigint and m.kind = 'film' order by m.position`
  )

/** What is kept of a film in the latest version of a course. */
export const filmsOf = (
  db: Db,
  courseId: number
): Promise<{ id: number; title: string; body: Record<string, unknown>; media: string; lengthMs: number }[]> =>
  rowsOf(
    db,
    sql`select m.id, m.title, m.body, m.media, m.length_ms as "lengthMs" from materials m
        where m.kind = 'film' and m.course_version_id =
          (select v.id from course_versions v where v.course_id = ${courseId} order by v.number desc limit 1)
        order by m.position`
  )

/** As the database writes a multirange. */
const asMultirange = (pieces: readonly Piece[]): string =>
  `{${unionOf(pieces)
    .map(({ fromMs, untilMs }) => `[${fromMs},${untilMs})`)
    .join(',')}}`

type Place = { enrolmentId: number; cohortId: number; lessonId: number; materialId: number }

/** Keeps what has been seen of a film. */
export const keepWatched = async (
  db: Db,
  seen: Place,
  covered: readonly Piece[],
  positionMs: number,
  now: Date
): Promise<void> => {
  await db.execute(
    sql`insert into watches (enrolment_id, cohort_id, lesson_id, material_id, covered, position_ms, reported_at)
        values (${seen.enrolmentId}, ${seen.cohortId}, ${seen.lessonId}, ${seen.materialId}, ${asMultirange(covered)}::int8multirange,
                ${positionMs}, ${now.toISOString()}::timestamptz)
        on conflict (enrolment_id, lesson_id, material_id)
        do update set covered = watches.covered + excluded.covered, position_ms = excluded.position_ms, reported_at = excluded.reported_at`
  )
}

/** Writes down that a lesson was completed, once; null when it was before. */
export const addCompletion = async (
  db: Db,
  lesson: OwnLesson,
  film: { coveredMs: number; lengthMs: number },
  accountId: number,
  now: Date
): Promise<number | null> =>
  (
    await firstOf<{ id: number }>(
      db,
      sql`insert into online_completions (enrolment_id, person_id, cohort_id, lesson_id, covered_ms, length_ms, completed_at, account_id)
          values (${lesson.enrolmentId}, ${lesson.personId}, ${lesson.cohortId}, ${lesson.id}, ${film.coveredMs}, ${film.lengthMs},
                  ${now.toISOString()}::timestamptz, ${accountId})
          on conflict (enrolment_id, lesson_id) do nothing returning id`
    )
  )?.id ?? null

/** Who completed which online lesson of a cohort. */
export const completionsIn = (
  db: Db,
  cohortId: number
): Promise<{ id: number; enrolmentId: number; lessonId: number; completedAt: string }[]> =>
  rowsOf(
    db,
    sql`select id, enrolment_id as "enrolmentId", lesson_id as "lessonId", ${iso(sql`completed_at`)} as "completedAt"
        from online_completions where cohort_id = ${cohortId}`
  )
