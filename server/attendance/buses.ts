import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { seated } from '../enrolment/groups/queries.ts'
import type { Bus, Rider } from './rules.ts'
import { buses, busSeats } from './schema.ts'

const going = (lessonId: SQL): SQL => sql`(
  select number, capacity from (
    select distinct on (number) number, capacity from buses where lesson_id = ${lessonId} order by number, id desc) last
  where capacity > 0)`

/** The buses that go, by number. */
export const busesOf = (db: Db, lessonId: number): Promise<Bus[]> =>
  rowsOf<Bus>(db, sql`select number, capacity from ${going(sql`${lessonId}`)} b order by number`)

export type OnTheWay = Rider & {
  personId: number
  name: string
  gender: 'male' | 'female' | null
  ethnicGroup: string | null
  unitAndPost: string
  mobileLastFour: string | null
  boarding: boolean | null
  arrival: boolean | null
  return: boolean | null
}

const lastAt = (lessonId: number, stage: string): SQL =>
  sql`lateral (select is_there from headcount_marks where lesson_id = ${lessonId} and stage = ${stage} and enrolment_id = e.id
        order by id desc limit 1)`

/**
 * Everyone with a seat in the cohort, by number, with the bus and the head counts of a lesson. The unit is the organisation right below
 * the cohort's host: a branch of three people would keep nobody together.
 */
export const peopleOnTheWay = (
  db: Db,
  { id: cohortId, path }: { id: number; path: string },
  lessonId: number
): Promise<OnTheWay[]> =>
  rowsOf<OnTheWay>(
    db,
    sql`select e.id as "enrolmentId", e.person_id as "personId", e.number, p.name, p.gender, p.ethnic_group as "ethnicGroup",
               u.name as unit, e.post_snapshot as "unitAndPost", d.mobile_last_four as "mobileLastFour",
               g.number as bus, s.id is not null and s.bus is null as "isOwnWay",
               b.is_there as boarding, a.is_there as arrival, r.is_there as return
        from ${seated(sql`${cohortId}`)} e
        cross join lateral (select name, gender, ethnic_group from person_facts
          where person_id = e.person_id and recorded_until is null order by valid_from desc limit 1) p
        cross join lateral (select path from organisation_facts
          where organisation_id = e.organisation_id and recorded_until is null order by valid_from desc limit 1) f
        cross join lateral (select name from organisation_facts
          where organisation_id = case when f.path <@ ${path}::ltree and f.path <> ${path}::ltree
              then subpath(f.path, nlevel(${path}::ltree), 1)::text::bigint else e.organisation_id end
            and recorded_until is null order by valid_from desc limit 1) u
        left join personal_data d on d.person_id = e.person_id
        left join lateral (select id, bus from bus_seats where lesson_id = ${lessonId} and enrolment_id = e.id order by id desc limit 1) s on true
        left join ${going(sql`${lessonId}`)} g on g.number = s.bus
        left join ${lastAt(lessonId, 'boarding')} b on true
        left join ${lastAt(lessonId, 'arrival')} a on true
        left join ${lastAt(lessonId, 'return')} r on true
        order by e.number`
  )

type Where = { cohortId: number; lessonId: number; recordedBy: number }

/** Only what differs from the last row is a fact; a bus that goes no more has no seats. */
export const recordBuses = async (
  db: Db,
  where: Where,
  before: readonly Bus[],
  after: readonly Bus[],
  now: Date
): Promise<void> => {
  const capacityIn = (list: readonly Bus[], number: number) => list.find(bus => bus.number === number)?.capacity ?? 0
  const changed = [...new Set([...before, ...after].map(({ number }) => number))]
    .map(number => ({ number, capacity: capacityIn(after, number) }))
    .filter(({ number, capacity }) => capacity !== capacityIn(before, number))
  if (changed.length) await db.insert(buses).values(changed.map(bus => ({ ...bus, ...where, recordedAt: now })))
}

export const recordSeats = async (
  db: Db,
  where: Where,
  seats: readonly { enrolmentId: number; bus: number | null }[],
  now: Date
): Promise<void> => {
  if (seats.length) await db.insert(busSeats).values(seats.map(seat => ({ ...seat, ...where, recordedAt: now })))
}

/** The bus of one person for each lesson that has one: lesson_id, bus. */
export const ownBuses = (personId: number): SQL => sql`
  select s.lesson_id, g.number as bus
  from (select distinct on (s.lesson_id) s.lesson_id, s.bus from bus_seats s join enrolments e on e.id = s.enrolment_id
        where e.person_id = ${personId} order by s.lesson_id, s.id desc) s
  cross join lateral ${going(sql`s.lesson_id`)} g where g.number = s.bus`
