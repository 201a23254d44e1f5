import { sql } from 'drizzle-orm'
import { writeLine } from '../../audit/queries.ts'
import { rowsOf, type Db } from '../../database/db.ts'
import { profileOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { groupOf, nameOf, seated } from '../groups/queries.ts'
import { KEPT_DAYS, type Details } from './rules.ts'

export type Arriving = Details & {
  enrolmentId: number
  number: number
  name: string
  gender: 'male' | 'female' | null
  ethnicGroup: string | null
  unitAndPost: string
  groupName: string | null
  mobileLastFour: string | null
  arrivedAt: string | null
  recordedBy: string | null
}

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)

/** Everyone with a seat, by number, with what is known of their stay. */
export const peopleArriving = (db: Db, cohortId: number): Promise<Arriving[]> =>
  rowsOf<Arriving>(
    db,
    sql`select e.id as "enrolmentId", e.number, n.name, n.gender, n.ethnic_group as "ethnicGroup", e.post_snapshot as "unitAndPost",
               g.name as "groupName", p.mobile_last_four as "mobileLastFour",
               case when a.is_there then ${iso('a.at')} end as "arrivedAt", case when a.is_there then w.name end as "recordedBy",
               d.needs_lodging as "needsLodging", d.room, d.bus, d.table_no as "tableNo", d.diet, d.needs_pickup as "needsPickup",
               d.transport, d.arrival_time as "arrivalTime", d.remark
        from ${seated(sql`${cohortId}`)} e
        cross join ${nameOf(sql`e.person_id`)} n
        left join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true
        left join personal_data p on p.person_id = e.person_id
        left join lateral (select is_there, at, recorded_by from arrivals where cohort_id = e.cohort_id and enrolment_id = e.id
          order by id desc limit 1) a on true
        left join accounts w on w.id = a.recorded_by
        left join arrival_details d on d.enrolment_id = e.id
        order by e.number`
  )

/** One statement for all of them, and a row only where the last one says something else. Returns how many rows were made. */
export const tickOff = async (
  db: Db,
  ticked: { cohortId: number; enrolmentIds: readonly number[]; isThere: boolean; recordedBy: number },
  now: Date
): Promise<number> => {
  const { cohortId, enrolmentIds, isThere, recordedBy } = ticked
  const made = await rowsOf<{ id: number }>(
    db,
    sql`insert into arrivals (cohort_id, enrolment_id, is_there, at, recorded_by)
        select e.cohort_id, e.id, ${isThere}::boolean, ${now.toISOString()}::timestamptz, ${recordedBy}::bigint
        from ${seated(sql`${cohortId}`)} e
        where e.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(enrolmentIds)}::jsonb))
          and coalesce((select a.is_there from arrivals a where a.cohort_id = e.cohort_id and a.enrolment_id = e.id order by a.id desc limit 1), false)
              <> ${isThere}::boolean
        order by e.number returning id`
  )
  return made.length
}

export const writeDetails = async (
  db: Db,
  where: { cohortId: number; changedBy: number },
  people: readonly (Details & { enrolmentId: number })[],
  now: Date
): Promise<void> => {
  if (!people.length) return
  await db.execute(
    sql`insert into arrival_details (enrolment_id, cohort_id, needs_lodging, room, bus, table_no, diet, needs_pickup, transport, arrival_time,
                                     remark, changed_at, changed_by)
        select r."enrolmentId", ${where.cohortId}::bigint, r."needsLodging", r.room, r.bus, r."tableNo", r.diet, r."needsPickup", r.transport,
               r."arrivalTime", r.remark, ${now.toISOString()}::timestamptz, ${where.changedBy}::bigint
        from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r ("enrolmentId" bigint, "needsLodging" boolean, room text, bus text,
          "tableNo" text, diet text, "needsPickup" boolean, transport text, "arrivalTime" text, remark text)
        on conflict (enrolment_id) do update set needs_lodging = excluded.needs_lodging, room = excluded.room, bus = excluded.bus,
          table_no = excluded.table_no, diet = excluded.diet, needs_pickup = excluded.needs_pickup, transport = excluded.transport,
          arrival_time = excluded.arrival_time, remark = excluded.remark, changed_at = excluded.changed_at, changed_by = excluded.changed_by`
  )
}

export type OwnStay = {
  enrolmentId: number
  room: string | null
  bus: string | null
  tableNo: string | null
  arrivedAt: string | null
  groupName: string | null
  groupLeader: string | null
  groupPlace: string | null
}

/** What is told to somebody of their own stay, for each cohort in which they have a seat. */
export const ownStays = (db: Db, personId: number): Promise<OwnStay[]> =>
  rowsOf<OwnStay>(
    db,
    sql`select e.id as "enrolmentId", d.room, d.bus, d.table_no as "tableNo", case when a.is_there then ${iso('a.at')} end as "arrivedAt",
               g.name as "groupName", n.name as "groupLeader", coalesce(v.place || ' ' || v.name, g.place_text) as "groupPlace"
        from enrolments e
        left join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true
        left join venue_facts v on v.venue_id = g.venue_id and v.recorded_until is null
        left join enrolments l on l.id = g.leader_id and exists (
          select from ${groupOf(sql`l.cohort_id`, sql`l.id`)} h where h.id = g.id)
        left join ${nameOf(sql`l.person_id`)} n on true
        left join lateral (select is_there, at from arrivals where cohort_id = e.cohort_id and enrolment_id = e.id order by id desc limit 1) a on true
        left join arrival_details d on d.enrolment_id = e.id
        where e.person_id = ${personId}`
  )

/** Lodging, travel and diet of cohorts that ended long enough ago are deleted; a line says of how many people. Who came stays. */
export const forgetDetails = async (db: Db, now: Date): Promise<number> =>
  db.transaction(async tx => {
    const days = (await profileOn(tx, dayOf(now))).arrivalKeptDays ?? KEPT_DAYS
    const gone = await rowsOf<{ cohortId: number }>(
      tx,
      sql`delete from arrival_details d using cohorts c
          where c.id = d.cohort_id and c.ends_on + ${days}::int < ${dayOf(now)}::date returning d.cohort_id as "cohortId"`
    )
    if (gone.length) {
      const details = { deleted: gone.length, cohorts: [...new Set(gone.map(({ cohortId }) => cohortId))], keptDays: days }
      await writeLine(tx, { at: now, accountId: null, act: 'NIGHTLY arrival details deleted', organisationId: null, details })
    }
    return gone.length
  })
