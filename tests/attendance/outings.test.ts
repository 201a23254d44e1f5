import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { busListTable } from '../../server/attendance/busList.ts'
import { encrypt } from '../../server/organisations/personal.ts'
import { rowsOf } from '../../server/database/db.ts'
import { readSheets, isUnreadable } from '../../server/files/sheets.ts'
import { publish, setUp, teaching } from '../cohorts/timetables.ts'
import { addSecretaries } from '../enrolment/cohort.ts'
import { auditLinesOf, testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)
const NAMES = ['林文博', '赵德明', '孙国庆', '吴桂香'] as const

/** Today 林 (1), 赵 (2), 孙 (3) of 青石镇 and 吴 (4) of 东湖街道 go to a base; a lesson in the classroom stands beside it. */
const onTheWay = async (change: { isPublished?: boolean; capacities?: number[]; heldOn?: string; name?: string } = {}) => {
  const { isPublished = true, capacities, heldOn = '2026-09-07', name = '外出的班' } = change
  const gathering = { gatherMinute: 800, gatherPlace: '县党校南门' }
  const { cohortId, lessonIds } = await setUp(
    world,
    [
      teaching('coreTheory', 120, heldOn, 860, { kind: 'onsite', title: '现场教学', ...gathering }),
      teaching('coreTheory', 60, heldOn, 540)
    ],
    { name, startsOn: '2026-09-07', endsOn: '2026-09-11' }
  )
  if (isPublished) await publish(world, cohortId)
  const personIds = NAMES.map(name => world.who[name])
  const { enrolled } = (await as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds })).body
  const [lin, zhao, sun, wu] = enrolled.map(({ id }: { id: number }) => id) as [number, number, number, number]
  const [lessonId, inClass] = lessonIds as [number, number]
  const at = `/cohorts/${cohortId}/lessons/${lessonId}`
  if (capacities) await as('xu')(`POST ${at}/buses`, { capacities })
  return {
    cohortId,
    lessonId,
    inClass,
    at,
    lin,
    zhao,
    sun,
    wu,
    read: async () => (await as('xu')(`GET ${at}/outing`)).body,
    buses: (capacities: number[]) => as('xu')(`POST ${at}/buses`, { capacities }),
    seat: (enrolmentId: number, bus: number | null) => as('xu')(`POST ${at}/bus-seats`, { enrolmentId, bus }),
    count: (change: object = {}) =>
      as('xu')(`POST ${at}/headcounts`, { clientKey: randomUUID(), stage: 'boarding', bus: null, missing: [], ...change }),
    correct: (change: object = {}) =>
      as('xu')(`POST ${at}/headcount-corrections`, {
        enrolmentId: lin,
        stage: 'boarding',
        isThere: true,
        reason: '在 2 号车',
        ...change
      })
  }
}

const rows = async (table: 'buses' | 'bus_seats' | 'headcounts' | 'headcount_marks', lessonId: number) =>
  (await rowsOf(
    world.database.db,
    sql`select * from ${sql.identifier(table)} where lesson_id = ${lessonId} order by id`
  )) as Record<string, unknown>[]
const busesOf = (outing: { people: { name: string; bus: number | null }[] }) =>
  Object.fromEntries(outing.people.map(({ name, bus }) => [name, bus]))

describe('who leads an outing', () => {
  test('the class supervisor and who manages the cohort; of a lesson in the classroom there is none', async () => {
    const { at, cohortId, inClass, lin, lessonId } = await onTheWay()
    const calls: [string, object?][] = [
      [`GET ${at}/outing`],
      [`POST ${at}/buses`, { capacities: [4] }],
      [`POST ${at}/bus-seats`, { enrolmentId: lin, bus: null }],
      [`POST ${at}/bus-list`],
      [`POST ${at}/headcounts`, { clientKey: randomUUID(), stage: 'boarding', bus: null, missing: [] }],
      [`POST ${at}/headcount-corrections`, { enrolmentId: lin, stage: 'boarding', isThere: true, reason: '点错' }],
      [`POST ${at}/missing-mobiles`, { stage: 'boarding' }]
    ]
    for (const [call, body] of calls) {
      expect([call, (await as(null)(call, body)).status]).toEqual([call, 401])
      for (const who of ['chen', 'luo', 'gao', 'lin'] as const)
        expect([call, (await as(who)(call, body)).status]).toEqual([call, 403])
      for (const who of ['xuElsewhere', 'wangElsewhere'] as const)
        expect([call, (await as(who)(call, body)).status]).toEqual([call, 404])
      const elsewhere = call.replace(at, `/cohorts/${cohortId}/lessons/${inClass}`)
      expect([elsewhere, (await as('xu')(elsewhere, body)).status]).toEqual([elsewhere, 404])
    }
    for (const table of ['buses', 'bus_seats', 'headcounts', 'headcount_marks'] as const)
      expect(await rows(table, lessonId)).toEqual([])
  })
})

