import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf } from '../../../server/database/db.ts'
import { makeWorld, type World } from '../../world.ts'
import { plainCohort, plainPublication, refusalOf } from '../plainTimetables.ts'

/** Whoever sits at a console of the database tears nothing apart that is taught together, and gets no room twice by it. */
let world: World
let venueId: number
let teacherId: number
beforeAll(async () => {
  world = await makeWorld()
  const organisationId = world.at['安澜县']
  const wang = world.as('wang')
  venueId = (await wang('POST /venues', { organisationId, name: '301', place: '县党校', capacity: 60 })).body.id
  teacherId = (await wang('POST /teachers', { organisationId, name: '王立言', unit: '县委党校', title: '讲师' })).body.id
})
afterAll(() => world.close())

const db = () => world.database.db
const place = () => ({ organisationId: world.at['安澜县']! })
let day = 0
const nextDay = () => `2026-11-${String(++day).padStart(2, '0')}`

const mark = async () =>
  (await firstOf<{ id: number }>(
    db(),
    sql`insert into combined_lessons (made_at, made_by) values (now(), ${world.account.wang}) returning id`
  ))!.id

/** Two published cohorts in one room with one teacher, marked as one; and a third draft of its own. */
const together = async () => {
  const heldOn = nextDay()
  const taught = { core: 90, other: 0, day: heldOn, venueId, teacherId }
  const combinedId = await mark()
  // Booked twice, the two would break the exclusion at commit, so they are booked and marked in one transaction.
  const [a, b] = [await plainCohort(db(), place(), []), await plainCohort(db(), place(), [])]
  const ids: number[] = []
  await db().transaction(async tx => {
    for (const { cohortId } of [a, b]) {
      const { id } = (await firstOf<{ id: number }>(
        tx,
        sql`insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes, combined_id)
            values (${cohortId}, 'classroom', '课', ${heldOn}, 540, 630, true, 90, ${combinedId}) returning id`
      ))!
      await tx.execute(sql`insert into lesson_categories values (${id}, 'coreTheory', 90)`)
      for (const [venue, teacher] of [
        [taught.venueId, null],
        [null, taught.teacherId]
      ])
        await tx.execute(
          sql`insert into bookings (lesson_id, venue_id, teacher_id, during, is_held) values (${id}, ${venue}, ${teacher},
                tsrange(${heldOn}::date + interval '9 hours', ${heldOn}::date + interval '10.5 hours'), true)`
        )
      ids.push(id)
    }
  })
  for (const { cohortId } of [a, b]) await plainPublication(db(), cohortId, world.account.wang!)
  return { heldOn, combinedId, first: a.cohortId, second: b.cohortId, lessonId: ids[0]!, otherId: ids[1]! }
}

describe('what is taught together', () => {
  test('is booked by both, and by nobody else at that time', async () => {
    const { heldOn } = await together()
    for (const column of ['venue_id', 'teacher_id']) {
      const { lessonIds } = await plainCohort(db(), place(), [{ core: 90, other: 0, day: heldOn, from: 1000 }])
      const book = `insert into bookings (lesson_id, ${column}, during, is_held)
        values (${lessonIds[0]}, ${column === 'venue_id' ? venueId : teacherId}, '[${heldOn} 10:29, ${heldOn} 11:00)', true)`
      expect(await refusalOf(db(), [book])).toBe(column === 'venue_id' ? 'bookings_venue_once' : 'bookings_teacher_once')
      expect(await refusalOf(db(), [book.replace('10:29', '10:30')])).toBe(null)
    }
  })

  test.each<[string, (lesson: number, at: { heldOn: string; spareVenue: number }) => string[]]>([
    ['time', lesson => [`update lessons set from_minute = 535, until_minute = 625 where id = ${lesson}`]],
    ['day', lesson => [`update lessons set held_on = held_on + 1 where id = ${lesson}`]],
    ['name', lesson => [`update lessons set title = '另一课' where id = ${lesson}`]],
    ['place', lesson => [`update lessons set place_text = '镇礼堂' where id = ${lesson}`]],
    ['categories', lesson => [`update lesson_categories set category = 'partySpirit' where lesson_id = ${lesson}`]],
    ['teachers', lesson => [`delete from bookings where teacher_id is not null and lesson_id = ${lesson}`]],
    [
      'rooms',
      (lesson, { heldOn, spareVenue }) => [
        `insert into bookings (lesson_id, venue_id, during, is_held)
         values (${lesson}, ${spareVenue}, '[${heldOn} 09:00, ${heldOn} 10:30)', true)`
      ]
    ],
    [
      'room',
      (lesson, { spareVenue }) => [
        `update bookings set venue_id = ${spareVenue} where venue_id is not null and lesson_id = ${lesson}`
      ]
    ]
  ])('has one %s: changed in one cohort it is refused, changed in both it goes through', async (what, change) => {
    const { lessonId, otherId, heldOn } = await together()
    const spareVenue = (await firstOf<{ id: number }>(db(), sql`insert into venues default values returning id`))!.id
    const at = { heldOn, spareVenue }
    expect(await refusalOf(db(), change(lessonId, at))).toBe('combined_lessons_alike')
    // Turned into party spirit, both would be short; that is another guard's to say.
    const both = await refusalOf(db(), [...change(lessonId, at), ...change(otherId, at)])
    expect(both).toBe(what === 'categories' ? 'cohorts_core_third' : null)
  })

  test('is taken apart by the lesson’s own mark alone: a booking says what its lesson says', async () => {
    const { lessonId } = await together()
    const torn = [`update bookings set combined_id = null where lesson_id = ${lessonId}`]
    expect(await refusalOf(db(), torn)).toBe(null)
    const { n } = (await firstOf<{ n: number }>(
      db(),
      sql`select count(*)::int as n from bookings where lesson_id = ${lessonId} and combined_id is null`
    ))!
    expect(n).toBe(0)
    expect(await refusalOf(db(), [`update lessons set combined_id = null where id = ${lessonId}`])).toMatch(
      /^bookings_(venue|teacher)_once$/
    )
  })

  test('has each cohort once, and no film', async () => {
    const { first, combinedId } = await together()
    const add = (kind: string, cohort: number) =>
      `insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes, combined_id)
       values (${cohort}, '${kind}', '课', '2026-09-14', 540, 630, true, 0, ${combinedId})`
    expect(await refusalOf(db(), [add('classroom', first)])).toBe('lessons_combined_once')
    const draft = await plainCohort(db(), place(), [])
    expect(await refusalOf(db(), [add('online', draft.cohortId)])).toBe('lessons_combined_in_one_place')
  })

  test('keeps every joining and leaving, also of a lesson that is gone', async () => {
    const { lessonId, otherId, combinedId } = await together()
    const rows = async () =>
      (await firstOf<{ n: number }>(
        db(),
        sql`select count(*)::int as n from lesson_combinings where combined_id = ${combinedId}`
      ))!.n
    expect(await rows()).toBe(2)
    expect(
      await refusalOf(db(), [
        `update lessons set combined_id = null where id in (${lessonId}, ${otherId})`,
        `update bookings set is_held = false where lesson_id = ${lessonId}`
      ])
    ).toBe(null)
    expect(await rows()).toBe(4)
    const draft = await plainCohort(db(), place(), [{ core: 90, other: 0, day: nextDay() }])
    const { lessonIds } = draft
    expect(
      await refusalOf(db(), [
        `update lessons set combined_id = ${combinedId} where id = ${lessonIds[0]}`,
        `delete from lessons where id = ${lessonIds[0]}`
      ])
    ).toBe(null)
    expect(await rows()).toBe(6)
  })
})
