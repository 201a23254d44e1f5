import { sql } from 'drizzle-orm'
import type { Learner, SeatElsewhere } from '../cohorts/questions.ts'
import { rowsOf, type Db } from '../database/db.ts'
import { groupOf, nameOf, seated } from './groups/queries.ts'

/** Who holds a seat in a cohort, by number, with the group each is in. */
export const learnersOf = (db: Db, cohortId: number): Promise<Learner[]> =>
  rowsOf<Learner>(
    db,
    sql`select e.person_id as "personId", n.name, g.id as "groupId"
        from ${seated(sql`${cohortId}`)} e
        left join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true
        cross join ${nameOf(sql`e.person_id`)} n
        order by e.number`
  )

/** Seats in other cohorts that are still to be closed, of those who sit in this one, or of people named. */
export const seatsElsewhere = (db: Db, cohortId: number, personIds: readonly number[] | null): Promise<SeatElsewhere[]> =>
  rowsOf<SeatElsewhere>(
    db,
    sql`with asked as (${
      personIds
        ? sql`select value::bigint as person_id from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb)`
        : sql`select e.person_id from ${seated(sql`${cohortId}`)} e`
    })
        select o.person_id as "personId", n.name, o.cohort_id as "cohortId", g.id as "groupId"
        from asked a
        join enrolments o on o.person_id = a.person_id and o.cohort_id <> ${cohortId}
        join lateral (select kind from enrolment_events where enrolment_id = o.id order by id desc limit 1) v on v.kind = 'enrolled'
        left join ${groupOf(sql`o.cohort_id`, sql`o.id`)} g on true
        cross join ${nameOf(sql`o.person_id`)} n
        where not exists (select from closings c where c.cohort_id = o.cohort_id)
          and not exists (select from cohort_steps s where s.cohort_id = o.cohort_id and s.kind = 'cancelled')
        order by o.cohort_id, n.name collate "C", o.person_id`
  )