describe('buses', () => {
  test('seat everyone, units together; the largest unit first, each where it has room as a whole', async () => {
    const { buses, read, lessonId } = await onTheWay()
    expect((await buses([2, 3])).body).toEqual({ seated: 4, changed: 4 })
    const outing = await read()
    expect(outing.buses).toEqual([
      { number: 1, capacity: 2 },
      { number: 2, capacity: 3 }
    ])
    expect(outing.people.map(({ name, unit, bus }: Record<string, unknown>) => [name, unit, bus])).toEqual([
      ['林文博', '青石镇', 2],
      ['赵德明', '青石镇', 2],
      ['孙国庆', '青石镇', 2],
      ['吴桂香', '东湖街道', 1]
    ])
    // The same again is no new fact.
    expect((await buses([2, 3])).body).toEqual({ seated: 4, changed: 0 })
    expect(await rows('buses', lessonId)).toHaveLength(2)
    expect(await rows('bus_seats', lessonId)).toHaveLength(4)
  })

  test('are refused with too few seats, none is half arranged, and how many lack is said', async () => {
    const { buses, lessonId } = await onTheWay()
    expect((await buses([1, 2])).body).toMatchObject({
      code: 'buses-too-small',
      field: 'capacities',
      facts: { riders: 4, lacking: 1 }
    })
    expect((await buses([0])).body).toMatchObject({ code: 'bad-field', field: 'capacities.0' })
    expect(await rows('buses', lessonId)).toEqual([])
    expect(await rows('bus_seats', lessonId)).toEqual([])
  })

  test('a bus more, a bus less, none at all: the last row speaks and nothing is rewritten', async () => {
    const { buses, read, lessonId } = await onTheWay({ capacities: [2, 3] })
    await buses([4])
    expect((await read()).buses).toEqual([{ number: 1, capacity: 4 }])
    expect(busesOf(await read())).toEqual({ 林文博: 1, 赵德明: 1, 孙国庆: 1, 吴桂香: 1 })
    expect((await rows('buses', lessonId)).map(({ number, capacity }) => [number, capacity])).toEqual([
      [1, 2],
      [2, 3],
      [1, 4],
      [2, 0]
    ])
    await buses([])
    expect(busesOf(await read())).toEqual({ 林文博: null, 赵德明: null, 孙国庆: null, 吴桂香: null })
  })

  test('one person is moved by hand: not into a full bus, not into one that does not go, not where she sits', async () => {
    const { seat, read, lin, wu, lessonId } = await onTheWay({ capacities: [1, 3] })
    expect((await seat(lin, 1)).body).toMatchObject({ code: 'bus-full', field: 'bus' })
    expect((await seat(lin, 3)).body).toMatchObject({ code: 'no-such-bus', field: 'bus' })
    expect((await seat(lin, 2)).body).toMatchObject({ code: 'same-seat' })
    expect((await seat(999_999, 2)).body).toMatchObject({ code: 'not-in-cohort', field: 'enrolmentId' })
    expect((await seat(wu, null)).status).toBe(200)
    expect((await seat(lin, 1)).status).toBe(200)
    expect((await read()).people.map(({ name, bus, isOwnWay }: Record<string, unknown>) => [name, bus, isOwnWay])).toEqual([
      ['林文博', 1, false],
      ['赵德明', 2, false],
      ['孙国庆', 2, false],
      ['吴桂香', null, true]
    ])
    expect(await rows('bus_seats', lessonId)).toHaveLength(6)
    expect(
      (await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/bus-seats')).at(-1)!.details
    ).toMatchObject({
      enrolmentId: lin,
      from: 2,
      to: 1
    })
  })

  test('who goes on her own needs no seat and stays so when the buses are arranged anew', async () => {
    const { seat, buses, read, wu } = await onTheWay({ capacities: [4] })
    await seat(wu, null)
    expect((await buses([3])).body).toEqual({ seated: 3, changed: 0 })
    expect((await read()).people[3]).toMatchObject({ bus: null, isOwnWay: true })
  })

  test('who came later has no seat yet, who gave the seat up has none any more', async () => {
    const { cohortId, read, sun } = await onTheWay({ capacities: [4] })
    const [he] = await addSecretaries(world, ['何小东'])
    await as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds: [he] })
    await as('wang')(`POST /cohorts/${cohortId}/enrolments/${sun}/withdrawal`, { reason: '住院' })
    expect(busesOf(await read())).toEqual({ 林文博: 1, 赵德明: 1, 吴桂香: 1, 何小东: null })
  })

  test('are not arranged for what did not take place, nor after the close-out, when they can still be read', async () => {
    const { cohortId, at, buses, inClass, lessonId } = await onTheWay()
    const hold = (lesson: number, wasHeld: boolean) =>
      as('xu')(`POST /cohorts/${cohortId}/holdings`, { lessonId: lesson, wasHeld, reason: wasHeld ? null : '暴雨' })
    await hold(lessonId, false)
    expect((await buses([4])).body.code).toBe('cancelled')
    await hold(lessonId, true)
    await hold(inClass, true)
    for (const lesson of [lessonId, inClass])
      await as('xu')(`POST /cohorts/${cohortId}/lessons/${lesson}/roll-call`, { clientKey: randomUUID(), exceptions: [] })
    expect((await as('wang')(`POST /cohorts/${cohortId}/closing`)).status).toBe(200)
    expect((await buses([4])).body.code).toBe('cohort-closed')
    const read = await as('xu')(`GET ${at}/outing`)
    expect([read.status, read.body.mayArrange]).toEqual([200, false])
  })

  test('bar the lesson from being removed, which would take their facts with it', async () => {
    const { cohortId, lessonId } = await onTheWay({ isPublished: false, capacities: [4] })
    const removed = await as('wang')(`DELETE /cohorts/${cohortId}/lessons/${lessonId}`)
    expect([removed.status, removed.body.code]).toEqual([409, 'lesson-has-buses'])
  })

  test('the list is a workbook with the heads of form F, by bus, mobiles masked; handing it out leaves a line', async () => {
    const { at, seat, wu } = await onTheWay({ capacities: [2, 3] })
    await seat(wu, null)
    const answer = await as('xu')(`POST ${at}/bus-list`)
    expect(String(answer.headers['content-disposition'])).toContain(encodeURIComponent('乘车名单_外出的班_2026-09-07.xlsx'))
    const sheets = await readSheets(answer.bytes, 'list.xlsx')
    if (isUnreadable(sheets)) throw new Error('unreadable')
    const lines = sheets[0]!.rows.map(({ cells }) => cells.map(({ text }) => text))
    expect(lines[0]![0]).toBe('外出的班学员乘车名单')
    expect(lines[1]![0]).toBe('现场教学　2026-09-07　集合：13:20 县党校南门')
    expect(lines[2]).toEqual(['序号', '组别', '姓名', '性别', '民族', '单位及职务', '手机号码', '房间号', '车号', '桌号', '备注'])
    expect(lines.slice(3).map(line => [line[0], line[2], line[8], line[10] ?? ''])).toEqual([
      ['1', '林文博', '2', ''],
      ['2', '赵德明', '2', ''],
      ['3', '孙国庆', '2', ''],
      ['4', '吴桂香', '', '自行前往']
    ])
    expect(
      (await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/bus-list')).at(-1)!.details
    ).toMatchObject({
      people: 4
    })
  })

  test('a mobile in the list is the last four digits', () => {
    const person = {
      enrolmentId: 1,
      personId: 1,
      number: 1,
      name: '林文博',
      gender: 'male' as const,
      ethnicGroup: '汉',
      unit: '青石镇',
      unitAndPost: '柳湾村党支部 书记',
      mobileLastFour: '1234',
      bus: null,
      isOwnWay: false,
      boarding: null,
      arrival: null,
      return: null
    }
    const told = { cohortName: '班', title: '现场教学', heldOn: '2026-09-07', gathering: null }
    expect(busListTable(told, [person]).rows).toEqual([
      [1, null, '林文博', '男', '汉', '柳湾村党支部 书记', '*******1234', null, null, null, '未排车']
    ])
  })
})

