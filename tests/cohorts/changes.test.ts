import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { makeWorld, type World } from '../world.ts'
import { lesson, publish, setUp, teaching } from './timetables.ts'

/** 林 and 赵 of 柳湾村 hold seats, 徐 supervises, 王 changes the timetable. It is Monday the 7th; the cohort begins on Monday the 14th. */
let world: World
let room: number
beforeAll(async () => {
  world = await makeWorld()
  const made = await world.as('wang')('POST /venues', {
    organisationId: world.at['安澜县'],
    name: '301 教室',
    place: '县党校',
    capacity: 60
  })
  room = made.body.id
})
beforeEach(() => world.clock.set('2026-09-07T01:00:00Z'))
afterAll(() => world.close())

type Inbox = { id: number; titleZh: string; lines: { zh: string; en: string }[]; isRead: boolean; cohortId: number }[]
const inboxOf = async (who: 'lin' | 'zhao' | 'xu' | 'wang', cohortId: number): Promise<Inbox> =>
  (await world.as(who)('GET /my/messages')).body.messages.filter((message: Inbox[number]) => message.cohortId === cohortId)
const changesFor = async (who: 'lin' | 'zhao' | 'xu', cohortId: number) =>
  (await inboxOf(who, cohortId)).filter(({ titleZh }) => titleZh.includes('变动')).map(({ lines }) => lines.map(({ zh }) => zh))

const enrol = (cohortId: number, names: string[]) =>
  world.as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds: names.map(name => world.who[name]) })

let week = 0
/** A published cohort with a morning of theory on Monday and one of something else on Wednesday; in a week of its own, so that rooms are free. */
const begun = async (names = ['林文博', '赵德明']) => {
  const { cohortId, lessonIds } = await setUp(
    world,
    [
      teaching('coreTheory', 90, '2026-09-14', 540, { title: '理论' }),
      teaching('competency', 90, '2026-09-16', 540, { title: '管理' })
    ],
    { name: `第${++week}班` }
  )
  await enrol(cohortId, names)
  await publish(world, cohortId)
  return { cohortId, theory: lessonIds[0]!, other: lessonIds[1]! }
}
const act = async (cohortId: number, change: { remove?: number[]; change?: object[]; add?: object[] }) => {
  const answer = await world.as('wang')(`POST /cohorts/${cohortId}/timetable`, { remove: [], change: [], add: [], ...change })
  expect([answer.status, answer.body]).toMatchObject([200, {}])
  return answer.body.added as number[]
}
const sent = (lessonId: number, title: string, change: object = {}) => ({
  lessonId,
  ...teaching('competency', 90, '2026-09-16', 540, { title, ...change })
})

