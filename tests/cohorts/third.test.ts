import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf } from '../../server/database/db.ts'
import { POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { plainCohort, plainPublication, refusalOf } from './plainTimetables.ts'
import { lesson, setUp } from './timetables.ts'

let world: World
let venueId: number
let teacherId: number
beforeAll(async () => {
  world = await makeWorld()
  const county = world.at['安澜县']!
  venueId = (await world.as('wang')('POST /venues', { organisationId: county, name: '301 教室', place: '县党校', capacity: 60 }))
    .body.id
  teacherId = (
    await world.as('wang')('POST /teachers', { organisationId: county, name: '王立言', unit: '县委党校', title: '讲师' })
  ).body.id
})
afterAll(() => world.close())

const db = () => world.database.db
const place = () => ({ organisationId: world.at['安澜县']! })

/** A published cohort at exactly one third: 90 of 270 minutes, the 90 in the first lesson. */
const published = async () => {
  const made = await plainCohort(db(), place(), [
    { core: 90, other: 0 },
    { core: 0, other: 180, day: '2026-09-15' }
  ])
  await plainPublication(db(), made.cohortId, world.account.wang!)
  return made
}

const sharesOf = (cohortId: number) =>
  firstOf<{ all: number; core: number; published: boolean }>(
    db(),
    sql`select coalesce(sum(l.minutes), 0)::int as all, coalesce(sum(s.minutes), 0)::int as core,
               exists (select from publications where cohort_id = ${cohortId}) as published
        from lessons l left join lesson_categories s on s.lesson_id = l.id and s.category = 'coreTheory'
        where l.cohort_id = ${cohortId} and l.counts`
  )

describe('somebody at a database console cannot bring a published cohort under one third', () => {
  test('by publishing it with no core theory', async () => {
    const { cohortId } = await plainCohort(db(), place(), [{ core: 0, other: 90 }])
    const publish = `insert into publications (cohort_id, published_at, published_by) values (${cohortId}, now(), ${world.account.wang})`
    expect(await refusalOf(db(), [publish])).toBe('cohorts_core_third')
  })

  test('by publishing it empty', async () => {
    const { cohortId } = await plainCohort(db(), place(), [])
    const publish = `insert into publications (cohort_id, published_at, published_by) values (${cohortId}, now(), ${world.account.wang})`
    expect(await refusalOf(db(), [publish])).toBe('cohorts_core_third')
  })

  test('exactly one third is published', async () => {
    const { cohortId } = await published()
    expect(await sharesOf(cohortId)).toEqual({ all: 270, core: 90, published: true })
  })

  test.each<[string, (theory: number, other: number, elsewhere: number) => string[]]>([
    [
      'moving the theory lesson to another cohort',
      (theory, _, elsewhere) => [`update lessons set cohort_id = ${elsewhere} where id = ${theory}`]
    ],
    ['changing its category', theory => [`update lesson_categories set category = 'other' where lesson_id = ${theory}`]],
    [
      'changing its minutes',
      theory => [
        `update lesson_categories set minutes = 89 where lesson_id = ${theory}`,
        `update lessons set minutes = 89 where id = ${theory}`
      ]
    ],
    [
      'deciding that it does not count',
      theory => [
        `delete from lesson_categories where lesson_id = ${theory}`,
        `update lessons set kind = 'ceremony', counts = false, minutes = 0 where id = ${theory}`
      ]
    ],
    [
      'lengthening the other lesson',
      (_, other) => [
        `update lessons set until_minute = until_minute + 1, minutes = 181 where id = ${other}`,
        `update lesson_categories set minutes = 181 where lesson_id = ${other}`
      ]
    ],
    ['deleting the theory lesson', theory => [`delete from lessons where id = ${theory}`]],
    ['deleting every lesson', (theory, other) => [`delete from lessons where id in (${theory}, ${other})`]],
    [
      'moving its minutes to a lesson of another cohort',
      (theory, other, elsewhere) => [
        `update lessons set cohort_id = ${elsewhere} where id = ${other}`,
        `update lesson_categories set lesson_id = ${other}, category = 'partySpirit' where lesson_id = ${theory}`
      ]
    ]
  ])('by %s', async (_said, statements) => {
    const { cohortId, lessonIds } = await published()
    const elsewhere = await plainCohort(db(), place(), [])
    expect(await refusalOf(db(), statements(lessonIds[0]!, lessonIds[1]!, elsewhere.cohortId))).toBe('cohorts_core_third')
    expect(await sharesOf(cohortId)).toEqual({ all: 270, core: 90, published: true })
  })

  test.each(['lessons', 'lesson_categories', 'publications', 'cohorts', 'bookings', 'holdings', 'derogations', 'closings'])(
    'by emptying %s at one stroke',
    async table => {
      expect(await refusalOf(db(), [`truncate ${table} cascade`])).toMatch(/_no_truncate$/)
    }
  )

  test('by taking the publication back', async () => {
    const { cohortId } = await published()
    expect(await refusalOf(db(), [`delete from publications where cohort_id = ${cohortId}`])).toBe('publications_append_only')
  })

  test('a lesson whose minutes are in no category, or in two, is refused', async () => {
    const { lessonIds } = await plainCohort(db(), place(), [{ core: 90, other: 0 }])
    expect(await refusalOf(db(), [`delete from lesson_categories where lesson_id = ${lessonIds[0]}`])).toBe(
      'lessons_minutes_split'
    )
    expect(await refusalOf(db(), [`insert into lesson_categories values (${lessonIds[0]}, 'other', 90)`])).toBe(
      'lessons_minutes_split'
    )
  })

  test('and a change that keeps the third goes through, whatever the order of its statements', async () => {
    const { cohortId, lessonIds } = await published()
    const [theory, other] = lessonIds
    expect(
      await refusalOf(db(), [
        `update lesson_categories set category = 'other' where lesson_id = ${theory}`,
        `update lesson_categories set category = 'coreTheory' where lesson_id = ${other}`
      ])
    ).toBe(null)
    expect(await sharesOf(cohortId)).toEqual({ all: 270, core: 180, published: true })
  })
})

describe('one room, one teacher', () => {
  const during = (day: string, from: number) =>
    `tsrange('${day}'::date + interval '${from} minutes', '${day}'::date + interval '${from + 90} minutes')`
  const book = (lessonId: number, column: string, id: number, day: string, from: number) =>
    `insert into bookings (lesson_id, ${column}, during, is_held) values (${lessonId}, ${id}, ${during(day, from)}, true)`

  test('are not held twice at a time; touching is no conflict', async () => {
    const { lessonIds } = await plainCohort(db(), place(), [
      { core: 90, other: 0, day: '2026-10-12' },
      { core: 90, other: 0, day: '2026-10-12' }
    ])
    const [one, two] = lessonIds as [number, number]
    for (const [column, id] of [
      ['venue_id', venueId],
      ['teacher_id', teacherId]
    ] as const) {
      expect(await refusalOf(db(), [book(one, column, id, '2026-10-12', 540)])).toBe(null)
      expect(await refusalOf(db(), [book(two, column, id, '2026-10-12', 629)])).toBe(
        column === 'venue_id' ? 'bookings_venue_once' : 'bookings_teacher_once'
      )
      expect(await refusalOf(db(), [book(two, column, id, '2026-10-12', 630)])).toBe(null)
    }
  })

  test('two lessons swap their rooms in one transaction', async () => {
    const other = (
      await world.as('wang')('POST /venues', {
        organisationId: place().organisationId,
        name: '302 教室',
        place: '县党校',
        capacity: 60
      })
    ).body.id
    const day = '2026-10-13'
    const { lessonIds } = await plainCohort(db(), place(), [
      { core: 90, other: 0, day, venueId },
      { core: 90, other: 0, day, venueId: other }
    ])
    const move = (lessonId: number, to: number) => `update bookings set venue_id = ${to} where lesson_id = ${lessonId}`
    expect(await refusalOf(db(), [move(lessonIds[0]!, other)])).toBe('bookings_venue_once')
    expect(await refusalOf(db(), [move(lessonIds[0]!, other), move(lessonIds[1]!, venueId)])).toBe(null)
  })
})

/** Two people, each on a line of their own: both look first, then both write, then both commit. Answers what refused each, or null. */
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

const SERIALIZATION = '40001'
const DEADLOCK = '40P01'

describe.skipIf(!POSTGRES).each(['read committed', 'repeatable read', 'serializable'])('at once, %s', level => {
  const ROUNDS = 10

  test('two editors each remove a theory lesson that the other one counts on', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { cohortId, lessonIds } = await plainCohort(db(), place(), [
        { core: 60, other: 0 },
        { core: 60, other: 0, day: '2026-09-15' },
        { core: 0, other: 120, day: '2026-09-16' }
      ])
      await plainPublication(db(), cohortId, world.account.wang!)
      const remove = (lessonId: number) => (client: pg.Client) => client.query('delete from lessons where id = $1', [lessonId])
      const refused = (await atOnce(level, remove(lessonIds[0]!), remove(lessonIds[1]!))).filter(name => name !== null)
      expect(refused).toHaveLength(1)
      expect(['cohorts_core_third', SERIALIZATION, DEADLOCK]).toContain(refused[0])
      expect(await sharesOf(cohortId)).toMatchObject({ all: 180, core: 60 })
    }
  })

  test('one editor removes the theory while another publishes', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { cohortId, lessonIds } = await plainCohort(db(), place(), [
        { core: 90, other: 0 },
        { core: 0, other: 180, day: '2026-09-15' }
      ])
      const [edited, publication] = await atOnce(
        level,
        client => client.query('delete from lessons where id = $1', [lessonIds[0]]),
        client =>
          client.query('insert into publications (cohort_id, published_at, published_by) values ($1, now(), $2)', [
            cohortId,
            world.account.wang
          ])
      )
      const share = (await sharesOf(cohortId))!
      expect([edited, publication].filter(name => name === null)).toHaveLength(1)
      expect(share).toEqual(edited === null ? { all: 180, core: 0, published: false } : { all: 270, core: 90, published: true })
    }
  })

  test.each(['venue_id', 'teacher_id'] as const)('two lessons take the same %s', async column => {
    const days = { 'read committed': '01', 'repeatable read': '02', serializable: '03' } as Record<string, string>
    const day = `2026-11-${days[level]}`
    const { lessonIds } = await plainCohort(db(), place(), [
      { core: 90, other: 0, day },
      { core: 90, other: 0, day }
    ])
    const book = (lessonId: number) => (client: pg.Client) =>
      client.query(
        `insert into bookings (lesson_id, ${column}, during, is_held)
         values ($1, $2, tsrange($3::date + interval '9 hours', $3::date + interval '10 hours'), true)`,
        [lessonId, column === 'venue_id' ? venueId : teacherId, day]
      )
    const answers = await atOnce(level, book(lessonIds[0]!), book(lessonIds[1]!))
    expect(answers.filter(name => name === null)).toHaveLength(1)
  })
})

