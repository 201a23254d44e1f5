import { and, eq, sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { iso } from './queries.ts'
import type { Stage } from './rules.ts'
import { headcountMarks, headcounts } from './schema.ts'

export type Counted = { stage: Stage; countedAt: string; countedBy: string }

/** When heads were last counted at each stage, and by whom. */
export const countedAt = (db: Db, lessonId: number): Promise<Counted[]> =>
  rowsOf<Counted>(
    db,
    sql`select distinct on (h.stage) h.stage, ${iso(sql`h.counted_at`)} as "countedAt", a.name as "countedBy"
        from headcounts h join accounts a on a.id = h.counted_by where h.lesson_id = ${lessonId} order by h.stage, h.id desc`
  )

export type KnownCount = { countedAt: Date; changed: number }

/** What became of a head count sent with this key; null when it has not come yet. */
export const countWith = async (db: Db, lessonId: number, clientKey: string): Promise<KnownCount | null> => {
  const [count] = await db
    .select({ countedAt: headcounts.countedAt })
    .from(headcounts)
    .where(and(eq(headcounts.lessonId, lessonId), eq(headcounts.clientKey, clientKey)))
  const made = and(eq(headcountMarks.lessonId, lessonId), eq(headcountMarks.clientKey, clientKey))
  return count ? { ...count, changed: await db.$count(headcountMarks, made) } : null
}

export type Count = { cohortId: number; lessonId: number; stage: Stage; bus: number | null; clientKey: string; accountId: number }

/** One statement for everyone, and a row only where the last one says something else. Returns how many rows were made. */
export const countHeads = async (
  db: Db,
  { cohortId, lessonId, stage, bus, clientKey, accountId }: Count,
  people: readonly { enrolmentId: number; isThere: boolean }[],
  now: Date
): Promise<number> => {
  await db.insert(headcounts).values({ cohortId, lessonId, stage, bus, clientKey, countedAt: now, countedBy: accountId })
  const made = await rowsOf<{ id: number }>(
    db,
    sql`insert into headcount_marks (cohort_id, lesson_id, enrolment_id, stage, is_there, marked_at, marked_by, client_key)
        select ${cohortId}::bigint, ${lessonId}::bigint, x."enrolmentId", ${stage}, x."isThere", ${now.toISOString()}::timestamptz,
               ${accountId}::bigint, ${clientKey}::uuid
        from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x ("enrolmentId" bigint, "isThere" boolean)
        left join lateral (select is_there from headcount_marks
          where lesson_id = ${lessonId} and stage = ${stage} and enrolment_id = x."enrolmentId" order by id desc limit 1) m on true
        where m.is_there is distinct from x."isThere"
        returning id`
  )
  return made.length
}

export type HeadcountMark = { isThere: boolean; reason: string | null }

/** The last row of a person at a stage. */
export const headOf = (db: Db, lessonId: number, stage: Stage, enrolmentId: number): Promise<HeadcountMark | null> =>
  firstOf<HeadcountMark>(
    db,
    sql`select is_there as "isThere", reason from headcount_marks
        where lesson_id = ${lessonId} and stage = ${stage} and enrolment_id = ${enrolmentId} order by id desc limit 1`
  )

export const correctHead = async (
  db: Db,
  added: HeadcountMark & { cohortId: number; lessonId: number; enrolmentId: number; stage: Stage; markedBy: number },
  now: Date
): Promise<void> => {
  await db.insert(headcountMarks).values({ ...added, markedAt: now, clientKey: null })
}

/** The ciphers of these people's mobiles; who has none is missing. */
export const mobileCiphersOf = async (db: Db, personIds: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> => {
  const rows = await rowsOf<{ personId: number; cipher: Uint8Array }>(
    db,
    sql`select person_id as "personId", mobile_cipher as cipher from personal_data
        where mobile_cipher is not null and person_id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb))`
  )
  return new Map(rows.map(({ personId, cipher }) => [personId, cipher]))
}
