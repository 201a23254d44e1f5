import { inArray, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import { lessons } from '../schema.ts'
import { combinedAnswers, combinedLessons, combinedOffers } from './schema.ts'

/** A lesson of a sharing, and whether it may still change. */
export type Sitting = { lessonId: number; cohortId: number; isOpen: boolean }

const stands = sql`not exists (select from closings x where x.cohort_id = l.cohort_id)
  and not exists (select from cohort_steps s where s.cohort_id = l.cohort_id and s.kind = 'cancelled')
  and not exists (select from holdings h where h.lesson_id = l.id)`

/** Who sits in it, the first first. */
export const sittingIn = (db: Db, combinedId: number): Promise<Sitting[]> =>
  rowsOf<Sitting>(
    db,
    sql`select l.id as "lessonId", l.cohort_id as "cohortId", ${stands} as "isOpen" from lessons l where l.combined_id = ${combinedId} order by l.id`
  )

/**
 * Locks what a change to these lessons touches: first the marks they carry, then every cohort that sits in them, each by number, so that
 * whoever moves and whoever joins wait for each other and never in a circle.
 */
export const lockCombined = async (db: Db, cohortId: number, lessonIds: readonly number[]): Promise<void> => {
  if (!lessonIds.length) return
  const marks = await rowsOf<{ id: number }>(
    db,
    sql`select distinct combined_id as id from lessons where cohort_id = ${cohortId} and id in ${lessonIds} and combined_id is not null order by 1`
  )
  if (marks.length)
    await lockMarks(
      db,
      marks.map(({ id }) => id)
    )
}

export const lockMarks = async (db: Db, combinedIds: readonly number[]): Promise<void> => {
  await db.execute(sql`select from combined_lessons where id in ${combinedIds} order by id for no key update`)
  await db.execute(
    sql`select from cohorts where id in (select cohort_id from lessons where combined_id in ${combinedIds}) order by id for no key update`
  )
}

export const makeCombined = async (db: Db, madeBy: number, now: Date): Promise<number> =>
  (await db.insert(combinedLessons).values({ madeAt: now, madeBy }).returning({ id: combinedLessons.id }))[0]!.id

/** Marks a lesson as taught together with others, or, with null, as taught alone. */
export const mark = async (db: Db, lessonIds: readonly number[], combinedId: number | null): Promise<void> => {
  if (lessonIds.length) await db.update(lessons).set({ combinedId }).where(inArray(lessons.id, lessonIds))
}

export type Offer = {
  id: number
  combinedId: number
  cohortId: number
  cohortName: string
  offeredBy: string
  offeredAt: string
}

const open = sql`combined_offers o join cohorts c on c.id = o.cohort_id join accounts a on a.id = o.offered_by
  where not exists (select from combined_answers r where r.offer_id = o.id)`
const fields = sql`o.id, o.combined_id as "combinedId", o.cohort_id as "cohortId", c.name as "cohortName", a.name as "offeredBy",
  to_char(o.offered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "offeredAt"`

/** Invitations to a cohort that wait for an answer. */
export const offersTo = (db: Db, cohortId: number): Promise<Offer[]> =>
  rowsOf<Offer>(db, sql`select ${fields} from ${open} and o.cohort_id = ${cohortId} order by o.id`)

/** How many invitations wait for an answer, by cohort: into lessons that somebody could still give. A cohort without any is missing. */
export const invitationsTo = async (db: Db, cohortIds: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (!cohortIds.length) return new Map()
  const rows = await rowsOf<{ id: number; count: number }>(
    db,
    sql`select o.cohort_id as id, count(*)::int as count from ${open} and o.cohort_id in ${cohortIds}
          and exists (select from lessons l where l.combined_id = o.combined_id and ${stands}) group by 1`
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Invitations into lessons in which a cohort sits. */
export const offersBy = (db: Db, cohortId: number): Promise<Offer[]> =>
  rowsOf<Offer>(
    db,
    sql`select ${fields} from ${open} and o.combined_id in (select combined_id from lessons where cohort_id = ${cohortId}) order by o.id`
  )

export const addOffer = async (
  db: Db,
  offer: { combinedId: number; cohortId: number; offeredBy: number },
  now: Date
): Promise<number> =>
  (
    await db
      .insert(combinedOffers)
      .values({ ...offer, offeredAt: now })
      .returning({ id: combinedOffers.id })
  )[0]!.id

export const answerOffer = async (
  db: Db,
  answer: { offerId: number; kind: 'taken' | 'declined' | 'withdrawn'; answeredBy: number },
  now: Date
): Promise<void> => {
  await db.insert(combinedAnswers).values({ ...answer, answeredAt: now })
}

/** Lessons of a cohort that lie in a stretch of a day, are taught alone and not settled: what a lesson taken over could stand for. */
export const lyingIn = (
  db: Db,
  cohortId: number,
  { heldOn, fromMinute, untilMinute }: { heldOn: Day; fromMinute: number; untilMinute: number }
): Promise<{ id: number; title: string; fromMinute: number; untilMinute: number }[]> =>
  rowsOf(
    db,
    sql`select l.id, l.title, l.from_minute as "fromMinute", l.until_minute as "untilMinute" from lessons l
        where l.cohort_id = ${cohortId} and l.held_on = ${heldOn} and l.from_minute < ${untilMinute} and l.until_minute > ${fromMinute}
          and l.combined_id is null and l.kind <> 'online' and not exists (select from holdings h where h.lesson_id = l.id)
        order by l.from_minute, l.id`
  )

/** Of lessons, what calendars have to know. `turns` only grows: how often anybody joined or left what it was ever part of. */
export type Combining = { lessonId: number; combinedId: number | null; turns: number; wasAlone: boolean; with: string[] }

/** Those of these lessons that ever were taught together; `with` names the published cohorts that sit in it now. */
export const combiningsOf = async (db: Db, lessonIds: readonly number[]): Promise<ReadonlyMap<number, Combining>> => {
  if (!lessonIds.length) return new Map()
  const rows = await rowsOf<Combining>(
    db,
    sql`select j.lesson_id as "lessonId", l.combined_id as "combinedId",
               (select count(*)::int from lesson_combinings k where k.combined_id = any(array_agg(j.combined_id))) as turns,
               bool_or(j.has_joined and j.known_as is not null) as "wasAlone",
               coalesce((select json_agg(c.name order by c.id) from lessons o join cohorts c on c.id = o.cohort_id
                 where o.combined_id = l.combined_id and o.id <> l.id and exists (select from publications p where p.cohort_id = c.id)
                   and not exists (select from cohort_steps s where s.cohort_id = c.id and s.kind = 'cancelled')
                   and coalesce((select h.was_held from holdings h where h.lesson_id = o.id order by h.id desc limit 1), true)), '[]') as with
        from lesson_combinings j left join lessons l on l.id = j.lesson_id
        where j.lesson_id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(lessonIds)}::jsonb))
        group by j.lesson_id, l.id`
  )
  return new Map(rows.map(row => [row.lessonId, row]))
}
