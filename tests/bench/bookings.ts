import pg from 'pg'
import { median } from './lines.ts'

/**
 * Booking rows of published lessons, written in one transaction: so many, over two hundred rooms, none meeting another, ten for a lesson.
 * With the exclusion constraints and, on the same table with everything else as it is, without them. Milliseconds, the median of three.
 */
const A_LESSON = 10

export const measureBookings = async (url: string, rows: number): Promise<{ constrained: number; bare: number }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Lessons beside one that may still change and is taught to one cohort alone, uncounted, so that they weigh nothing in its shares.
  const { rows: lessons } = await client.query(
    `insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes)
     select cohort_id, 'meal', '用餐', held_on, 720, 810, false, 0
     from (select l.cohort_id, l.held_on from lessons l join publications p on p.cohort_id = l.cohort_id
           where l.closes_on is null and not exists (select from holdings h where h.lesson_id = l.id)
             and not exists (select from closings c where c.cohort_id = l.cohort_id)
             and not exists (select from cohort_steps s where s.cohort_id = l.cohort_id and s.kind = 'cancelled')
           order by l.id desc limit 1) one, generate_series(1, $1::int) returning id`,
    [rows / A_LESSON]
  )
  const { rows: before } = await client.query('select coalesce(max(id), 0) as id from venues')
  for (let room = 0; room < 200; room++) await client.query('insert into venues default values')
  const { rows: venues } = await client.query('select id from venues where id > $1 order by id', [before[0].id])
  const timed = async (): Promise<number> => {
    await client.query('begin')
    const began = performance.now()
    await client.query(
      `insert into bookings (lesson_id, venue_id, during, is_held)
       select ($1::bigint[])[1 + n / ${A_LESSON}], ($2::bigint[])[1 + n % 200], tsrange(at, at + interval '90 minutes'), true
       from (select n, timestamp '2031-01-01 08:00' + (n / 200) * interval '2 hours' as at from generate_series(0, $3::int - 1) n) t`,
      [lessons.map(({ id }) => id), venues.map(({ id }) => id), rows]
    )
    await client.query('set constraints all immediate')
    const took = performance.now() - began
    await client.query('rollback')
    await client.query('vacuum bookings')
    return took
  }
  const thrice = async () => median([await timed(), await timed(), await timed()])
  await timed()
  const constrained = await thrice()
  const { rows: exclusions } = await client.query(
    `select conname as name from pg_constraint where conrelid = 'bookings'::regclass and contype = 'x'`
  )
  for (const { name } of exclusions) await client.query(`alter table bookings drop constraint ${name}`)
  const bare = await thrice()
  await client.end()
  return { constrained, bare }
}
