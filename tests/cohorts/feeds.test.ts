import ICAL from 'ical.js'
import nodeIcal, { type VEvent } from 'node-ical'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { publish, setUp, teaching } from './timetables.ts'

/**
 * A timetable as calendars read it: fetched by an address and compared, as instants, by two parsers that know nothing of each other. The
 * instants are typed by hand; Anlan is eight hours ahead of UTC all year, also on the days on which others change their clocks.
 */
let world: World
let cohortId: number
let lessons: number[]
let teacher: number
let room: number
beforeAll(async () => {
  world = await makeWorld()
  const wang = world.as('wang')
  const organisationId = world.at['安澜县']
  teacher = (await wang('POST /teachers', { organisationId, name: '贺老师', unit: '县委党校', title: '讲师' })).body.id
  room = (await wang('POST /venues', { organisationId, name: '301 教室', place: '县党校', capacity: 60 })).body.id
  const made = await setUp(
    world,
    [
      teaching('coreTheory', 90, '2026-10-25', 540, { title: '理论；一,二', teacherIds: [teacher], venueIds: [room] }),
      // Clocks go back that night in Europe, and a week later in New York.
      teaching('competency', 90, '2026-10-25', 0, { title: '半夜的课' }),
      teaching('coreTheory', 90, '2026-11-01', 1350, { title: '到半夜的课', teacherIds: [teacher] })
    ],
    { name: '日历的班', startsOn: '2026-10-24', endsOn: '2026-11-02' }
  )
  cohortId = made.cohortId
  lessons = made.lessonIds
  await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: [world.who['林文博'], world.who['赵德明']] })
})
afterAll(() => world.close())

type Read = { from: string; until: string; sequence: number; title: string; isCancelled: boolean; place: string }

const readByIcalJs = (text: string): Map<string, Read> => {
  const calendar = ICAL.Component.fromString(text)
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  return new Map(
    calendar.getAllSubcomponents('vevent').map(component => {
      const event = new ICAL.Event(component)
      const instant = (time: ICAL.Time) => new Date(time.toUnixTime() * 1000).toISOString()
      return [
        event.uid,
        {
          from: instant(event.startDate),
          until: instant(event.endDate),
          sequence: Number(event.sequence),
          title: event.summary,
          isCancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
          place: event.location ?? ''
        }
      ]
    })
  )
}

const readByNodeIcal = (text: string): Map<string, Read> =>
  new Map(
    Object.values(nodeIcal.sync.parseICS(text))
      .filter((component): component is VEvent => component?.type === 'VEVENT')
      .map(event => [
        event.uid,
        {
          from: event.start.toISOString(),
          until: event.end!.toISOString(),
          sequence: Number(event.sequence),
          title: String(event.summary),
          isCancelled: event.status === 'CANCELLED',
          place: String(event.location ?? '')
        }
      ])
  )

const fetched = (path: string, headers: Record<string, string> = {}) =>
  world.app.inject({ method: 'GET', url: path, headers: { 'accept-language': 'zh', ...headers } })

/** What both parsers say of an address; they never differ. */
const read = async (path: string): Promise<Map<string, Read>> => {
  const answer = await fetched(path)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  const [one, other] = [readByIcalJs(answer.body), readByNodeIcal(answer.body)]
  expect(other).toEqual(one)
  return one
}
const uid = (lessonId: number) => `lesson-${lessonId}@lunxun`
const feedOf = async (who: 'wang' | 'xu' | 'lin' | 'zhao', of: string): Promise<string> =>
  (await world.as(who)(`POST ${of}/feeds`)).body.path

describe('the calendar of a cohort', () => {
  let path: string

  test('is empty while the timetable is a draft, and then has every lesson at its instant', async () => {
    path = await feedOf('xu', `/cohorts/${cohortId}`)
    expect(path).toMatch(/^\/feeds\/[\w-]{43}\.ics$/)
    expect([...(await read(path)).keys()]).toEqual([])
    await publish(world, cohortId)
    const [theory, night, late] = lessons as [number, number, number]
    expect(Object.fromEntries(await read(path))).toEqual({
      [uid(night)]: {
        from: '2026-10-24T16:00:00.000Z',
        until: '2026-10-24T17:30:00.000Z',
        sequence: 0,
        title: '半夜的课',
        isCancelled: false,
        place: ''
      },
      [uid(theory)]: {
        from: '2026-10-25T01:00:00.000Z',
        until: '2026-10-25T02:30:00.000Z',
        sequence: 0,
        title: '理论；一,二',
        isCancelled: false,
        place: '县党校 301 教室'
      },
      [uid(late)]: {
        from: '2026-11-01T14:30:00.000Z',
        until: '2026-11-01T16:00:00.000Z',
        sequence: 0,
        title: '到半夜的课',
        isCancelled: false,
        place: ''
      }
    })
  })

  test('says its zone, and names no trainee', async () => {
    const { body } = await fetched(path)
    expect(body).toContain('DTSTART;TZID=Asia/Shanghai:20261025T090000')
    expect(body).toContain('TZOFFSETTO:+0800')
    for (const name of ['林文博', '赵德明']) expect(body.replaceAll('\r\n ', '')).not.toContain(name)
  })

  test('is sent once: who has it is told that it is the same, until something changes', async () => {
    const { headers } = await fetched(path)
    const etag = String(headers.etag)
    const again = await fetched(path, { 'if-none-match': `W/${etag}` })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    world.clock.set('2026-09-07T02:00:00Z')
    expect((await fetched(path, { 'if-none-match': etag })).statusCode).toBe(304)
    await world.as('wang')(
      `PUT /cohorts/${cohortId}/lessons/${lessons[1]}`,
      teaching('competency', 90, '2026-10-26', 0, { title: '半夜的课' })
    )
    expect((await fetched(path, { 'if-none-match': etag })).statusCode).toBe(200)
  })

  test('with every change the number of a lesson rises, and of no other; its name stays', async () => {
    const [theory, night, late] = lessons as [number, number, number]
    expect((await read(path)).get(uid(night))).toMatchObject({ from: '2026-10-25T16:00:00.000Z', sequence: 1 })
    await world.database.db.execute(sql`update lessons set title = '换了名字' where id = ${night}`)
    const after = await read(path)
    expect([theory, night, late].map(id => after.get(uid(id))!.sequence)).toEqual([0, 2, 0])
    const said = (await fetched(path)).body
    expect(said).toContain('LAST-MODIFIED:')
  })

  test('a lesson that fell out, and one that was taken out, stay as cancelled', async () => {
    const wang = world.as('wang')
    const [, night, late] = lessons as [number, number, number]
    await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId: night, wasHeld: false, reason: '停电' })
    expect((await wang(`DELETE /cohorts/${cohortId}/lessons/${late}`)).status).toBe(200)
    const after = await read(path)
    expect(after.get(uid(night))).toMatchObject({ sequence: 3, isCancelled: true, title: '已取消：换了名字' })
    expect(after.get(uid(late))).toMatchObject({ sequence: 1, isCancelled: true, from: '2026-11-01T14:30:00.000Z' })
  })
})

