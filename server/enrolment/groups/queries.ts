import { and, eq, sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Grouped } from './rules.ts'
import { cohortGroups, groupSeats } from './schema.ts'

/** The group an enrolment is in, as a lateral: id, name, leader_id, venue_id, place_text; no row where it is in none. */
export const groupOf = (cohortId: SQL, enrolmentId: SQL): SQL => sql`lateral (
  select g.* from (
    select group_id from group_seats where cohort_id = ${cohortId} and enrolment_id = ${enrolmentId} order by id desc limit 1) s
  join cohort_groups g on g.id = s.group_id and g.dissolved_at is null)`

/** Whoever has a seat in a cohort, as rows of enrolments. */
export const seated = (cohortId: SQL): SQL => sql`(
  select e.* from enrolments e where e.cohort_id = ${cohortId}
    and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled')`

/** The name of somebody, as a lateral. */
export const nameOf = (personId: SQL): SQL =>
  sql`lateral (select name, gender, ethnic_group from person_facts where person_id = ${personId} and recorded_until is null order by valid_from desc limit 1)`

export type GroupTold = {
  id: number
  name: string
  leaderId: number | null
  leaderName: string | null
  venueId: number | null
  venueName: string | null
  placeText: string | null
  people: number
  lessons: number
}

/** Whoever has left a group leads it no longer. */
export const groupsTold = (db: Db, cohortId: number): Promise<GroupTold[]> =>
  rowsOf<GroupTold>(
    db,
    sql`with people as materialized (
          select e.id, e.person_id, g.id as group_id from ${seated(sql`${cohortId}`)} e join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true)
        select g.id, g.name, l.id as "leaderId", n.name as "leaderName", g.venue_id as "venueId", v.place || ' ' || v.name as "venueName",
               g.place_text as "placeText", (select count(*)::int from people p where p.group_id = g.id) as people,
               (select count(*)::int from bookings b where b.group_id = g.id) as lessons
        from cohort_groups g
        left join people l on l.id = g.leader_id and l.group_id = g.id
        left join ${nameOf(sql`l.person_id`)} n on true
        left join venue_facts v on v.venue_id = g.venue_id and v.recorded_until is null
        where g.cohort_id = ${cohortId} and g.dissolved_at is null order by g.id`
  )

export type InGroup = Grouped & { name: string; unitAndPost: string }

/** Everyone with a seat, by number. The unit is the organisation right below the cohort's host. */
export const peopleInGroups = (db: Db, { id: cohortId, path }: { id: number; path: string }): Promise<InGroup[]> =>
  rowsOf<InGroup>(
    db,
    sql`select e.id as "enrolmentId", e.number, n.name, u.name as unit, e.post_snapshot as "unitAndPost", g.id as "groupId"
        from ${seated(sql`${cohortId}`)} e
        cross join ${nameOf(sql`e.person_id`)} n
        cross join lateral (select path from organisation_facts
          where organisation_id = e.organisation_id and recorded_until is null order by valid_from desc limit 1) f
        cross join lateral (select name from organisation_facts
          where organisation_id = case when f.path <@ ${path}::ltree and f.path <> ${path}::ltree
              then subpath(f.path, nlevel(${path}::ltree), 1)::text::bigint else e.organisation_id end
            and recorded_until is null order by valid_from desc limit 1) u
        left join ${groupOf(sql`e.cohort_id`, sql`e.id`)} g on true
        order by e.number`
  )

type GroupFacts = { name: string; leaderId: number | null; venueId: number | null; placeText: string | null }

export const addGroup = async (db: Db, cohortId: number, group: GroupFacts, now: Date): Promise<number> =>
  (
    await db
      .insert(cohortGroups)
      .values({ ...group, cohortId, createdAt: now })
      .returning({ id: cohortGroups.id })
  )[0]!.id

export const changeGroup = async (db: Db, groupId: number, group: GroupFacts): Promise<void> => {
  await db.update(cohortGroups).set(group).where(eq(cohortGroups.id, groupId))
}

export const dissolveGroup = async (db: Db, cohortId: number, groupId: number, now: Date): Promise<void> => {
  await db
    .update(cohortGroups)
    .set({ dissolvedAt: now })
    .where(and(eq(cohortGroups.id, groupId), eq(cohortGroups.cohortId, cohortId)))
}

export type GroupSeat = { enrolmentId: number; groupId: number | null }

export const recordGroupSeats = async (
  db: Db,
  where: { cohortId: number; recordedBy: number },
  seats: readonly GroupSeat[],
  now: Date
): Promise<void> => {
  if (seats.length) await db.insert(groupSeats).values(seats.map(seat => ({ ...seat, ...where, recordedAt: now })))
}