describe('what people are told', () => {
  test('of a draft nobody is told; its publication is one message to each who has a seat, and to the class supervisor', async () => {
    const { cohortId } = await setUp(world, [lesson()], { name: '拟办的班' })
    await enrol(cohortId, ['林文博'])
    await act(cohortId, { add: [lesson({ heldOn: '2026-09-15' })] })
    expect(await inboxOf('lin', cohortId)).toEqual([])
    await publish(world, cohortId)
    for (const who of ['lin', 'xu'] as const)
      expect(await inboxOf(who, cohortId)).toMatchObject([{ titleZh: '拟办的班：课程表已发布', lines: [], isRead: false }])
    for (const who of ['zhao', 'wang'] as const) expect(await inboxOf(who, cohortId)).toEqual([])
  })

  test('whoever gets a seat afterwards is told then, once, and nobody else is told again', async () => {
    const { cohortId } = await setUp(world, [lesson()], { name: '后来的班' })
    await publish(world, cohortId)
    await enrol(cohortId, ['林文博'])
    await enrol(cohortId, ['林文博'])
    expect(await inboxOf('lin', cohortId)).toMatchObject([{ titleZh: '后来的班：课程表已发布', isRead: false }])
    expect(await inboxOf('xu', cohortId)).toHaveLength(1)
  })

  test('what was added, moved, put elsewhere, renamed and taken out, each in one sentence, and nothing that stayed', async () => {
    const { cohortId, other } = await begun()
    const [extra] = await act(cohortId, { add: [lesson({ heldOn: '2026-09-15', title: '加课', venueIds: [room] })] })
    expect(await changesFor('lin', cohortId)).toEqual([['加了9月15日（周二）9:00–10:30的“加课”，地点县党校 301 教室。']])
    world.clock.set('2026-09-08T01:00:00Z')
    await act(cohortId, {
      change: [sent(other, '管理', { heldOn: '2026-09-17', fromMinute: 840, untilMinute: 930, placeText: '礼堂' })]
    })
    world.clock.set('2026-09-09T01:00:00Z')
    await act(cohortId, { remove: [extra!] })
    expect(await changesFor('xu', cohortId)).toEqual([
      ['取消了9月15日（周二）9:00的“加课”。'],
      ['9月16日（周三）9:00的“管理”改到9月17日（周四）14:00–15:30，地点改为礼堂。'],
      ['加了9月15日（周二）9:00–10:30的“加课”，地点县党校 301 教室。']
    ])
  })

  test('saved again as it was, nothing is told; a category is nobody’s news', async () => {
    const { cohortId, other } = await begun()
    await act(cohortId, { change: [sent(other, '管理')] })
    await act(cohortId, { change: [{ ...sent(other, '管理'), categories: [{ category: 'partySpirit', minutes: 90 }] }] })
    expect(await changesFor('lin', cohortId)).toEqual([])
  })

  test('several acts within ten minutes are one message; when they come to nothing it is gone', async () => {
    const { cohortId, other } = await begun()
    await act(cohortId, { change: [sent(other, '管理', { placeText: '礼堂' })] })
    world.clock.set('2026-09-07T01:05:00Z')
    await act(cohortId, { change: [sent(other, '管理实务', { placeText: '302' })] })
    expect(await changesFor('lin', cohortId)).toEqual([['9月16日（周三）9:00的“管理”改为“管理实务”，地点改为302。']])
    world.clock.set('2026-09-07T01:10:00Z')
    await act(cohortId, { change: [sent(other, '管理')] })
    expect(await changesFor('lin', cohortId)).toEqual([])
    // The rows of what was sent stay.
    const rows = await rowsOf<{ sent: number; replaced: number }>(
      world.database.db,
      sql`select count(*)::int as sent, count(p.message_id)::int as replaced from messages m left join message_replacements p on p.message_id = m.id
          where m.cohort_id = ${cohortId} and m.kind = 'timetableChanged'`
    )
    expect(rows).toEqual([{ sent: 2, replaced: 2 }])
  })

  test('once somebody has read it, or after ten minutes, what follows is a message of its own', async () => {
    const { cohortId, other } = await begun()
    await act(cohortId, { change: [sent(other, '管理', { placeText: '礼堂' })] })
    const [message] = await inboxOf('lin', cohortId)
    // 赵 can say what he likes of what is not his.
    expect((await world.as('lin')('POST /my/messages/readings', { messageIds: [message!.id] })).status).toBe(200)
    expect(await inboxOf('lin', cohortId)).toMatchObject([{ isRead: true }, { isRead: false }])
    expect(await inboxOf('zhao', cohortId)).toMatchObject([{ isRead: false }, { isRead: false }])
    await act(cohortId, { change: [sent(other, '管理', { placeText: '302' })] })
    world.clock.set('2026-09-07T01:11:00Z')
    await act(cohortId, { change: [sent(other, '管理', { placeText: '303' })] })
    expect(await changesFor('zhao', cohortId)).toEqual([
      ['9月16日（周三）9:00的“管理”地点改为303。'],
      ['9月16日（周三）9:00的“管理”地点改为302。'],
      ['9月16日（周三）9:00的“管理”地点改为礼堂。']
    ])
  })

  test('a message of somebody else is read by nobody else', async () => {
    const { cohortId } = await begun(['林文博'])
    const [message] = await inboxOf('lin', cohortId)
    await world.as('zhao')('POST /my/messages/readings', { messageIds: [message!.id] })
    expect(await inboxOf('lin', cohortId)).toMatchObject([{ isRead: false }])
    const rows = await rowsOf(world.database.db, sql`select from message_readings where message_id = ${message!.id}`)
    expect(rows).toEqual([])
  })

  test('a lesson for one group is news to that group and to the supervisor; who gave the seat up is told nothing', async () => {
    const { cohortId, other } = await begun(['林文博', '赵德明', '孙国庆'])
    const { enrolments } = (await world.as('wang')(`GET /cohorts/${cohortId}/enrolments`)).body
    const seatOf = (name: string) => enrolments.find((one: { name: string }) => one.name === name).id
    const group = await world.as('wang')(`POST /cohorts/${cohortId}/groups`, {
      name: '一组',
      leaderId: null,
      venueId: null,
      placeText: null
    })
    expect([group.status, group.body]).toMatchObject([200, {}])
    const seated = await world.as('wang')(`POST /cohorts/${cohortId}/group-seats`, {
      seats: [{ enrolmentId: seatOf('林文博'), groupId: group.body.id }]
    })
    expect([seated.status, seated.body]).toMatchObject([200, {}])
    await world.as('wang')(`POST /cohorts/${cohortId}/enrolments/${seatOf('孙国庆')}/withdrawal`, { reason: '工作调动' })
    world.clock.set('2026-09-08T01:00:00Z')
    await act(cohortId, { change: [sent(other, '管理', { groupIds: [group.body.id] })] })
    expect(await changesFor('lin', cohortId)).toEqual([])
    expect(await changesFor('xu', cohortId)).toEqual([])
    expect(await changesFor('zhao', cohortId)).toEqual([['取消了9月16日（周三）9:00的“管理”。']])
  })

  test('what falls out ahead of time is told; what is recorded of a day that is over is not', async () => {
    const { cohortId, theory, other } = await begun()
    const settle = (lessonId: number) =>
      world.as('xu')(`POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: false, reason: '讲师生病' })
    world.clock.set('2026-09-14T10:00:00Z')
    expect((await settle(theory)).status).toBe(200)
    expect(await changesFor('lin', cohortId)).toEqual([])
    expect((await settle(other)).status).toBe(200)
    expect(await changesFor('lin', cohortId)).toEqual([['取消了9月16日（周三）9:00的“管理”。']])
  })
})

describe('versions of a lesson', () => {
  const versionsOf = (lessonId: number) =>
    rowsOf<{ number: number; standing: string; title: string }>(
      world.database.db,
      sql`select number::int, standing, title from lesson_versions where lesson_id = ${lessonId} order by number`
    )

  test('written past the server they are counted as well: a title, a booking, a removal', async () => {
    const { cohortId, other } = await begun()
    const { db } = world.database
    const [extra] = await act(cohortId, { add: [teaching('coreTheory', 60, '2026-09-18', 540, { title: '加课' })] })
    await db.execute(sql`update lessons set title = '管理实务' where id = ${other}`)
    await db.execute(sql`update lessons set title = title where id = ${other}`)
    await db.execute(
      sql`insert into bookings (lesson_id, venue_id, during, is_held) values (${other}, ${room}, '[2026-09-16 09:00,2026-09-16 10:30)', true)`
    )
    await db.execute(sql`delete from bookings where lesson_id = ${other}`)
    await db.execute(sql`delete from lessons where id = ${extra!}`)
    expect(await versionsOf(other)).toMatchObject([
      { number: 0, title: '管理' },
      { number: 1, title: '管理实务' },
      { number: 2 },
      { number: 3 }
    ])
    expect(await versionsOf(extra!)).toMatchObject([
      { number: 0, standing: 'planned' },
      { number: 1, standing: 'removed' }
    ])
  })

  test('a cohort that is called off is called off lesson by lesson', async () => {
    const { cohortId, other } = await begun([])
    const answer = await world.as('wang')(`POST /cohorts/${cohortId}/steps`, {
      step: 'cancelled',
      reason: '暴雨',
      document: null
    })
    expect([answer.status, answer.body]).toMatchObject([200, {}])
    expect(await versionsOf(other)).toMatchObject([{ standing: 'planned' }, { number: 1, standing: 'calledOff' }])
  })
})
