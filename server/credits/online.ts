import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { packOn } from '../policies/queries.ts'
import { onlineCreditOf } from '../policies/rules.ts'
import { dayOf } from '../time/dates.ts'

/** What online lessons have earned in a cohort: the posted credit, or null where the completion is not posted yet. */
export const onlineCreditIn = (
  db: Db,
  cohortId: number
): Promise<{ enrolmentId: number; lessonId: number; centiCredits: number | null }[]> =>
  rowsOf(
    db,
    sql`select o.enrolment_id as "enrolmentId", o.lesson_id as "lessonId", e.centi_credits as "centiCredits"
        from online_completions o
        left join credit_entries e on e.enrolment_id = o.enrolment_id and e.lesson_id = o.lesson_id
        where o.cohort_id = ${cohortId}`
  )

/** Completions of a cohort that have no entry. */
export const onlineNotPosted = async (db: Db, cohortId: number): Promise<number[]> =>
  (
    await rowsOf<{ id: number }>(
      db,
      sql`select o.id from online_completions o where o.cohort_id = ${cohortId} and not exists (
            select from credit_entries e where e.enrolment_id = o.enrolment_id and e.lesson_id = o.lesson_id)`
    )
  ).map(({ id }) => id)

type Completed = {
  completionId: number
  enrolmentId: number
  personId: number
  lessonId: number
  minutes: number
  completedAt: string
  accountId: number
}

/**
 * Posts the credit of lessons completed online, by the rule in force on the day of completion, each once and with its evidence. Returns
 * whose credit changed.
 */
export const postOnline = async (db: Db, completionIds: readonly number[], now: Date): Promise<number[]> => {
  if (!completionIds.length) return []
  const completed = await rowsOf<Completed>(
    db,
    sql`select o.id as "completionId", o.enrolment_id as "enrolmentId", o.person_id as "personId", o.lesson_id as "lessonId", l.minutes,
               to_char(o.completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt", o.account_id as "accountId"
        from online_completions o join lessons l on l.id = o.lesson_id where o.id in ${completionIds}`
  )
  const entries = []
  for (const { completedAt, minutes, ...completion } of completed) {
    const earnedOn = dayOf(new Date(completedAt))
    const { versionId, pack } = await packOn(db, earnedOn)
    entries.push({ ...completion, earnedOn, versionId, centiCredits: onlineCreditOf(minutes, pack.online) })
  }
  await db.execute(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(entries)}::json) as g(
        "completionId" bigint, "enrolmentId" bigint, "personId" bigint, "lessonId" bigint, "earnedOn" date, "versionId" bigint,
        "centiCredits" int, "accountId" bigint)),
    added as (
      insert into credit_entries (
        person_id, enrolment_id, source, centi_credits, half_days, earned_on, lesson_id, version_id, recorded_at, recorded_by)
      select "personId", "enrolmentId", 'online', "centiCredits", 0, "earnedOn", "lessonId", "versionId", ${now.toISOString()}::timestamptz,
             "accountId"
      from given order by "completionId"
      on conflict (enrolment_id, lesson_id) do nothing
      returning id, enrolment_id, lesson_id)
    insert into credit_evidence (entry_id, lesson_id, online_completion_id)
    select a.id, a.lesson_id, g."completionId" from added a
    join given g on g."enrolmentId" = a.enrolment_id and g."lessonId" = a.lesson_id`)
  return entries.map(({ personId }) => personId)
}
