import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { rowsOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { lesson, publish, setUp, teaching } from './timetables.ts'

/** Copying a day, pasting, swapping and taking back: many lessons change in one act, all of them or none. */
let world: World
let room: number
let otherRoom: number
beforeAll(async () => {
  world = await makeWorld()
  const organisationId = world.at['安澜县']
  const add = async (name: string) =>
    (await world.as('wang')('POST /venues', { organisationId, name, place: '县党校', capacity: 60 })).body.id as number
  room = await add('301 教室')
  otherRoom = await add('302 教室')
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const act = (cohortId: number, { remove = [], change = [], add = [], ...more }: Record<string, object[] | number[]>) =>
  wang(`POST /cohorts/${cohortId}/timetable`, { remove, change, add, ...more })
const titlesOf = async (cohortId: number): Promise<string[]> =>
  (await wang(`GET /cohorts/${cohortId}`)).body.lessons.map(({ title }: { title: string }) => title)

describe('one act', () => {
  test('removes, changes and adds; it answers the new ids in their order and the balance at the end, and leaves one line', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('competency', 90, '2026-09-14', 540, { title: '甲' }),
      teaching('coreTheory', 60, '2026-09-14', 640, { title: '乙' })
    ])
    const answer = await act(cohortId, {
      remove: [lessonIds[0]!],
      change: [{ lessonId: lessonIds[1], ...teaching('coreTheory', 30, '2026-09-14', 640, { title: '乙改' }) }],
      add: [
        teaching('competency', 60, '2026-09-16', 540, { title: '丁' }),
        teaching('competency', 30, '2026-09-15', 540, { title: '丙' })
      ]
    })
    expect(answer.status).toBe(200)
    expect(answer.body.planned).toEqual({ all: 120, inCategory: 30, isMet: false, minutesToConvert: 10, minutesToAdd: 15 })
    const { lessons } = (await wang(`GET /cohorts/${cohortId}`)).body
    expect(lessons.map(({ id, title }: { id: number; title: string }) => [id, title])).toEqual([
      [lessonIds[1], '乙改'],
      [answer.body.added[1], '丙'],
      [answer.body.added[0], '丁']
    ])
    const lines = await rowsOf<{ details: Record<string, unknown[]> }>(
      world.database.db,
      sql`select details from audit_lines where act = 'POST /cohorts/:cohortId/timetable' and details->>'cohortId' = ${String(cohortId)}`
    )
    expect(lines.map(({ details }) => [details.removed!.length, details.changed!.length, details.added!.length])).toEqual([
      [1, 1, 2]
    ])
  })

  test('is nothing when one of its lessons cannot be; the refusal names that lesson and its place', async () => {
    const { cohortId, lessonIds } = await setUp(world, [lesson({ title: '原有' })])
    for (const [change, status, code, field, part] of [
      [{ heldOn: '2026-09-30' }, 400, 'outside-the-cohort', 'add.1.heldOn', 'add'],
      [{ venueIds: [999_999] }, 400, 'unknown-venue', 'add.1.venueIds', 'add'],
      [{ categories: [{ category: 'cooking', minutes: 90 }] }, 400, 'unknown-category', 'add.1.categories', 'add']
    ] as const) {
      const answer = await act(cohortId, {
        remove: [lessonIds[0]!],
        add: [lesson({ title: '好的', fromMinute: 840, untilMinute: 930 }), lesson({ title: '不好的', ...change })]
      })
      expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field])
      expect(answer.body.zh).toMatch(/^“不好的”：/)
      expect(answer.body.facts).toMatchObject({ part, at: 1, title: '不好的' })
      expect(await titlesOf(cohortId)).toEqual(['原有'])
    }
    const wrong = await act(cohortId, { change: [{ lessonId: lessonIds[0], ...lesson({ title: '改坏', minutes: 100 }) }] })
    expect([wrong.body.code, wrong.body.field]).toEqual(['more-minutes-than-time', 'change.0.minutes'])
  })

  test('is refused for lessons of another cohort, and for those that are settled', async () => {
    const theirs = await setUp(world, [lesson()])
    const { cohortId, lessonIds } = await setUp(world, [lesson(), lesson({ fromMinute: 640, untilMinute: 730 })])
    expect((await act(cohortId, { remove: theirs.lessonIds })).status).toBe(404)
    expect((await act(cohortId, { change: [{ lessonId: theirs.lessonIds[0], ...lesson() }] })).status).toBe(404)
    await publish(world, cohortId)
    await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[0], wasHeld: false, reason: '防汛' })
    const settled = await act(cohortId, { remove: [lessonIds[1]!, lessonIds[0]!] })
    expect([settled.status, settled.body.code]).toEqual([409, 'lesson-settled'])
    expect(await titlesOf(cohortId)).toHaveLength(2)
  })

  test('knows what was seen: a lesson that somebody has changed or removed since stands as it is', async () => {
    const { cohortId, lessonIds } = await setUp(world, [lesson({ title: '原来' })])
    const seen = [{ lessonId: lessonIds[0]!, ...lesson({ title: '原来' }) }]
    const change = [{ lessonId: lessonIds[0]!, ...lesson({ title: '我改的' }) }]
    await wang(`PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`, lesson({ title: '别人改的' }))
    const stale = await act(cohortId, { seen, change })
    expect([stale.status, stale.body.code]).toEqual([409, 'lesson-changed-meanwhile'])
    expect(stale.body.zh).toBe(
      '“原来”：王小燕已把这节课改过，现在是 2026-09-14 9:00–10:30“别人改的”。这一步没有做，请看过现在的课程表再改。'
    )
    expect(stale.body.facts).toMatchObject({ by: '王小燕', isRemoved: false })
    expect(await titlesOf(cohortId)).toEqual(['别人改的'])
    expect((await act(cohortId, { seen: [{ ...seen[0]!, title: '别人改的' }], change })).status).toBe(200)
    await wang(`DELETE /cohorts/${cohortId}/lessons/${lessonIds[0]}`)
    const gone = await act(cohortId, { seen: [{ ...seen[0]!, title: '我改的' }], remove: lessonIds })
    expect(gone.body.code).toBe('lesson-changed-meanwhile')
    expect(gone.body.zh).toContain('王小燕已把这节课删去')
  })
})

