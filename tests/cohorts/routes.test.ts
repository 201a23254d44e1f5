import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { cohort, lesson, publish, setUp, teaching } from './timetables.ts'

let world: World
let room301: number
let room302: number
let wangLiyan: number
let roomElsewhere: number
const lastLine = async (act: string) => (await auditLinesOf(world.database, act)).at(-1)

beforeAll(async () => {
  world = await makeWorld()
  const add = async (who: 'wang' | 'wangElsewhere', name: string) =>
    (
      await world.as(who)('POST /venues', {
        organisationId: world.at[who === 'wang' ? '安澜县' : '望江县'],
        name,
        place: '县党校',
        capacity: 60
      })
    ).body.id
  room301 = await add('wang', '301 教室')
  room302 = await add('wang', '302 教室')
  roomElsewhere = await add('wangElsewhere', '101 教室')
  const teacher = { organisationId: world.at['安澜县'], name: '王立言', unit: '县委党校', title: '讲师' }
  wangLiyan = (await world.as('wang')('POST /teachers', teacher)).body.id
})
afterAll(() => world.close())

describe('setting up a cohort', () => {
  test('is for the training administrator of that part of the tree', async () => {
    expect((await world.as(null)('POST /cohorts', cohort(world))).status).toBe(401)
    for (const who of ['chen', 'xu', 'luo', 'gao', 'admin', 'lin'] as const)
      expect((await world.as(who)('POST /cohorts', cohort(world))).status).toBe(403)
    expect((await world.as('wangElsewhere')('POST /cohorts', cohort(world))).status).toBe(404)
  })

  test.each([
    ['an unknown stratum', { stratum: 'astronaut' }, 400, 'unknown-stratum', 'stratum'],
    ['days the wrong way round', { endsOn: '2026-09-13' }, 400, 'ends-before-it-starts', 'endsOn'],
    ['nobody’s seats', { capacity: 0 }, 400, 'bad-field', 'capacity'],
    ['a day that does not exist', { startsOn: '2026-02-30' }, 400, 'bad-field', 'startsOn'],
    ['a kind that does not exist', { kind: 'banquet' }, 400, 'bad-field', 'kind'],
    ['a name of blanks', { name: '   ' }, 400, 'bad-field', 'name'],
    ['a level of its own choosing', { organiserLevel: 'national' }, 400, 'bad-field', 'organiserLevel']
  ])('refuses %s', async (_said, change, status, code, field) => {
    const answer = await world.as('wang')('POST /cohorts', cohort(world, change))
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field])
  })

  test('refuses a supervisor who is not one, or is the other county’s', async () => {
    for (const supervisorId of [world.account.chen, world.account.xuElsewhere])
      expect((await world.as('wang')('POST /cohorts', cohort(world, { supervisorId }))).body.code).toBe('unknown-supervisor')
    expect((await world.as('wang')('GET /cohorts/supervisors')).body.supervisors).toEqual([
      { id: world.account.xu, name: '徐建军', organisationName: '安澜县' }
    ])
  })

  test('takes the organiser level from the organisation and leaves a line', async () => {
    const { cohortId } = await setUp(world, [])
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body).toMatchObject({
      name: '第1期村党组织书记轮训班',
      organiserLevel: 'county',
      stratumZh: '村党组织书记',
      supervisorName: '徐建军',
      stage: 'draft',
      capacity: 48,
      mayEdit: true,
      mayPublish: true,
      mayClose: false,
      maySettle: false,
      mayDerogate: false,
      planned: { all: 0, inCategory: 0, isMet: false, minutesToConvert: 0, minutesToAdd: 0 }
    })
    expect(await lastLine('POST /cohorts')).toMatchObject({ account_id: world.account.wang, details: { cohortId, capacity: 48 } })
  })

  test('who may see it: 王, its supervisor 徐, the approver of the city above; nobody else', async () => {
    const { cohortId } = await setUp(world, [])
    const read = async (who: Parameters<World['as']>[0]) => (await world.as(who)(`GET /cohorts/${cohortId}`)).status
    expect(await read(null)).toBe(401)
    for (const who of ['wang', 'xu', 'gao'] as const) expect([who, await read(who)]).toEqual([who, 200])
    for (const who of ['wangElsewhere', 'xuElsewhere', 'liang'] as const) expect([who, await read(who)]).toEqual([who, 404])
    for (const who of ['chen', 'luo', 'lin', 'admin'] as const) expect([who, await read(who)]).toEqual([who, 403])
    const listed = async (who: 'wang' | 'xu' | 'gao' | 'liang' | 'wangElsewhere') =>
      (await world.as(who)('GET /cohorts')).body.cohorts.some((seen: { id: number }) => seen.id === cohortId)
    for (const who of ['wang', 'xu', 'gao'] as const) expect([who, await listed(who)]).toEqual([who, true])
    for (const who of ['liang', 'wangElsewhere'] as const) expect([who, await listed(who)]).toEqual([who, false])
    expect((await world.as('lin')('GET /cohorts')).status).toBe(403)
    expect((await world.as('wang')('GET /cohorts/999999')).status).toBe(404)
  })

  test('its days may not be drawn in past a lesson', async () => {
    const { cohortId } = await setUp(world, [teaching('coreTheory', 90, '2026-09-18', 540)])
    const { organisationId: _, kind: _kind, stratum: _stratum, ...days } = cohort(world)
    const wang = world.as('wang')
    expect((await world.as('xu')(`PUT /cohorts/${cohortId}`, days)).status).toBe(403)
    expect((await world.as('wangElsewhere')(`PUT /cohorts/${cohortId}`, days)).status).toBe(404)
    expect((await wang(`PUT /cohorts/${cohortId}`, { ...days, endsOn: '2026-09-17' })).body).toMatchObject({
      code: 'lesson-outside',
      field: 'endsOn'
    })
    expect((await wang(`PUT /cohorts/${cohortId}`, { ...days, startsOn: '2026-09-19', endsOn: '2026-09-20' })).body.field).toBe(
      'startsOn'
    )
    expect((await wang(`PUT /cohorts/${cohortId}`, { ...days, capacity: 60, endsOn: '2026-09-19' })).status).toBe(200)
    expect((await wang(`GET /cohorts/${cohortId}`)).body).toMatchObject({ capacity: 60, endsOn: '2026-09-19' })
    expect(await lastLine('PUT /cohorts/:cohortId')).toMatchObject({ details: { cohortId, capacity: 60 } })
  })
})

