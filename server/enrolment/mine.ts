import { inArray, sql } from 'drizzle-orm'
import { lessonsOfThese, type Lesson } from '../cohorts/queries.ts'
import type { CohortKind } from '../cohorts/rules.ts'
import { cohorts } from '../cohorts/schema.ts'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'

/** A published cohort in which somebody has a seat. */
export type OwnCohort = {
  id: number
  enrolmentId: number
  number: number
  name: string
  kind: CohortKind
  startsOn: Day
  endsOn: Day
  supervisorName: string | null
  isClosed: boolean
}

/** The published cohorts of one person, those still to be closed first, newest first. */
export const cohortsOf = (db: Db, personId: number): Promise<OwnCohort[]> =>
  rowsOf<OwnCohort>(
    db,
    sql`select c.id, e.id as "enrolmentId", e.number, c.name, c.kind, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
               a.name as "supervisorName", exists (select from closings l where l.cohort_id = c.id) as "isClosed"
        from enrolments e
        join cohorts c on c.id = e.cohort_id
        join publications p on p.cohort_id = c.id
        join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
        left join accounts a on a.id = c.supervisor_id
        where e.person_id = ${personId}
        order by "isClosed", c.starts_on desc, c.id desc`
  )

/** How often the timetable of a cohort has changed; only ever more. */
export const changesOf = async (db: Db, cohortIds: readonly number[]): Promise<Map<number, number>> => {
  if (!cohortIds.length) return new Map()
  const rows = await db
    .select({ id: cohorts.id, touched: cohorts.touched })
    .from(cohorts)
    .where(inArray(cohorts.id, [...cohortIds]))
  return new Map(rows.map(({ id, touched }) => [id, touched]))
}

/** The lessons of the cohorts in which one person was ever given a seat; of those still to be closed, or of all. */
export const ownLessons = (db: Db, personId: number, of: 'open' | 'all'): Promise<Lesson[]> =>
  lessonsOfThese(
    db,
    of === 'all'
      ? sql`select e.cohort_id from enrolments e where e.person_id = ${personId}`
      : sql`select e.cohort_id from enrolments e
            where e.person_id = ${personId} and not exists (select from closings x where x.cohort_id = e.cohort_id)`
  )

/** Whether somebody has a seat in a cohort and has not given it up. */
export const isEnrolledIn = async (db: Db, cohortId: number, personId: number): Promise<boolean> =>
  (
    await rowsOf(
      db,
      sql`select from enrolments e
          join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
          where e.cohort_id = ${cohortId} and e.person_id = ${personId}`
    )
  ).length > 0
