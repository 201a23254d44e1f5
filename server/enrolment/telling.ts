import { sql } from 'drizzle-orm'
import { sayIsPublished } from '../cohorts/changes/telling.ts'
import { cohortById } from '../cohorts/queries.ts'
import { rowsOf, type Db } from '../database/db.ts'
import { dayOf } from '../time/dates.ts'

/**
 * Reaction to seatsGiven: whoever gets a seat once the timetable is published is told of it, as the others were when it was. What is
 * filled in after the last day is nobody's news.
 */
export const tellSeats = async (db: Db, enrolmentIds: readonly number[], now: Date): Promise<void> => {
  const seats = await rowsOf<{ cohortId: number; personId: number }>(
    db,
    sql`select cohort_id as "cohortId", person_id as "personId" from enrolments
        where id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(enrolmentIds)}::jsonb)) order by number`
  )
  for (const [cohortId, people] of Map.groupBy(seats, seat => seat.cohortId)) {
    const cohort = (await cohortById(db, cohortId))!
    const to = people.map(({ personId }) => ({ personId }))
    if (cohort.isPublished && dayOf(now) <= cohort.endsOn) await sayIsPublished(db, cohort, to, now)
  }
}