describe('a draft', () => {
  test('is edited by 王 alone', async () => {
    const { cohortId, lessonIds } = await setUp(world, [lesson()])
    const one = `/cohorts/${cohortId}/lessons/${lessonIds[0]}`
    for (const [call, body] of [
      [`POST /cohorts/${cohortId}/lessons`, lesson()],
      [`PUT ${one}`, lesson()],
      [`DELETE ${one}`, undefined],
      [`POST /cohorts/${cohortId}/publication`, undefined]
    ] as const) {
      expect((await world.as(null)(call, body)).status).toBe(401)
      for (const who of ['xu', 'gao', 'chen', 'lin'] as const) expect((await world.as(who)(call, body)).status).toBe(403)
      expect((await world.as('wangElsewhere')(call, body)).status).toBe(404)
    }
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body.lessons).toHaveLength(1)
  })

  test.each([
    ['ends before it begins', { untilMinute: 500 }, 'ends-before-it-begins', 'untilMinute'],
    ['lies outside the cohort', { heldOn: '2026-09-21' }, 'outside-the-cohort', 'heldOn'],
    ['has a minute in no category', { categories: [{ category: 'coreTheory', minutes: 89 }] }, 'categories-differ', 'categories'],
    ['has an unknown category', { categories: [{ category: 'cooking', minutes: 90 }] }, 'unknown-category', 'categories'],
    ['has an unknown course', { courseVersionId: 999_999 }, 'unknown-course', 'courseVersionId'],
    ['has an unknown room', { venueIds: [999_999] }, 'unknown-venue', 'venueIds'],
    ['has an unknown teacher', { teacherIds: [999_999] }, 'unknown-teacher', 'teacherIds'],
    ['is a ceremony that counts', { kind: 'ceremony' }, 'uncounted-with-minutes', 'minutes'],
    [
      'has more minutes than time',
      { minutes: 91, categories: [{ category: 'coreTheory', minutes: 91 }] },
      'more-minutes-than-time',
      'minutes'
    ],
    ['begins before midnight', { fromMinute: -1 }, 'bad-field', 'fromMinute'],
    ['lasts half a minute', { minutes: 0.5 }, 'bad-field', 'minutes']
  ])('refuses a lesson that %s', async (_said, change, code, field) => {
    const { cohortId } = await setUp(world, [])
    const answer = await world.as('wang')(`POST /cohorts/${cohortId}/lessons`, lesson(change))
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([400, code, field])
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body.lessons).toEqual([])
  })

  test('does not take the other county’s room', async () => {
    const { cohortId } = await setUp(world, [])
    const answer = await world.as('wang')(`POST /cohorts/${cohortId}/lessons`, lesson({ venueIds: [roomElsewhere] }))
    expect(answer.body.code).toBe('unknown-venue')
  })

  test('replies to every change with the balance, whatever it is', async () => {
    const { cohortId } = await setUp(world, [])
    const wang = world.as('wang')
    const first = await wang(`POST /cohorts/${cohortId}/lessons`, teaching('competency', 90, '2026-09-14', 540))
    expect(first.body.planned).toEqual({ all: 90, inCategory: 0, isMet: false, minutesToConvert: 30, minutesToAdd: 45 })
    const second = await wang(
      `POST /cohorts/${cohortId}/lessons`,
      lesson({
        fromMinute: 640,
        untilMinute: 700,
        minutes: 60,
        categories: [
          { category: 'competency', minutes: 20 },
          { category: 'coreTheory', minutes: 40 }
        ]
      })
    )
    expect(second.body.planned).toEqual({ all: 150, inCategory: 40, isMet: false, minutesToConvert: 10, minutesToAdd: 15 })
    const third = await wang(
      `PUT /cohorts/${cohortId}/lessons/${second.body.lessonId}`,
      teaching('coreTheory', 45, '2026-09-14', 640)
    )
    expect(third.body.planned).toEqual({ all: 135, inCategory: 45, isMet: true, minutesToConvert: 0, minutesToAdd: 0 })
    const fourth = await wang(`DELETE /cohorts/${cohortId}/lessons/${second.body.lessonId}`)
    expect(fourth.body.planned).toMatchObject({ all: 90, inCategory: 0, isMet: false })
    expect((await wang(`DELETE /cohorts/${cohortId}/lessons/${second.body.lessonId}`)).status).toBe(404)
    const { lessons } = (await wang(`GET /cohorts/${cohortId}`)).body
    expect(lessons).toMatchObject([
      { title: '村级“三资”管理与监督', counts: true, fromMinute: 540, untilMinute: 630, wasHeld: null }
    ])
    expect(await lastLine('DELETE /cohorts/:cohortId/lessons/:lessonId')).toMatchObject({
      details: { cohortId, lessonId: second.body.lessonId, before: { minutes: 45 } }
    })
  })

  test('of the same room at the same time is warned, by name, and saved', async () => {
    const other = await setUp(world, [lesson({ venueIds: [room301], teacherIds: [wangLiyan] })], {
      name: '第2期社区党务工作者班'
    })
    const { cohortId } = await setUp(world, [])
    const answer = await world.as('wang')(
      `POST /cohorts/${cohortId}/lessons`,
      lesson({ venueIds: [room301], fromMinute: 600, untilMinute: 690 })
    )
    expect(answer.status).toBe(200)
    expect(answer.body.conflicts).toEqual([
      {
        lessonId: answer.body.lessonId,
        what: 'venue',
        name: '县党校 301 教室',
        otherLessonId: other.lessonIds[0],
        otherTitle: '党章与党内法规要点',
        otherCohortId: other.cohortId,
        otherCohortName: '第2期社区党务工作者班',
        heldOn: '2026-09-14',
        fromMinute: 540,
        untilMinute: 630,
        isHeld: false
      }
    ])
    const after = await world.as('wang')(
      `PUT /cohorts/${cohortId}/lessons/${answer.body.lessonId}`,
      lesson({ venueIds: [room301], teacherIds: [wangLiyan], fromMinute: 630, untilMinute: 720 })
    )
    expect(after.body.conflicts).toEqual([])
    const free = (
      await world.as('wang')(`GET /cohorts/${cohortId}/availability?heldOn=2026-09-14&fromMinute=540&untilMinute=600`)
    ).body
    expect(free.venues).toEqual([
      {
        id: room301,
        name: '县党校 301 教室',
        capacity: 60,
        takenByLesson: '党章与党内法规要点',
        takenByCohort: '第2期社区党务工作者班'
      },
      { id: room302, name: '县党校 302 教室', capacity: 60, takenByLesson: null, takenByCohort: null }
    ])
    expect(free.teachers).toMatchObject([{ id: wangLiyan, name: '王立言', takenByCohort: '第2期社区党务工作者班' }])
    await world.as('wang')(`DELETE /cohorts/${other.cohortId}/lessons/${other.lessonIds[0]}`)
  })
})