describe('a published timetable', () => {
  test('lets two lessons of one room swap their times in one act', async () => {
    const [morning, later] = [
      { heldOn: '2026-09-15', fromMinute: 540, untilMinute: 630 },
      { heldOn: '2026-09-15', fromMinute: 630, untilMinute: 720 }
    ]
    const { cohortId, lessonIds } = await setUp(world, [
      lesson({ title: '先', venueIds: [room], ...morning }),
      lesson({ title: '后', venueIds: [room], ...later })
    ])
    await publish(world, cohortId)
    // One after the other they would meet.
    expect(
      (await wang(`PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`, lesson({ title: '先', venueIds: [room], ...later }))).body
        .code
    ).toBe('venue-taken')
    const swapped = await act(cohortId, {
      change: [
        { lessonId: lessonIds[0], ...lesson({ title: '先', venueIds: [room], ...later }) },
        { lessonId: lessonIds[1], ...lesson({ title: '后', venueIds: [room], ...morning }) }
      ]
    })
    expect([swapped.status, swapped.body.conflicts]).toEqual([200, []])
    expect(await titlesOf(cohortId)).toEqual(['后', '先'])
    const half = await act(cohortId, {
      change: [{ lessonId: lessonIds[0], ...lesson({ title: '先', venueIds: [room], ...morning }) }]
    })
    expect([half.status, half.body.code, half.body.field]).toEqual([409, 'venue-taken', 'change.0.venueIds'])
    expect(half.body.zh).toMatch(/^“先”：.*“后”/)
  })

  test('holds its third at the end of an act, whatever it was on the way', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('coreTheory', 60, '2026-09-16', 540, { title: '理论' }),
      teaching('competency', 120, '2026-09-16', 840, { title: '其他' })
    ])
    await publish(world, cohortId)
    const alone = await act(cohortId, { remove: [lessonIds[0]!] })
    expect([alone.status, alone.body.code]).toEqual([409, 'core-third-short'])
    const exchanged = await act(cohortId, {
      remove: [lessonIds[0]!],
      add: [teaching('coreTheory', 60, '2026-09-17', 540, { title: '理论（改期）' })]
    })
    expect([exchanged.status, exchanged.body.planned.isMet]).toEqual([200, true])
  })

  test('refuses an act of which one lesson takes another’s room, and names both', async () => {
    const at = { heldOn: '2026-09-18', venueIds: [otherRoom] }
    const theirs = await setUp(world, [lesson({ ...at, title: '他们的课' })], { name: '先到的班' })
    await publish(world, theirs.cohortId)
    const { cohortId } = await setUp(world, [lesson({ heldOn: '2026-09-14', fromMinute: 480, untilMinute: 570 })])
    await publish(world, cohortId)
    const answer = await act(cohortId, {
      add: [lesson({ heldOn: '2026-09-17', title: '没事的课' }), lesson({ ...at, title: '撞上的课' })]
    })
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([409, 'venue-taken', 'add.1.venueIds'])
    expect(answer.body.zh).toContain('“撞上的课”：县党校 302 教室已被占用')
    expect(answer.body.zh).toContain('先到的班“他们的课”')
    expect(await titlesOf(cohortId)).toHaveLength(1)
  })
})
