import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { LessonKind } from '../cohorts/rules.ts'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { groupOf, seated } from '../enrolment/groups/queries.ts'
import type { Day } from '../time/dates.ts'
import type { Status } from './rules.ts'
import { marks, rollCalls } from './schema.ts'

export type Called = {
  enrolmentId: number
  number: number
  name: string
  unitAndPost: string
  groupId: number | null
  status: Status | null
  reason: string | null
  marks: number
}

/** Everyone with a seat, by number, with the last mark of a lesson. */
export const peopleAt = (db: Db, cohortId: number, lessonId: number): Promise<Called[]> =>
  rowsOf<Called>(
    db,
    sql`select e.id as "enrolmentId", e.number, p.name, e.post_snapshot as "unitAndPost", g.id as "groupId", m.status, m.reason,
               (select count(*) from marks where lesson_id = ${lessonId} and enrolment_id = e.id) as marks
        from ${seated(sql`${cohortId}`)} e
        cross join lateral (select name from person_facts
          where person_id = e.person_id and recorded_until is null order by valid_from desc limit 1) p
        left join ${lastMark(sql`${lessonId}`, sql`e.id`)} m on true
        left join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true
        order by e.number`
  )

const lastMark = (lessonId: SQL, enrolmentId: SQL): SQL =>
  sql`lateral (select status, reason from marks where lesson_id = ${lessonId} and enrolment_id = ${enrolmentId} order by id desc limit 1)`

export const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** When the roll of a lesson was last called, and by whom; null while it was not. */
export const lastCallOf = (db: Db, lessonId: number): Promise<{ calledAt: string; calledBy: string } | null> =>
  firstOf(
    db,
    sql`select ${iso(sql`c.at`)} as "calledAt", a.name as "calledBy" from ${calls(sql`${lessonId}`)} c join accounts a on a.id = c.by`
  )

// A mark without a roll-call came another way, and says as well that somebody looked who was there.
const calls = (lessonId: SQL): SQL => sql`lateral (
  select at, by from (
    select called_at as at, called_by as by from roll_calls where lesson_id = ${lessonId}
    union all (select marked_at, marked_by from marks where lesson_id = ${lessonId} order by id desc limit 1)) c
  order by at desc limit 1)`

export type KnownCall = { calledAt: Date; changed: number }

/** What became of a roll-call sent with this key; null when it has not come yet. */
export const callWith = async (db: Db, lessonId: number, clientKey: string): Promise<KnownCall | null> => {
  const [call] = await db
    .select({ calledAt: rollCalls.calledAt })
    .from(rollCalls)
    .where(and(eq(rollCalls.lessonId, lessonId), eq(rollCalls.clientKey, clientKey)))
  return call
    ? { ...call, changed: await db.$count(marks, and(eq(marks.lessonId, lessonId), eq(marks.clientKey, clientKey))) }
    : null
}

export type Exception = { enrolmentId: number; status: Status; reason: string | null }
export type Call = { cohortId: number; lessonId: number; clientKey: string; accountId: number }

/**
 * One statement for everyone: present except those named, and a mark only where the last one says something else; silence takes no
 * reason back. Returns how many marks were made.
 */
export const callRoll = async (
  db: Db,
  { cohortId, lessonId, clientKey, accountId }: Call,
  exceptions: readonly Exception[],
  now: Date
): Promise<number> => {
  await db.insert(rollCalls).values({ cohortId, lessonId, clientKey, calledAt: now, calledBy: accountId })
  const made = await rowsOf<{ id: number }>(
    db,
    sql`insert into marks (cohort_id, enrolment_id, lesson_id, status, reason, marked_at, marked_by, client_key)
        select ${cohortId}::bigint, e.id, ${lessonId}::bigint, coalesce(x.status, 'present'), x.reason, ${now.toISOString()}::timestamptz,
               ${accountId}::bigint, ${clientKey}::uuid
        from ${seated(sql`${cohortId}`)} e
        left join jsonb_to_recordset(${JSON.stringify(exceptions)}::jsonb) as x ("enrolmentId" bigint, status text, reason text)
          on x."enrolmentId" = e.id
        left join ${lastMark(sql`${lessonId}`, sql`e.id`)} m on true
        where m.status is distinct from coalesce(x.status, 'present') or x.reason <> coalesce(m.reason, '')
        returning id`
  )
  return made.length
}

export type Mark = { status: Status; reason: string | null }

/** The last mark of a person for a lesson. */
export const markOf = (db: Db, lessonId: number, enrolmentId: number): Promise<Mark | null> =>
  firstOf<Mark>(db, sql`select m.status, m.reason from ${lastMark(sql`${lessonId}`, sql`${enrolmentId}`)} m`)

export const addMark = async (
  db: Db,
  added: Mark & { cohortId: number; lessonId: number; enrolmentId: number; markedBy: number },
  now: Date
): Promise<void> => {
  await db.insert(marks).values({ ...added, markedAt: now, clientKey: null })
}

export type TaughtLesson = {
  id: number
  cohortId: number
  kind: LessonKind
  title: string
  heldOn: Day
  fromMinute: number
  untilMinute: number
  baseName: string | null
  venues: { name: string }[]
  placeText: string | null
  wasHeld: boolean | null
  calledAt: string | null
  statuses: Status[]
}

/** The lessons at which people are looked for, of these cohorts: all but journeys, meals and online ones, in the order of the days. */
export const lessonsToTeach = (db: Db, cohortIds: readonly number[]): Promise<TaughtLesson[]> =>
  cohortIds.length
    ? rowsOf<TaughtLesson>(
        db,
        sql`select l.id, l.cohort_id as "cohortId", l.kind, l.title, l.held_on as "heldOn", l.from_minute as "fromMinute",
                   l.until_minute as "untilMinute", g.name as "baseName",
                   coalesce(b.venues, '[]') as venues, l.place_text as "placeText", h.was_held as "wasHeld",
                   ${iso(sql`c.at`)} as "calledAt",
                   coalesce((select json_agg(m.status) from (
                     select distinct on (enrolment_id) status from marks where lesson_id = l.id order by enrolment_id, id desc) m), '[]') as statuses
            from lessons l
            left join lateral (
              select json_agg(json_build_object('name', v.place || ' ' || v.name) order by k.id) as venues
              from bookings k join venue_facts v on v.venue_id = k.venue_id and v.recorded_until is null where k.lesson_id = l.id) b on true
            left join teaching_base_facts g on g.base_id = l.base_id and g.recorded_until is null
            left join lateral (select was_held from holdings where lesson_id = l.id order by id desc limit 1) h on true
            left join ${calls(sql`l.id`)} c on true
            where l.kind not in ('travel', 'meal', 'online') and l.cohort_id = any(array[${sql.join(
              cohortIds.map(id => sql`${id}::bigint`),
              sql`, `
            )}])
            order by l.held_on, l.from_minute, l.id`
      )
    : Promise.resolve([])