describe('publication', () => {
  test('of an empty timetable is refused, ceremonies or not', async () => {
    const ceremony = lesson({ kind: 'ceremony', title: '开班式', minutes: 0, categories: [] })
    const { cohortId } = await setUp(world, [ceremony])
    const answer = await world.as('wang')(`POST /cohorts/${cohortId}/publication`)
    expect([answer.status, answer.body.code]).toEqual([409, 'timetable-empty'])
  })

  test('under one third is refused with both numbers', async () => {
    const { cohortId } = await setUp(world, [
      teaching('coreTheory', 89, '2026-09-14', 540),
      teaching('competency', 181, '2026-09-15', 540)
    ])
    const answer = await world.as('wang')(`POST /cohorts/${cohortId}/publication`)
    expect([answer.status, answer.body.code]).toEqual([409, 'core-third-short'])
    expect(answer.body.facts).toEqual({ all: 270, inCategory: 89, minutesToConvert: 1, minutesToAdd: 2 })
    expect(answer.body.zh).toBe('核心理论 89 分钟，共 270 分钟，不到 1/3。把 1 分钟改为核心理论，或者再加 2 分钟核心理论。')
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body.isPublished).toBe(false)
    expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/publication')).toEqual([])
  })

  test('at exactly one third goes through once, holds the rooms, and leaves a line', async () => {
    const { cohortId } = await setUp(world, [
      teaching('coreTheory', 90, '2026-09-14', 540, { venueIds: [room302], teacherIds: [wangLiyan] }),
      teaching('competency', 180, '2026-09-15', 540, { venueIds: [room302] })
    ])
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/publication`)).status).toBe(200)
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/publication`)).body.code).toBe('already-published')
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body).toMatchObject({
      stage: 'notified',
      isPublished: true,
      publishedAt: '2026-09-07T01:00:00Z',
      publishedBy: '王小燕',
      mayPublish: false,
      maySettle: true,
      mayClose: true
    })
    const held = await rowsOf(
      world.database.db,
      sql`select b.during::text, b.is_held from bookings b join lessons l on l.id = b.lesson_id where l.cohort_id = ${cohortId} order by b.id`
    )
    expect(held).toEqual([
      { during: '["2026-09-14 09:00:00","2026-09-14 10:30:00")', is_held: true },
      { during: '["2026-09-14 09:00:00","2026-09-14 10:30:00")', is_held: true },
      { during: '["2026-09-15 09:00:00","2026-09-15 12:00:00")', is_held: true }
    ])
    expect(await lastLine('POST /cohorts/:cohortId/publication')).toMatchObject({
      details: { cohortId, all: 270, inCategory: 90 }
    })
  })

  test('is refused while another published lesson has the room or the teacher, naming it', async () => {
    const theirs = await setUp(
      world,
      [lesson({ heldOn: '2026-09-16', venueIds: [room301], teacherIds: [wangLiyan], title: '理论' })],
      {
        name: '第3期机关书记班'
      }
    )
    await publish(world, theirs.cohortId)
    const { cohortId, lessonIds } = await setUp(world, [lesson({ heldOn: '2026-09-16', venueIds: [room301] })])
    const wang = world.as('wang')
    const venue = await wang(`POST /cohorts/${cohortId}/publication`)
    expect([venue.status, venue.body.code, venue.body.field]).toEqual([409, 'venue-taken', 'venueIds'])
    expect(venue.body.facts).toMatchObject({
      otherLessonId: theirs.lessonIds[0],
      otherCohortName: '第3期机关书记班',
      lessonId: lessonIds[0]
    })
    expect(venue.body.zh).toBe('县党校 301 教室已被占用：2026-09-16 9:00–10:30，第3期机关书记班“理论”。')
    await wang(`PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`, lesson({ heldOn: '2026-09-16', teacherIds: [wangLiyan] }))
    expect((await wang(`POST /cohorts/${cohortId}/publication`)).body).toMatchObject({
      code: 'teacher-taken',
      field: 'teacherIds'
    })
    await wang(
      `PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`,
      lesson({ heldOn: '2026-09-16', fromMinute: 630, untilMinute: 720, venueIds: [room301] })
    )
    expect((await wang(`POST /cohorts/${cohortId}/publication`)).status).toBe(200)
  })

  test('is refused when two lessons of its own share a room', async () => {
    const { cohortId } = await setUp(world, [
      lesson({ heldOn: '2026-09-17', venueIds: [room302] }),
      lesson({ heldOn: '2026-09-17', venueIds: [room302], fromMinute: 600, untilMinute: 690 })
    ])
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/publication`)).body.code).toBe('venue-taken')
  })
})

describe('a published timetable', () => {
  test('still changes under the rule, and is refused what would break it', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('coreTheory', 90, '2026-09-14', 840),
      teaching('competency', 180, '2026-09-15', 840)
    ])
    await publish(world, cohortId)
    const wang = world.as('wang')
    const theory = `/cohorts/${cohortId}/lessons/${lessonIds[0]}`
    const shorter = await wang(`PUT ${theory}`, teaching('coreTheory', 89, '2026-09-14', 840))
    expect([shorter.status, shorter.body.code]).toEqual([409, 'core-third-short'])
    expect(shorter.body.facts).toEqual({ all: 269, inCategory: 89, minutesToConvert: 1, minutesToAdd: 1 })
    expect((await wang(`PUT ${theory}`, teaching('competency', 90, '2026-09-14', 840))).body.code).toBe('core-third-short')
    expect((await wang(`DELETE ${theory}`)).body.code).toBe('core-third-short')
    expect((await wang(`POST /cohorts/${cohortId}/lessons`, teaching('other', 30, '2026-09-16', 840))).body.code).toBe(
      'core-third-short'
    )
    expect((await wang(`GET /cohorts/${cohortId}`)).body.planned).toMatchObject({ all: 270, inCategory: 90, isMet: true })
    expect((await wang(`DELETE /cohorts/${cohortId}/lessons/${lessonIds[1]}`)).body.planned).toMatchObject({
      all: 90,
      isMet: true
    })
    expect((await wang(`DELETE ${theory}`)).body.code).toBe('timetable-empty')
  })

  test('refuses a room that another published lesson has, and says which', async () => {
    const first = await setUp(world, [lesson({ heldOn: '2026-09-18', venueIds: [room301] })], { name: '先到的班' })
    await publish(world, first.cohortId)
    const second = await setUp(world, [lesson({ heldOn: '2026-09-18', venueIds: [room302] })])
    await publish(world, second.cohortId)
    const answer = await world.as('wang')(
      `PUT /cohorts/${second.cohortId}/lessons/${second.lessonIds[0]}`,
      lesson({ heldOn: '2026-09-18', venueIds: [room301] })
    )
    expect(answer.body).toMatchObject({ code: 'venue-taken', facts: { otherCohortName: '先到的班' } })
    expect((await world.as('wang')(`GET /cohorts/${second.cohortId}`)).body.lessons[0].venues).toEqual([
      { id: room302, name: '县党校 302 教室' }
    ])
  })

  test('takes a make-up lesson after its last day, a draft does not', async () => {
    const { cohortId } = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 960)])
    const makeUp = teaching('coreTheory', 60, '2026-09-25', 540)
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/lessons`, makeUp)).body.code).toBe('outside-the-cohort')
    await publish(world, cohortId)
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/lessons`, makeUp)).status).toBe(200)
  })
})

describe('what was held', () => {
  test('is recorded by 王 or the supervisor 徐, from the day of the lesson on, with a reason when it was not', async () => {
    const { cohortId, lessonIds } = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 1080)])
    const call = `POST /cohorts/${cohortId}/holdings`
    const held = { lessonId: lessonIds[0], wasHeld: true, reason: null }
    expect((await world.as('xu')(call, held)).body.code).toBe('not-published')
    await publish(world, cohortId)
    expect((await world.as(null)(call, held)).status).toBe(401)
    for (const who of ['gao', 'chen', 'lin', 'luo'] as const) expect((await world.as(who)(call, held)).status).toBe(403)
    for (const who of ['wangElsewhere', 'xuElsewhere'] as const) expect((await world.as(who)(call, held)).status).toBe(404)
    expect((await world.as('xu')(call, held)).body.code).toBe('not-yet')
    expect((await world.as('xu')(call, { ...held, wasHeld: false })).body).toMatchObject({
      code: 'reason-missing',
      field: 'reason'
    })
    expect((await world.as('xu')(call, { ...held, wasHeld: false, reason: '  ' })).body.code).toBe('reason-missing')
    expect((await world.as('xu')(call, { ...held, lessonId: 999_999 })).status).toBe(404)
    world.clock.set('2026-09-13T15:59:59Z')
    expect((await world.as('xu')(call, held)).body.code).toBe('not-yet')
    world.clock.set('2026-09-13T16:00:00Z')
    expect((await world.as('xu')(call, held)).status).toBe(200)
    expect(await lastLine('POST /cohorts/:cohortId/holdings')).toMatchObject({
      account_id: world.account.xu,
      details: { cohortId, lessonId: lessonIds[0], wasHeld: true }
    })
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body.lessons[0]).toMatchObject({
      wasHeld: true,
      notHeldReason: null
    })
    const one = `/cohorts/${cohortId}/lessons/${lessonIds[0]}`
    expect((await world.as('wang')(`PUT ${one}`, lesson())).body.code).toBe('lesson-settled')
    expect((await world.as('wang')(`DELETE ${one}`)).body.code).toBe('lesson-settled')
    world.clock.set('2026-09-07T01:00:00Z')
  })

  test('a theory lesson that fell out makes the cohort short at once, with the repair, and gives its room back', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('coreTheory', 90, '2026-09-14', 1140, { venueIds: [room301] }),
      teaching('coreTheory', 30, '2026-09-15', 1140),
      teaching('competency', 240, '2026-09-16', 1140)
    ])
    await publish(world, cohortId)
    const gone = { lessonId: lessonIds[0], wasHeld: false, reason: '老师生病' }
    const answer = await world.as('xu')(`POST /cohorts/${cohortId}/holdings`, gone)
    expect(answer.status).toBe(200)
    expect(answer.body.held).toEqual({ all: 270, inCategory: 30, isMet: false, minutesToConvert: 60, minutesToAdd: 90 })
    const seen = (await world.as('wang')(`GET /cohorts/${cohortId}`)).body
    expect(seen.planned).toMatchObject({ all: 360, inCategory: 120, isMet: true })
    expect(seen.held).toEqual(answer.body.held)
    expect(seen.lessons[0]).toMatchObject({ wasHeld: false, notHeldReason: '老师生病' })
    const listed = (await world.as('wang')('GET /cohorts')).body.cohorts.find((one: { id: number }) => one.id === cohortId)
    expect(listed).toMatchObject({
      stage: 'notified',
      seatsTaken: 0,
      planned: { all: 360, inCategory: 120 },
      held: { all: 270, inCategory: 30, isMet: false }
    })

    const another = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 1140, { venueIds: [room301] })])
    await publish(world, another.cohortId)

    const makeUp = await world.as('wang')(`POST /cohorts/${cohortId}/lessons`, teaching('coreTheory', 90, '2026-09-17', 1140))
    expect(makeUp.body.held).toMatchObject({ all: 360, inCategory: 120, isMet: true })
  })

  test('a lesson that took place after all takes its room up again only if nobody else has', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('coreTheory', 60, '2026-09-14', 720, { venueIds: [room301] }),
      teaching('coreTheory', 60, '2026-09-14', 780, { venueIds: [room301] })
    ])
    await publish(world, cohortId)
    const wang = world.as('wang')
    for (const lessonId of lessonIds)
      await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: false, reason: '停电' })
    const another = await setUp(world, [teaching('coreTheory', 60, '2026-09-14', 720, { venueIds: [room301] })])
    await publish(world, another.cohortId)
    world.clock.set('2026-09-14T10:00:00Z')
    for (const lessonId of lessonIds)
      expect((await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: true, reason: null })).status).toBe(200)
    world.clock.set('2026-09-07T01:00:00Z')
    const held = await rowsOf<{ is_held: boolean }>(
      world.database.db,
      sql`select b.is_held from bookings b join lessons l on l.id = b.lesson_id where l.cohort_id = ${cohortId} order by l.from_minute`
    )
    expect(held.map(booking => booking.is_held)).toEqual([false, true])
  })
})

describe('a derogation', () => {
  const given = { reason: '暴雨停课两天', document: '安组发〔2026〕12号' }

  test('comes from the level above, for a cohort that is short as held, once', async () => {
    const { cohortId, lessonIds } = await setUp(world, [
      teaching('coreTheory', 60, '2026-09-15', 1260),
      teaching('competency', 120, '2026-09-16', 1260)
    ])
    const call = `POST /cohorts/${cohortId}/derogation`
    expect((await world.as(null)(call, given)).status).toBe(401)
    for (const who of ['wang', 'xu', 'chen', 'lin', 'admin'] as const) expect((await world.as(who)(call, given)).status).toBe(403)
    expect((await world.as('liang')(call, given)).status).toBe(404)
    expect((await world.as('gao')(call, given)).body.code).toBe('not-published')
    await publish(world, cohortId)
    expect((await world.as('gao')(call, given)).body.code).toBe('not-short')
    await world.as('xu')(`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[0], wasHeld: false, reason: '暴雨' })
    expect((await world.as('gao')(`GET /cohorts/${cohortId}`)).body).toMatchObject({
      mayDerogate: true,
      mayEdit: false,
      mayClose: false
    })
    expect((await world.as('gao')(call, { ...given, document: ' ' })).body.field).toBe('document')
    expect((await world.as('gao')(call, given)).status).toBe(200)
    expect((await world.as('gao')(call, given)).body.code).toBe('already-derogated')
    expect((await world.as('wang')(`GET /cohorts/${cohortId}`)).body).toMatchObject({
      derogationReason: '暴雨停课两天',
      derogationDocument: '安组发〔2026〕12号',
      derogatedBy: '高秀英',
      derogatedAt: '2026-09-07T01:00:00Z'
    })
    expect(await lastLine('POST /cohorts/:cohortId/derogation')).toMatchObject({
      account_id: world.account.gao,
      details: { cohortId, ...given }
    })
  })

  test('does not publish a short cohort', async () => {
    const { cohortId } = await setUp(world, [teaching('competency', 90, '2026-09-14', 540)])
    await rowsOf(
      world.database.db,
      sql`insert into derogations (cohort_id, reason, document, approved_at, approved_by)
          values (${cohortId}, '暴雨', '1号', now(), ${world.account.gao})`
    )
    expect((await world.as('wang')(`POST /cohorts/${cohortId}/publication`)).body.code).toBe('core-third-short')
  })
})

