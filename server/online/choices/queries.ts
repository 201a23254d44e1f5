import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import { electiveChoices } from './schema.ts'

export type NewChoice = { cohortId: number; enrolmentId: number; lessonId: number; isChosen: boolean; accountId: number }

/** What a learner chooses, or takes back; the last row speaks. */
export const choose = async (db: Db, choice: NewChoice, now: Date): Promise<void> => {
  await db.insert(electiveChoices).values({ ...choice, chosenAt: now })
}

/** Which electives of a cohort are chosen, by whom. */
export const choicesIn = (db: Db, cohortId: number): Promise<{ enrolmentId: number; lessonId: number }[]> =>
  rowsOf(
    db,
    sql`select "enrolmentId", "lessonId" from (
          select distinct on (enrolment_id, lesson_id) enrolment_id as "enrolmentId", lesson_id as "lessonId", is_chosen
          from elective_choices where cohort_id = ${cohortId} order by enrolment_id, lesson_id, id desc) last
        where is_chosen`
  )

/** The electives one person has chosen, in whichever cohort, and whether they were begun. */
export const choicesOf = async (db: Db, personId: number): Promise<ReadonlyMap<number, { hasBegun: boolean }>> => {
  const rows = await rowsOf<{ lessonId: number; hasBegun: boolean }>(
    db,
    sql`select lesson_id as "lessonId", has_begun as "hasBegun" from (
          select distinct on (c.enrolment_id, c.lesson_id) c.lesson_id, c.is_chosen,
                 exists (select from watch_leases w where w.enrolment_id = c.enrolment_id and w.lesson_id = c.lesson_id)
                   or exists (select from attempts a where a.enrolment_id = c.enrolment_id and a.lesson_id = c.lesson_id) as has_begun
          from enrolments e join elective_choices c on c.enrolment_id = e.id
          where e.person_id = ${personId} order by c.enrolment_id, c.lesson_id, c.id desc) last
        where is_chosen`
  )
  return new Map(rows.map(({ lessonId, hasBegun }) => [lessonId, { hasBegun }]))
}
