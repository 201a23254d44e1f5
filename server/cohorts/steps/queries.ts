import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { packInForce } from '../../policies/queries.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import type { Cohort } from '../queries.ts'
import { questions } from '../questions.ts'
import type { Facts, Filed, Step } from './rules.ts'
import { cohortSteps } from './schema.ts'

export type Taken = {
  step: Step | 'setUp' | 'published' | 'derogated' | 'closed'
  at: string
  by: string | null
  reason: string | null
  document: string | null
  days: number | null
}

/** Everything that was done to a cohort as a whole, the first first. */
export const takenIn = (db: Db, cohortId: number): Promise<Taken[]> =>
  rowsOf<Taken>(
    db,
    sql`select t.step, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, a.name as by, t.reason, t.document, t.days
        from (
          select 0 as rank, 0::bigint as id, 'setUp' as step, created_at as at, null::bigint as account_id, null as reason, null as document, null::int as days
            from cohorts where id = ${cohortId}
          union all select 1, id, kind, at, account_id, reason, document, days from cohort_steps where cohort_id = ${cohortId}
          union all select 2, id, 'published', published_at, published_by, null, null, null from publications where cohort_id = ${cohortId}
          union all select 3, id, 'derogated', approved_at, approved_by, reason, document, null from derogations where cohort_id = ${cohortId}
          union all select 4, id, 'closed', closed_at, closed_by, null, null, null from closings where cohort_id = ${cohortId}) t
        left join accounts a on a.id = t.account_id
        order by t.at, t.rank, t.id`
  )

export type NewStep = {
  cohortId: number
  kind: Step
  reason: string | null
  document: string | null
  days?: number
  accountId: number
}

export const addStep = async (db: Db, step: NewStep, now: Date): Promise<void> => {
  await db.insert(cohortSteps).values({ ...step, at: now })
}

/** Who last submitted it for approval. */
export const submitterOf = async (db: Db, cohortId: number): Promise<number | null> =>
  (
    await firstOf<{ id: number }>(
      db,
      sql`select account_id as id from cohort_steps where cohort_id = ${cohortId} and kind = 'planned' order by id desc limit 1`
    )
  )?.id ?? null

/** What the rule of the steps looks at, and what is filed so far. */
export const factsFor = async (db: Db, cohort: Cohort, now: Date): Promise<{ facts: Facts; filed: Filed }> => {
  const filed = await questions.filed(db, cohort.id)
  const { settled } = (await firstOf<{ settled: boolean }>(
    db,
    sql`select exists (select from holdings h join lessons l on l.id = h.lesson_id where l.cohort_id = ${cohort.id}) as settled`
  ))!
  const hasBegun = settled || filed.marks > 0 || filed.onlineCompletions > 0
  return { facts: { ...cohort, hasBegun, needsApproval: await needsApproval(db, now) }, filed }
}

/** Whether the pack in force wants approval before publication. */
export const needsApproval = async (db: Db, now: Date): Promise<boolean> =>
  (await packInForce(db, dayOf(now)))?.pack.profile?.approvalBeforePublication ?? false

/** Lessons, what they take up, and the days of the cohort move together. */
export const moveBy = async (
  db: Db,
  moved: { cohortId: number; lessonIds: readonly number[]; days: number; startsOn: Day; endsOn: Day }
): Promise<void> => {
  const { cohortId, lessonIds, days, startsOn, endsOn } = moved
  await db.execute(sql`update cohorts set starts_on = ${startsOn}, ends_on = ${endsOn} where id = ${cohortId}`)
  if (!lessonIds.length) return
  await db.execute(
    sql`update lessons set held_on = held_on + ${days}::int, closes_on = closes_on + ${days}::int where id in ${lessonIds}`
  )
  await db.execute(
    sql`update bookings set during = tsrange(lower(during) + make_interval(days => ${days}::int), upper(during) + make_interval(days => ${days}::int))
        where lesson_id in ${lessonIds}`
  )
}
