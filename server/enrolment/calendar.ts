import { sql } from 'drizzle-orm'
import { lastVersions, type Version } from '../cohorts/changes/queries.ts'
import { concerns } from '../cohorts/changes/rules.ts'
import { combiningsOf } from '../cohorts/combined/queries.ts'
import { appointmentOf, type Calendar } from '../cohorts/feeds/appointments.ts'
import { rowsOf, type Db } from '../database/db.ts'

/** A seat somebody was ever given. `changes` only grows: how often the seat was given and given up, and the group changed. */
type EverSeated = {
  cohortId: number
  name: string
  supervisorName: string | null
  isEnrolled: boolean
  groupId: number | null
  groupsEver: number[]
  changes: number
}

const seatsEver = (db: Db, personId: number, only: 'open' | 'all'): Promise<EverSeated[]> =>
  rowsOf<EverSeated>(
    db,
    sql`select c.id as "cohortId", c.name, a.name as "supervisorName", v.kind = 'enrolled' as "isEnrolled", g.now as "groupId",
               coalesce(g.ever, '{}') as "groupsEver", (v.count - 1 + g.count)::int as changes
        from enrolments e
        join cohorts c on c.id = e.cohort_id
        left join accounts a on a.id = c.supervisor_id
        cross join lateral (
          select (array_agg(kind order by id desc))[1] as kind, count(*) as count from enrolment_events where enrolment_id = e.id) v
        cross join lateral (
          select (array_agg(group_id order by id desc))[1] as now, array_agg(distinct group_id) filter (where group_id is not null) as ever,
                 count(*) as count
          from group_seats where cohort_id = e.cohort_id and enrolment_id = e.id) g
        where e.person_id = ${personId}
          and (${only === 'all'} or not exists (select from closings x where x.cohort_id = e.cohort_id))
        order by c.id`
  )

/**
 * The lessons of one person as a calendar, of all cohorts or of those still to be closed. What was the person's once and is not any more, a
 * lesson that fell out, a seat given up, another group, stays as cancelled, so that calendars take it back.
 */
export const calendarOfPerson = async (db: Db, personId: number, only: 'open' | 'all' = 'all'): Promise<Calendar> => {
  const seats = new Map((await seatsEver(db, personId, only)).map(seat => [seat.cohortId, seat]))
  const groups = [...seats.values()].flatMap(({ groupsEver }) => groupsEver).map(Number)
  const versions = seats.size
    ? await lastVersions(
        db,
        sql`v.cohort_id in ${[...seats.keys()]} and exists (
              select from lesson_versions w where w.lesson_id = v.lesson_id
                and (w.group_ids = '{}' or w.group_ids && array(select value::bigint from jsonb_array_elements_text(${JSON.stringify(groups)}::jsonb))))`
      )
    : []
  const combinings = await combiningsOf(
    db,
    versions.map(({ lessonId }) => lessonId)
  )
  const isMine = (version: Version, { isEnrolled, groupId }: EverSeated) =>
    isEnrolled && concerns(version, groupId === null ? [] : [Number(groupId)])
  return {
    name: '轮训课程表',
    appointments: versions.map(version => {
      const seat = seats.get(version.cohortId)!
      const notes = [seat.name, ...(seat.supervisorName ? [`班主任：${seat.supervisorName}`] : [])]
      const appointment = appointmentOf(version, notes, !isMine(version, seat), combinings.get(version.lessonId))
      return { ...appointment, sequence: appointment.sequence + seat.changes }
    })
  }
}