test('a closed cohort stays as it is', async () => {
  const { cohortId, lessonIds } = await setUp(world, [teaching('coreTheory', 60, '2026-09-18', 1200)])
  await publish(world, cohortId)
  const { db } = world.database
  await db.execute(
    sql`insert into holdings (lesson_id, was_held, recorded_at, recorded_by) values (${lessonIds[0]}, true, now(), ${world.account.xu})`
  )
  await db.execute(
    sql`insert into closings (cohort_id, closed_at, closed_by) values (${cohortId}, '2026-09-19T01:00:00Z', ${world.account.wang})`
  )
  const wang = world.as('wang')
  const { organisationId: _, kind: _kind, stratum: _stratum, ...days } = cohort(world)
  for (const [call, body] of [
    [`PUT /cohorts/${cohortId}`, days],
    [`POST /cohorts/${cohortId}/lessons`, lesson()],
    [`PUT /cohorts/${cohortId}/lessons/${lessonIds[0]}`, lesson()],
    [`DELETE /cohorts/${cohortId}/lessons/${lessonIds[0]}`, undefined],
    [`POST /cohorts/${cohortId}/publication`, undefined],
    [`POST /cohorts/${cohortId}/holdings`, { lessonId: lessonIds[0], wasHeld: false, reason: '记错了' }]
  ] as const)
    expect([call, (await wang(call, body)).body.code]).toEqual([call, 'cohort-closed'])
  expect((await wang(`GET /cohorts/${cohortId}`)).body).toMatchObject({
    stage: 'closed',
    closedAt: '2026-09-19T01:00:00Z',
    closedBy: '王小燕',
    mayEdit: false,
    mayPublish: false,
    maySettle: false,
    mayClose: false
  })
})
