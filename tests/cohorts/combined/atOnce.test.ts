import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf, rowsOf } from '../../../server/database/db.ts'
import { POSTGRES, type Answer } from '../../harness.ts'
import { makeWorld, type World } from '../../world.ts'
import { lesson, publish, setUp } from '../timetables.ts'
import { elsewhere, makeShared, taughtOn, type Shared } from './sharing.ts'

/** Two people at once at what is taught together: in the end it is one thing, one room is taken once, and every third stands. */
let world: World
let shared: Shared
beforeAll(async () => {
  world = await makeWorld()
  shared = await makeShared(world)
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const ning = (call: string, body?: object) => world.as('wangElsewhere')(call, body)
const ROUNDS = 8
let day = 0
const nextDay = () => {
  const at = new Date(Date.UTC(2026, 9, 1 + day++))
  return at.toISOString().slice(0, 10)
}

/** How many different lessons are taught under the mark of this one, of how many that carry it. */
const taughtUnder = async (lessonId: number) =>
  (await firstOf<{ different: number; sitting: number }>(
    world.database.db,
    sql`select count(distinct row(l.title, l.held_on, l.from_minute, l.until_minute,
                 array(select b.venue_id from bookings b where b.lesson_id = l.id and b.venue_id is not null order by 1)))::int as different,
               count(*)::int as sitting
        from lessons l where l.combined_id = (select combined_id from lessons where id = ${lessonId})`
  ))!

/** Cohorts that are published and short, and bookings that are held and overlap without being one: there are never any. */
const broken = () =>
  rowsOf(
    world.database.db,
    sql`select 'short' as what, c.id from cohorts c join publications p on p.cohort_id = c.id
        where 3 * (select coalesce(sum(s.minutes), 0) from lessons l join lesson_categories s on s.lesson_id = l.id
                   where l.cohort_id = c.id and s.category = 'coreTheory') <
              (select coalesce(sum(l.minutes), 0) from lessons l where l.cohort_id = c.id)
        union all
        select 'double', a.id from bookings a join bookings b on a.id < b.id and a.is_held and b.is_held and a.during && b.during
          and (a.venue_id = b.venue_id or a.teacher_id = b.teacher_id)
          and coalesce(a.combined_id, -a.lesson_id) <> coalesce(b.combined_id, -b.lesson_id)`
  )

const codes = (answers: readonly Answer[]) => answers.map(({ status, body }) => (status === 200 ? 'done' : body.code)).toSorted()

/** 甲 of 王, offered to cohorts of the other county, which want the same hall at the time. */
const offered = async (names: readonly string[]) => {
  const heldOn = nextDay()
  const host = await taughtOn(world, shared, '甲', heldOn)
  const [lessonId] = host.lessonIds as [number]
  const guests: { cohortId: number; offerId: number }[] = []
  for (const name of names) {
    const wish = lesson({ heldOn, venueIds: [shared.hall], title: '想用礼堂' })
    const { cohortId, lessonIds } = await elsewhere(world, name, heldOn, [wish])
    const asked = await wang(`POST /cohorts/${host.cohortId}/lessons/${lessonId}/combined`, { to: cohortId })
    expect(asked.status).toBe(200)
    await ning(`DELETE /cohorts/${cohortId}/lessons/${lessonIds[0]}`)
    const [{ offerId }] = (await ning(`GET /cohorts/${cohortId}/combined`)).body.received
    guests.push({ cohortId, offerId })
  }
  return { heldOn, host: host.cohortId, lessonId, guests }
}
const accept = ({ cohortId, offerId }: { cohortId: number; offerId: number }) =>
  ning(`POST /cohorts/${cohortId}/combined/${offerId}/acceptance`, {})

describe.skipIf(!POSTGRES)('at once', () => {
  test('two cohorts join: both are in', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { lessonId, host, guests } = await offered(['乙', '丙'])
      await publish(world, host)
      expect(codes(await Promise.all(guests.map(accept)))).toEqual(['done', 'done'])
      expect(await taughtUnder(lessonId)).toEqual({ different: 1, sitting: 3 })
    }
  })

  test('an invitation is taken over twice: once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { lessonId, guests } = await offered(['乙'])
      const answers = codes(await Promise.all([accept(guests[0]!), accept(guests[0]!)]))
      expect(answers).toContain('done')
      expect(['offer-answered', 'not-found']).toContain(answers.find(code => code !== 'done'))
      expect(await taughtUnder(lessonId)).toEqual({ different: 1, sitting: 2 })
    }
  })

  test('one moves while another joins: it is joined as it then is, or moved no more', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { heldOn, lessonId, host, guests } = await offered(['乙'])
      await publish(world, host)
      const moved = lesson({ heldOn, fromMinute: 600, untilMinute: 690, venueIds: [shared.room], teacherIds: [shared.teacher] })
      const acts = [() => wang(`PUT /cohorts/${host}/lessons/${lessonId}`, moved), () => accept(guests[0]!)]
      const answers = await Promise.all((round % 2 ? acts : acts.toReversed()).map(act => act()))
      const said = codes(answers).join(' ')
      expect(['done done', 'combined-with-others done']).toContain(said)
      expect(await taughtUnder(lessonId)).toEqual({ different: 1, sitting: 2 })
      const { lessons } = (await ning(`GET /cohorts/${guests[0]!.cohortId}`)).body
      expect(lessons).toMatchObject([{ fromMinute: said === 'done done' ? 600 : 540 }])
    }
  })

  test('the two halves are moved to two times: both get an answer, and both lie where the later one put them', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const heldOn = nextDay()
      const first = await taughtOn(world, shared, '甲', heldOn)
      const second = await setUp(world, [], { name: '乙', startsOn: heldOn, endsOn: heldOn })
      const [lessonId] = first.lessonIds as [number]
      await wang(`POST /cohorts/${first.cohortId}/lessons/${lessonId}/combined`, { to: second.cohortId })
      const other = (await wang(`GET /cohorts/${second.cohortId}`)).body.lessons[0].id as number
      for (const { cohortId } of [first, second]) await publish(world, cohortId)
      const at = (fromMinute: number) =>
        lesson({ heldOn, fromMinute, untilMinute: fromMinute + 90, venueIds: [shared.hall], teacherIds: [shared.teacher] })
      const answers = await Promise.all([
        wang(`PUT /cohorts/${first.cohortId}/lessons/${lessonId}`, at(600)),
        wang(`PUT /cohorts/${second.cohortId}/lessons/${other}`, at(960))
      ])
      expect(codes(answers)).toEqual(['done', 'done'])
      expect(await taughtUnder(lessonId)).toEqual({ different: 1, sitting: 2 })
    }
  })

  test('they move to where somebody else publishes: one of them is refused, and told by whom', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const heldOn = nextDay()
      const first = await taughtOn(world, shared, '甲', heldOn)
      const second = await setUp(world, [], { name: '乙', startsOn: heldOn, endsOn: heldOn })
      const [lessonId] = first.lessonIds as [number]
      await wang(`POST /cohorts/${first.cohortId}/lessons/${lessonId}/combined`, { to: second.cohortId })
      for (const { cohortId } of [first, second]) await publish(world, cohortId)
      const rival = await elsewhere(world, '丁', heldOn, [
        lesson({ heldOn, fromMinute: 620, untilMinute: 710, venueIds: [shared.room] })
      ])
      const moved = lesson({ heldOn, fromMinute: 600, untilMinute: 690, venueIds: [shared.room], teacherIds: [shared.teacher] })
      const answers = await Promise.all([
        wang(`PUT /cohorts/${first.cohortId}/lessons/${lessonId}`, moved),
        ning(`POST /cohorts/${rival.cohortId}/publication`)
      ])
      expect(codes(answers)).toEqual(['done', 'venue-taken'])
      expect(await taughtUnder(lessonId)).toEqual({ different: 1, sitting: 2 })
    }
  })

  test('after all that no room is taken twice and no published cohort is short', async () => {
    expect(await broken()).toEqual([])
  })
})

