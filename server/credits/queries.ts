import { sql } from 'drizzle-orm'
import { ownBuses } from '../attendance/buses.ts'
import type { Status } from '../attendance/rules.ts'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import type { Slot } from '../time/halfDays.ts'

export type LastMark = { id: number; enrolmentId: number; lessonId: number; status: Status }

/** The marks that speak: the last one of everybody for every lesson. */
export const lastMarksIn = (db: Db, cohortId: number): Promise<LastMark[]> =>
  rowsOf<LastMark>(
    db,
    sql`select distinct on (m.lesson_id, m.enrolment_id) m.id, m.enrolment_id as "enrolmentId", m.lesson_id as "lessonId", m.status
        from lessons l join marks m on m.lesson_id = l.id
        where l.cohort_id = ${cohortId}
        order by m.lesson_id, m.enrolment_id, m.id desc`
  )

export type NewEntry = {
  enrolmentId: number
  personId: number
  earnedOn: Day
  slot: Slot
  centiCredits: number
  halfDays: number
  versionId: number
  evidence: { lessonId: number; markId: number }[]
}

/** Adds entries to the ledger, each with what it rests on, in one statement however many there are. */
export const postEntries = async (db: Db, entries: readonly NewEntry[], accountId: number, now: Date): Promise<void> => {
  await db.execute(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(entries)}::json) as g(
        "enrolmentId" bigint, "personId" bigint, "earnedOn" date, slot text, "centiCredits" int, "halfDays" int, "versionId" bigint,
        evidence json)),
    added as (
      insert into credit_entries (
        person_id, enrolment_id, source, centi_credits, half_days, earned_on, slot, version_id, recorded_at, recorded_by)
      select "personId", "enrolmentId", 'concentrated', "centiCredits", "halfDays", "earnedOn", slot, "versionId",
             ${now.toISOString()}::timestamptz, ${accountId}
      from given order by "earnedOn", slot, "enrolmentId"
      returning id, enrolment_id, earned_on, slot)
    insert into credit_evidence (entry_id, lesson_id, mark_id)
    select a.id, e."lessonId", e."markId"
    from added a
    join given g on g."enrolmentId" = a.enrolment_id and g."earnedOn" = a.earned_on and g.slot = a.slot
    cross join lateral json_to_recordset(g.evidence) as e("lessonId" bigint, "markId" bigint)`)
}

export type NewCompletion = {
  enrolmentId: number
  personId: number
  isCompleted: boolean
  total: number
  earned: number
  leave: number
  absent: number
  /** Of electives, completed. */
  electiveMinutes: number
}

export type CompletedCohort = {
  cohortId: number
  closingId: number
  kind: string
  organiserLevel: string
  completedOn: Day
  versionId: number
}

/** Who completed the cohort and who did not: a promise, made on the day of its close-out. */
export const postCompletions = async (
  db: Db,
  cohort: CompletedCohort,
  completions: readonly NewCompletion[],
  now: Date
): Promise<void> => {
  const { cohortId, closingId, kind, organiserLevel, completedOn, versionId } = cohort
  await db.execute(sql`
    insert into completions (
      enrolment_id, person_id, cohort_id, closing_id, is_completed, total_centi_credits, earned_centi_credits, leave_centi_credits,
      absent_centi_credits, elective_minutes, completed_on, kind, organiser_level, version_id, recorded_at)
    select "enrolmentId", "personId", ${cohortId}, ${closingId}, "isCompleted", total, earned, leave, absent, "electiveMinutes", ${completedOn}::date,
           ${kind}, ${organiserLevel}, ${versionId}, ${now.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(completions)}::json) as g(
      "enrolmentId" bigint, "personId" bigint, "isCompleted" boolean, total int, earned int, leave int, absent int, "electiveMinutes" int)`)
}

/** What one person has of a lesson: the last mark, the moment it was completed online, the bus to it. */
export type OwnLesson = { status: Status | null; completedAt: string | null; bus: number | null }

/** The same for all lessons of which one person has anything, in whichever cohort; a person has one seat in a cohort. */
export const ownOf = async (db: Db, personId: number): Promise<ReadonlyMap<number, OwnLesson>> => {
  const rows = await rowsOf<OwnLesson & { lessonId: number }>(
    db,
    sql`select lesson_id as "lessonId", max(status) as status, max(bus)::int as bus,
               to_char(max(completed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt"
        from (select m.lesson_id, (array_agg(m.status order by m.id desc))[1] as status, null::timestamptz as completed_at, null::int as bus
              from enrolments e join marks m on m.enrolment_id = e.id where e.person_id = ${personId} group by m.lesson_id
              union all
              select lesson_id, null, completed_at, null from online_completions where person_id = ${personId}
              union all
              select lesson_id, null, null, bus from (${ownBuses(personId)}) b) own
        group by lesson_id`
  )
  return new Map(rows.map(({ lessonId, ...own }) => [lessonId, own]))
}