describe('a head count', () => {
  test('marks everyone but those named, and of a second one only what changed', async () => {
    const { count, read, sun, lessonId } = await onTheWay({ capacities: [4] })
    expect((await count({ missing: [sun] })).body.changed).toBe(4)
    expect((await read()).people.map(({ boarding, arrival }: Record<string, unknown>) => [boarding, arrival])).toEqual([
      [true, null],
      [true, null],
      [false, null],
      [true, null]
    ])
    expect((await read()).counted).toEqual([{ stage: 'boarding', countedAt: '2026-09-07T01:00:00Z', countedBy: '徐建军' }])
    // 孙 came running.
    expect((await count()).body.changed).toBe(1)
    expect((await rows('headcount_marks', lessonId)).map(({ is_there }) => is_there)).toEqual([true, true, false, true, true])
  })

  test('sent twice with one key is one head count, also when the answer was lost', async () => {
    const { count, lessonId, sun } = await onTheWay({ capacities: [4] })
    const clientKey = randomUUID()
    const first = await count({ clientKey, missing: [sun] })
    world.clock.set('2026-09-07T01:05:00Z')
    expect((await count({ clientKey, missing: [sun] })).body).toEqual(first.body)
    world.clock.set('2026-09-07T01:00:00Z')
    expect(await rows('headcounts', lessonId)).toHaveLength(1)
    expect(await rows('headcount_marks', lessonId)).toHaveLength(4)
  })

  test('of one bus asks for nobody in another, and for who goes on her own only at the base', async () => {
    const { count, read, seat, lin, wu } = await onTheWay({ capacities: [1, 3] })
    expect((await count({ bus: 1, missing: [lin] })).body).toMatchObject({ code: 'not-in-cohort', field: 'missing.0' })
    expect((await count({ bus: 9 })).body).toMatchObject({ code: 'no-such-bus', field: 'bus' })
    expect((await count({ bus: 2, missing: [lin] })).body.changed).toBe(3)
    expect((await read()).people.map(({ boarding }: Record<string, unknown>) => boarding)).toEqual([false, true, true, null])
    await seat(wu, null)
    expect((await count({ missing: [wu] })).body).toMatchObject({ code: 'not-in-cohort', facts: { enrolmentId: wu } })
    expect((await count({ stage: 'arrival', missing: [wu] })).body.changed).toBe(4)
    expect((await read()).people[3]).toMatchObject({ boarding: null, arrival: false, return: null })
  })

  test('is refused before the day, while the timetable is a draft, for a stage there is none of, and for a stranger', async () => {
    const later = await onTheWay({ heldOn: '2026-09-08' })
    expect((await later.count()).body.code).toBe('not-yet')
    expect((await later.correct()).body.code).toBe('not-yet')
    expect((await (await onTheWay({ isPublished: false })).count()).body.code).toBe('unpublished')
    const { count, lessonId } = await onTheWay({ name: '另一个班' })
    expect((await count({ stage: 'dinner' })).body).toMatchObject({ code: 'bad-field', field: 'stage' })
    expect((await count({ clientKey: 'mine' })).body).toMatchObject({ code: 'bad-field', field: 'clientKey' })
    expect((await count({ missing: [later.lin] })).body).toMatchObject({ code: 'not-in-cohort', field: 'missing.0' })
    expect(await rows('headcount_marks', lessonId)).toEqual([])
  })

  test('is corrected by a new row that says why', async () => {
    const { count, correct, lin, sun, lessonId } = await onTheWay({ capacities: [4] })
    expect((await correct()).body.code).toBe('not-counted')
    await count({ missing: [lin] })
    expect((await correct({ reason: '  ' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
    expect((await correct({ enrolmentId: sun })).body.code).toBe('same-mark')
    expect((await correct()).status).toBe(200)
    expect((await rows('headcount_marks', lessonId)).at(-1)).toMatchObject({
      is_there: true,
      reason: '在 2 号车',
      client_key: null
    })
    expect(
      (await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/headcount-corrections')).at(-1)!.details
    ).toMatchObject({ enrolmentId: lin, from: false, to: true, reason: '在 2 号车' })
  })

  test('gives no credit, says nothing about the lesson, and the close-out does not wait for it', async () => {
    const { cohortId, count, lessonId, inClass, lin } = await onTheWay({ capacities: [4] })
    await count({ missing: [lin] })
    const before = (await as('wang')(`GET /cohorts/${cohortId}/close-out`)).body
    expect(before.unsettled).toHaveLength(2)
    for (const lesson of [lessonId, inClass])
      await as('xu')(`POST /cohorts/${cohortId}/lessons/${lesson}/roll-call`, { clientKey: randomUUID(), exceptions: [] })
    const after = (await as('wang')(`GET /cohorts/${cohortId}/close-out`)).body
    expect([after.obstacles, after.unmarked]).toEqual([[], []])
    // Missing on the bus, present in the roll of the lesson: the roll alone speaks.
    expect(after.people.find(({ enrolmentId }: { enrolmentId: number }) => enrolmentId === lin)).toMatchObject({
      absent: 0,
      isCompleted: true
    })
  })

  test('the mobiles of those who are missing, and of nobody else, are told to call them; a line is left', async () => {
    const { count, at, lin, sun } = await onTheWay({ capacities: [4] })
    const cipher = encrypt(testSettings, '13900000001')
    await world.database.db.execute(
      sql`insert into personal_data (person_id, mobile_cipher, mobile_last_four) values (${world.who['林文博']}, ${cipher}, '0001')
          on conflict (person_id) do update set mobile_cipher = excluded.mobile_cipher, mobile_last_four = excluded.mobile_last_four`
    )
    expect((await as('xu')(`POST ${at}/missing-mobiles`, { stage: 'boarding' })).body).toEqual({ people: [] })
    await count({ missing: [lin, sun] })
    expect((await as('xu')(`POST ${at}/missing-mobiles`, { stage: 'boarding' })).body).toEqual({
      people: [
        { enrolmentId: lin, mobile: '13900000001' },
        { enrolmentId: sun, mobile: null }
      ]
    })
    expect((await as('xu')(`POST ${at}/missing-mobiles`, { stage: 'arrival' })).body).toEqual({ people: [] })
    expect(JSON.stringify((await as('xu')(`GET ${at}/outing`)).body)).not.toContain('139')
    const lines = await auditLinesOf(world.database, 'POST /cohorts/:cohortId/lessons/:lessonId/missing-mobiles')
    expect(lines.map(({ details }) => (details as { enrolmentIds: number[] }).enrolmentIds)).toContainEqual([lin, sun])
  })
})

test('林 sees where to gather and which bus is his, and only his own', async () => {
  const { lessonId, seat, lin } = await onTheWay({ name: '乘车的班', capacities: [1, 3] })
  const own = async (who: 'lin' | 'zhao') =>
    (await as(who)('GET /my/today')).body.lessons.find(({ id }: { id: number }) => id === lessonId)
  const gathering = { gatherMinute: 800, gatherPlace: '县党校南门' }
  expect(await own('lin')).toMatchObject({ ...gathering, bus: 2 })
  await seat(lin, null)
  expect(await own('lin')).toMatchObject({ ...gathering, bus: null })
  expect(await own('zhao')).toMatchObject({ bus: 2 })
  const { cohorts } = (await as('zhao')('GET /my/cohorts')).body
  const lessons = cohorts.flatMap(({ lessons }: { lessons: { id: number }[] }) => lessons)
  expect(lessons.find(({ id }: { id: number }) => id === lessonId)).toMatchObject({ ...gathering, bus: 2 })
})
