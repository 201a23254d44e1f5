import { sql } from 'drizzle-orm'
import { sumsOf } from '../../cohorts/life.ts'
import { rowsOf, type Db } from '../../database/db.ts'
import { seatsTaken } from '../../enrolment/queries.ts'
import type { DeliveredCohort } from './rules.ts'

type Row = Omit<DeliveredCohort, 'enrolled' | 'heldAll' | 'heldInCategory'>

/** The cohorts of an organisation's year: those set up from its plan, and those of no plan that begin in it. In the order of their days. */
export const cohortsOfYear = async (
  db: Db,
  { organisationId, year, category }: { organisationId: number; year: number; category: string }
): Promise<DeliveredCohort[]> => {
  const rows = await rowsOf<Row>(
    db,
    sql`select c.id, c.name, c.plan_item_id as "planItemId", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
               (c.ends_on - c.starts_on + 1)::int as days,
               exists (select from publications p where p.cohort_id = c.id) as "isPublished",
               exists (select from closings l where l.cohort_id = c.id) as "isClosed",
               (select count(*)::int from completions d where d.cohort_id = c.id and d.is_completed) as completed
        from cohorts c
        left join plan_items i on i.id = c.plan_item_id
        left join annual_plans p on p.id = i.plan_id
        where c.organisation_id = ${organisationId}
          and not exists (select from cohort_steps s where s.cohort_id = c.id and s.kind = 'cancelled')
          and coalesce(p.year, extract(year from c.starts_on)::int) = ${year}
        order by c.starts_on, c.id`
  )
  const ids = rows.map(({ id }) => id)
  const seats = await seatsTaken(db, ids)
  const held = new Map((await sumsOf(db, ids, category)).map(sum => [sum.cohortId, sum]))
  return rows.map(row => ({
    ...row,
    enrolled: Number(seats.get(row.id) ?? 0),
    heldAll: held.get(row.id)?.heldAll ?? 0,
    heldInCategory: held.get(row.id)?.heldInCategory ?? 0
  }))
}