/** Two people at a console, each on a line of their own: both look first, then both write, then both commit. */
const atOnce = async (level: string, ...people: ((client: pg.Client) => Promise<unknown>)[]): Promise<(string | null)[]> => {
  let looked = 0
  let allLooked = () => {}
  const gate = new Promise<void>(resolve => (allLooked = resolve))
  return Promise.all(
    people.map(async write => {
      const client = new pg.Client({ connectionString: world.database.url! })
      await client.connect()
      try {
        await client.query(`begin isolation level ${level}`)
        await client.query('select count(*) from lessons')
        if (++looked === people.length) allLooked()
        await gate
        await write(client)
        await client.query('commit')
        return null
      } catch (error) {
        const { constraint, code } = error as { constraint?: string; code: string }
        return constraint ?? code
      } finally {
        await client.end()
      }
    })
  )
}

describe.skipIf(!POSTGRES).each(['read committed', 'repeatable read', 'serializable'])('at the console, %s', level => {
  test('one moves what is taught together while another joins it where it lay: one of them is refused', async () => {
    for (let round = 0; round < 6; round++) {
      const { lessonId, guests } = await offered(['乙'])
      const [moved, joined] = await atOnce(
        level,
        async client => {
          await client.query(`update lessons set from_minute = 600, until_minute = 690 where id = $1`, [lessonId])
        },
        async client => {
          const { rows } = await client.query(
            `insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes, combined_id)
             select $1, kind, title, held_on, 540, 630, counts, minutes, combined_id from lessons where id = $2 returning id`,
            [guests[0]!.cohortId, lessonId]
          )
          await client.query(`insert into lesson_categories values ($1, 'coreTheory', 90)`, [rows[0].id])
          await client.query(
            `insert into bookings (lesson_id, venue_id, teacher_id, during, is_held)
             select $1, venue_id, teacher_id, during, false from bookings where lesson_id = $2`,
            [rows[0].id, lessonId]
          )
        }
      )
      expect([moved, joined].filter(refused => refused === null).length).toBe(1)
      expect(['combined_lessons_alike', '40001', '40P01']).toContain(moved ?? joined)
      expect((await taughtUnder(lessonId)).different).toBe(1)
    }
  })
})