test.skipIf(!POSTGRES)('of two cohorts published at once for the same room, one is refused and told by whom', async () => {
  for (let round = 0; round < 10; round++) {
    const made = await Promise.all(
      ['甲班', '乙班'].map(name =>
        setUp(
          world,
          [
            lesson({
              venueIds: [venueId],
              heldOn: '2026-09-16',
              fromMinute: 540 + round * 20,
              untilMinute: 555 + round * 20,
              minutes: 15,
              categories: [{ category: 'coreTheory', minutes: 15 }]
            })
          ],
          { name }
        )
      )
    )
    const answers = await Promise.all(made.map(({ cohortId }) => world.as('wang')(`POST /cohorts/${cohortId}/publication`)))
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 409])
    const refused = answers.find(answer => answer.status === 409)!
    expect(refused.body).toMatchObject({
      code: 'venue-taken',
      facts: { name: '县党校 301 教室', otherCohortName: answers[0] === refused ? '乙班' : '甲班' }
    })
  }
})

test.skipIf(!POSTGRES)('two editors of one published timetable both get an answer, and the third stands', async () => {
  for (let round = 0; round < 10; round++) {
    const { cohortId, lessonIds } = await setUp(world, [
      lesson({ fromMinute: 600, untilMinute: 660, minutes: 60, categories: [{ category: 'coreTheory', minutes: 60 }] }),
      lesson({ fromMinute: 660, untilMinute: 720, minutes: 60, categories: [{ category: 'coreTheory', minutes: 60 }] }),
      lesson({ fromMinute: 840, untilMinute: 960, minutes: 120, categories: [{ category: 'other', minutes: 120 }] })
    ])
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/publication`)).status).toBe(200)
    const answers = await Promise.all(
      lessonIds.slice(0, 2).map(lessonId => world.as('wang')(`DELETE /cohorts/${cohortId}/lessons/${lessonId}`))
    )
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 409])
    expect(answers.find(answer => answer.status === 409)!.body.code).toBe('core-third-short')
    expect(await sharesOf(cohortId)).toMatchObject({ all: 180, core: 60 })
  }
})
