import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWorld, type World } from '../world.ts'
import { lesson, publish, setUp } from './timetables.ts'

/** What lessons take up: any number of teachers and rooms, each of them in one place at a time. */
let world: World
const teachers: number[] = []
const rooms: number[] = []
beforeAll(async () => {
  world = await makeWorld()
  const organisationId = world.at['安澜县']
  for (const name of ['何清', '郭望', '贺远'])
    teachers.push((await world.as('wang')('POST /teachers', { organisationId, name, unit: '县司法局', title: '讲师' })).body.id)
  for (const name of ['研讨室1', '研讨室2', '研讨室3', '研讨室4'])
    rooms.push((await world.as('wang')('POST /venues', { organisationId, name, place: '县党校', capacity: 12 })).body.id)
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const lessonOf = async (cohortId: number, at = 0) => (await wang(`GET /cohorts/${cohortId}`)).body.lessons[at]

describe('a lesson', () => {
  test('has several teachers and rooms, told in the order in which they were given', async () => {
    const { cohortId } = await setUp(world, [
      lesson({ heldOn: '2026-09-14', teacherIds: [teachers[1], teachers[0]], teacherText: '各组组长', venueIds: rooms })
    ])
    expect(await lessonOf(cohortId)).toMatchObject({
      teachers: [
        { id: teachers[1], name: '郭望' },
        { id: teachers[0], name: '何清' }
      ],
      teacherText: '各组组长',
      venues: rooms.map((id, at) => ({ id, name: `县党校 研讨室${at + 1}` })),
      placeText: null
    })
  })

  test('names nobody twice', async () => {
    const { cohortId } = await setUp(world, [])
    for (const field of ['teacherIds', 'venueIds']) {
      const ids = field === 'teacherIds' ? [teachers[0], teachers[0]] : [rooms[0], rooms[0]]
      const answer = await wang(`POST /cohorts/${cohortId}/lessons`, lesson({ [field]: ids }))
      expect([answer.status, answer.body.code, answer.body.field]).toEqual([400, 'bad-field', field])
      expect(answer.body.zh).toContain('有重复的项')
    }
  })

  test('keeps none of those that are taken off, and takes an unknown one for none of several', async () => {
    const { cohortId, lessonIds } = await setUp(world, [lesson({ teacherIds: teachers, venueIds: rooms })])
    const strange = lesson({ fromMinute: 840, untilMinute: 930, venueIds: [rooms[0], 999_999] })
    expect((await wang(`POST /cohorts/${cohortId}/lessons`, strange)).body.code).toBe('unknown-venue')
    const one = `PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`
    expect((await wang(one, lesson({ teacherIds: [teachers[0], 999_999], venueIds: rooms }))).body).toMatchObject({
      code: 'unknown-teacher',
      field: 'teacherIds'
    })
    expect(await lessonOf(cohortId)).toMatchObject({ teachers: [{ name: '何清' }, { name: '郭望' }, { name: '贺远' }] })
    expect((await wang(one, lesson({ teacherIds: [teachers[2]], venueIds: [] }))).status).toBe(200)
    expect(await lessonOf(cohortId)).toMatchObject({ teachers: [{ name: '贺远' }], venues: [] })
  })
})

describe('when it is published', () => {
  const at = (heldOn: string, change: object) => lesson({ heldOn, ...change })

  test('each of its rooms and teachers is taken, the last as the first, and the refusal names the other lesson', async () => {
    const day = '2026-09-15'
    const theirs = await setUp(
      world,
      [at(day, { teacherIds: teachers.slice(0, 2), venueIds: rooms.slice(0, 2), title: '分组研讨' })],
      {
        name: '先到的班'
      }
    )
    await publish(world, theirs.cohortId)
    for (const [change, code, name] of [
      [{ venueIds: [rooms[3], rooms[1]] }, 'venue-taken', '县党校 研讨室2'],
      [{ teacherIds: [teachers[2], teachers[1]] }, 'teacher-taken', '郭望']
    ] as const) {
      const { cohortId } = await setUp(world, [at(day, change)])
      const refused = await wang(`POST /cohorts/${cohortId}/publication`)
      expect([refused.status, refused.body.code]).toEqual([409, code])
      expect(refused.body.zh).toContain(`${name}已`)
      expect(refused.body.zh).toContain('先到的班“分组研讨”')
    }
  })

  test('it is no conflict with itself, nor with one that begins when it ends', async () => {
    const day = '2026-09-16'
    const all = { teacherIds: teachers, venueIds: rooms }
    const { cohortId } = await setUp(world, [at(day, all), at(day, { ...all, fromMinute: 630, untilMinute: 720 })])
    expect((await wang(`GET /cohorts/${cohortId}`)).body.conflicts).toEqual([])
    await publish(world, cohortId)
  })

  test('a part somebody plays is a text: two lessons have it at once', async () => {
    const day = '2026-09-17'
    const text = { teacherText: '各组组长', placeText: '镇礼堂' }
    const first = await setUp(world, [at(day, text)])
    await publish(world, first.cohortId)
    const second = await setUp(world, [at(day, text)])
    expect((await wang(`GET /cohorts/${second.cohortId}`)).body.conflicts).toEqual([])
    await publish(world, second.cohortId)
  })

  test('one that falls out frees all its rooms and teachers', async () => {
    const day = '2026-09-18'
    const all = { teacherIds: teachers, venueIds: rooms }
    const first = await setUp(world, [at(day, all)])
    await publish(world, first.cohortId)
    const second = await setUp(world, [at(day, all)])
    expect((await wang(`POST /cohorts/${second.cohortId}/publication`)).status).toBe(409)
    await wang(`POST /cohorts/${first.cohortId}/holdings`, { lessonId: first.lessonIds[0], wasHeld: false, reason: '防汛' })
    await publish(world, second.cohortId)
  })
})
