import { sql, type SQL } from 'drizzle-orm'
import { lessonsOfThese, type Lesson } from '../cohorts/queries.ts'
import type { CohortKind } from '../cohorts/rules.ts'
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
  /** Minutes of electives to be chosen. */
  electiveMinutes: number
  isClosed: boolean
  /** Why it was called off; null while it was not. */
  cancelledBecause: string | null
  /** Of the last postponement. */
  postponedDays: number | null
  postponedBecause: string | null
}

const own = (personId: number, last: SQL): SQL =>
  sql`select c.id, e.id as "enrolmentId", e.number, c.name, c.kind, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
               a.name as "supervisorName", c.elective_minutes as "electiveMinutes", exists (select from closings l where l.cohort_id = c.id) as "isClosed",
               o.reason as "cancelledBecause", d.days as "postponedDays", d.reason as "postponedBecause"
        from enrolments e
        join cohorts c on c.id = e.cohort_id
        join publications p on p.cohort_id = c.id
        join lateral (select kind, at from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on true
        left join accounts a on a.id = c.supervisor_id
        left join cohort_steps o on o.cohort_id = c.id and o.kind = 'cancelled'
        left join lateral (select days, reason from cohort_steps where cohort_id = c.id and kind = 'postponed' order by id desc limit 1) d on true
        where e.person_id = ${personId} and ${last}
        order by "isClosed", c.starts_on desc, c.id desc`

/** The published cohorts of one person, those still to be closed first, newest first. */
export const cohortsOf = (db: Db, personId: number): Promise<OwnCohort[]> =>
  rowsOf<OwnCohort>(db, own(personId, sql`v.kind = 'enrolled'`))

/** Those that were called off while this person had a seat in them. */
export const calledOffOf = (db: Db, personId: number): Promise<OwnCohort[]> =>
  rowsOf<OwnCohort>(db, own(personId, sql`o.id is not null and v.at = o.at`))

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