describe('an address', () => {
  test('is kept as a hash, told once, listed with who made it, and after it was taken back nothing is there', async () => {
    const path = await feedOf('wang', `/cohorts/${cohortId}`)
    const rows = await rowsOf<{ token_hash: string }>(world.database.db, sql`select token_hash from feeds`)
    expect(rows.some(({ token_hash: hash }) => path.includes(hash))).toBe(false)
    const { feeds } = (await world.as('xu')(`GET /cohorts/${cohortId}/feeds`)).body
    expect(feeds.map(({ madeBy }: { madeBy: string }) => madeBy)).toEqual(['王小燕', '徐建军'])
    expect(JSON.stringify(feeds)).not.toContain(path.slice(7, 50))
    expect((await fetched(path)).statusCode).toBe(200)
    await world.as('xu')(`POST /cohorts/${cohortId}/feeds/${feeds[0].id}/revocation`)
    expect((await fetched(path)).statusCode).toBe(404)
    expect((await world.as('xu')(`POST /cohorts/${cohortId}/feeds/${feeds[0].id}/revocation`)).status).toBe(404)
    expect(await auditLinesOf(world.database, 'POST /cohorts/:cohortId/feeds/:feedId/revocation')).toMatchObject([
      { account_id: world.account.xu, details: { feedId: feeds[0].id, cohortId } }
    ])
    for (const wrong of ['/feeds/x.ics', `/feeds/${'a'.repeat(43)}.ics`, path.slice(0, -4)])
      expect((await fetched(wrong)).statusCode).toBe(404)
  })

  test('of somebody who may no longer sign in holds no longer', async () => {
    const path = await feedOf('zhao', '/my')
    expect((await fetched(path)).statusCode).toBe(200)
    await world.database.db.execute(sql`update accounts set is_disabled = true where id = ${world.account.zhao}`)
    expect((await fetched(path)).statusCode).toBe(404)
    await world.database.db.execute(sql`update accounts set is_disabled = false where id = ${world.account.zhao}`)
  })
})

test('the calendars of a teacher and of a room have what is theirs; what is no longer theirs is cancelled there alone', async () => {
  const [theory] = lessons as [number]
  const [ofTeacher, ofRoom] = [await feedOf('wang', `/teachers/${teacher}`), await feedOf('wang', `/venues/${room}`)]
  expect((await read(ofTeacher)).get(uid(theory))).toMatchObject({ isCancelled: false, sequence: 0 })
  expect((await fetched(ofTeacher)).body.replaceAll('\r\n ', '')).toContain('DESCRIPTION:日历的班')
  await world.as('wang')(
    `PUT /cohorts/${cohortId}/lessons/${theory}`,
    teaching('coreTheory', 90, '2026-10-25', 540, { title: '理论', venueIds: [room] })
  )
  expect((await read(ofTeacher)).get(uid(theory))).toMatchObject({ isCancelled: true, sequence: 1 })
  expect((await read(ofRoom)).get(uid(theory))).toMatchObject({ isCancelled: false, sequence: 1 })
})

test('the calendar of a person has the own lessons, and takes them back when the seat is given up', async () => {
  const path = await feedOf('lin', '/my')
  const [theory] = lessons as [number]
  const before = (await read(path)).get(uid(theory))!
  expect(before.isCancelled).toBe(false)
  const { enrolments } = (await world.as('wang')(`GET /cohorts/${cohortId}/enrolments`)).body
  const seat = enrolments.find(({ name }: { name: string }) => name === '林文博')
  await world.as('wang')(`POST /cohorts/${cohortId}/enrolments/${seat.id}/withdrawal`, { reason: '工作调动' })
  const after = (await read(path)).get(uid(theory))!
  expect([after.isCancelled, after.sequence > before.sequence]).toEqual([true, true])
  // Another's address is nobody's to take back.
  const { feeds } = (await world.as('lin')('GET /my/feeds')).body
  expect((await world.as('zhao')(`POST /my/feeds/${feeds[0].id}/revocation`)).status).toBe(404)
  expect((await world.as('lin')(`POST /my/feeds/${feeds[0].id}/revocation`)).status).toBe(200)
  expect((await fetched(path)).statusCode).toBe(404)
})
