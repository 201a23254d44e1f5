import { and, count, eq, sql, type SQL } from 'drizzle-orm'
import { cohortById, type Cohort } from '../cohorts/queries.ts'
import { cohorts } from '../cohorts/schema.ts'
import { rowsOf, type Db } from '../database/db.ts'
import { isTrueIn } from '../organisations/queries.ts'
import type { Day } from '../time/dates.ts'
import { enrolmentEvents, enrolments } from './schema.ts'

/**
 * The cohort as it stands, and nobody else changes who sits in it until this transaction ends. It is read after the lock, so that
 * whoever waited for another sees what the other did.
 */
export const holdCohort = async (db: Db, cohortId: number): Promise<Cohort> => {
  await db.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.id, cohortId)).for('no key update')
  return (await cohortById(db, cohortId))!
}

/** The last event of each enrolment, which says whether the seat is held. */
const lastEvent = (enrolmentId: SQL): SQL =>
  sql`lateral (select kind, reason, at from enrolment_events v where v.enrolment_id = ${enrolmentId} order by v.id desc limit 1)`

export type Seat = { id: number; personId: number; number: number; state: 'enrolled' | 'withdrawn' }

/** Every seat of a cohort, given up or not, by number. */
export const seatsOf = (db: Db, cohortId: number): Promise<Seat[]> =>
  rowsOf<Seat>(
    db,
    sql`select e.id, e.person_id as "personId", e.number, v.kind as state
        from enrolments e join ${lastEvent(sql`e.id`)} v on true
        where e.cohort_id = ${cohortId} order by e.number`
  )

/** How many hold a seat in each of these cohorts; one without any is missing. */
export const seatsTaken = async (db: Db, cohortIds: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  const rows = await rowsOf<{ cohortId: number; taken: number }>(
    db,
    sql`select e.cohort_id as "cohortId", count(*) as taken
        from enrolments e join ${lastEvent(sql`e.id`)} v on v.kind = 'enrolled'
        where e.cohort_id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(cohortIds)}::jsonb))
        group by e.cohort_id`
  )
  return new Map(rows.map(({ cohortId, taken }) => [cohortId, taken]))
}

export type ListedEnrolment = Seat & {
  name: string
  gender: 'male' | 'female' | null
  ethnicGroup: string | null
  unitAndPost: string
  since: string
  reason: string | null
}

/** The trainee list (学员花名册): by number, with unit and post as on the day of enrolment. */
export const enrolmentsOf = (db: Db, cohortId: number): Promise<ListedEnrolment[]> =>
  rowsOf<ListedEnrolment>(
    db,
    sql`select e.id, e.person_id as "personId", e.number, v.kind as state, p.name, p.gender, p.ethnic_group as "ethnicGroup",
               e.post_snapshot as "unitAndPost", v.reason,
               to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
        from enrolments e
        join ${lastEvent(sql`e.id`)} v on true
        cross join lateral (select name, gender, ethnic_group from person_facts
          where person_id = e.person_id and recorded_until is null order by valid_from desc limit 1) p
        where e.cohort_id = ${cohortId} order by e.number`
  )

export type Place = { personId: number; organisationId: number; organisation: string; role: string; portfolio: string | null }

/**
 * Where people stand on a day: at the main post, else the one held longest, else as a member at the branch. Only people with some place
 * within these parts of the tree; one parameter however many they are.
 */
export const placesOf = (db: Db, personIds: readonly number[], paths: readonly string[], day: Day): Promise<Place[]> =>
  rowsOf<Place>(
    db,
    sql`with asked as (select value::bigint as person_id from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb)),
        places as (
          select p.person_id, p.organisation_id, p.role, p.portfolio, p.is_main::int as weight, p.valid_from, p.post_id as tie
            from posts p join asked a on a.person_id = p.person_id where ${isTrueIn(sql`p`, day)}
          union all
          select m.person_id, m.organisation_id, m.stage, null, -1, m.valid_from, m.id
            from memberships m join asked a on a.person_id = m.person_id where ${isTrueIn(sql`m`, day)}),
        located as (
          select l.*, f.name, f.path from places l join organisation_facts f on f.organisation_id = l.organisation_id and ${isTrueIn(sql`f`, day)})
        select distinct on (l.person_id) l.person_id as "personId", l.organisation_id as "organisationId", l.name as organisation, l.role, l.portfolio
        from located l
        where exists (select from located r where r.person_id = l.person_id and r.path <@ any(array[${sql.join(
          paths.map(path => sql`${path}::ltree`),
          sql`, `
        )}]))
        order by l.person_id, l.weight desc, l.valid_from, l.tie`
  )

export type NewSeat = { personId: number; organisationId: number; unitAndPost: string }

/** New seats, numbered after the last one ever given in this cohort, in the order given. */
export const addSeats = async (db: Db, cohortId: number, added: readonly NewSeat[]): Promise<Omit<Seat, 'state'>[]> => {
  if (!added.length) return []
  return rowsOf(
    db,
    sql`insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number)
        select ${cohortId}, (s.seat->>'personId')::bigint, (s.seat->>'organisationId')::bigint, s.seat->>'unitAndPost',
               s.position + (select coalesce(max(number), 0) from enrolments where cohort_id = ${cohortId})
        from jsonb_array_elements(${JSON.stringify(added)}::jsonb) with ordinality as s (seat, position)
        returning id, person_id as "personId", number`
  )
}

type NewEvent = { cohortId: number; kind: 'enrolled' | 'withdrawn'; reason: string | null; accountId: number }

/** The same event for each of these enrolments. */
export const addEvents = async (db: Db, enrolmentIds: readonly number[], event: NewEvent, now: Date): Promise<void> => {
  if (enrolmentIds.length)
    await db.insert(enrolmentEvents).values(enrolmentIds.map(enrolmentId => ({ ...event, enrolmentId, at: now })))
}

/** Called off: everyone who still sits in one of these cohorts gives the seat up, at the moment of that step and in the name of its account. */
export const releaseSeats = async (db: Db, cohortIds: readonly number[]): Promise<void> => {
  await db.execute(
    sql`insert into enrolment_events (enrolment_id, cohort_id, kind, reason, at, account_id)
        select e.id, e.cohort_id, 'withdrawn', '班次取消：' || s.reason, s.at, s.account_id
        from enrolments e
        join cohort_steps s on s.cohort_id = e.cohort_id and s.kind = 'cancelled'
        join ${lastEvent(sql`e.id`)} v on v.kind = 'enrolled'
        where e.cohort_id in ${cohortIds} order by e.number`
  )
}

export const isEnrolmentOf = async (db: Db, cohortId: number, enrolmentId: number): Promise<boolean> => {
  const [row] = await db
    .select({ found: count() })
    .from(enrolments)
    .where(and(eq(enrolments.id, enrolmentId), eq(enrolments.cohortId, cohortId)))
  return row!.found > 0
}
