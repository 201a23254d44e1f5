import ExcelJS from 'exceljs'
import ICAL from 'ical.js'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../../server/database/db.ts'
import { makeWorld, type World } from '../../world.ts'
import { lesson, publish, setUp } from '../timetables.ts'
import { makeShared, taughtOn, type Shared } from './sharing.ts'

/** One teaching for two cohorts, as those see it who teach it, keep the room, plan it, or sit in it. */
let world: World
let shared: Shared
beforeAll(async () => {
  world = await makeWorld()
  shared = await makeShared(world)
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)

type Event = { uid: string; title: string; sequence: number; isCancelled: boolean; notes: string }
const feedOf = async (of: string, by = wang): Promise<() => Promise<Event[]>> => {
  const { path } = (await by(`POST ${of}/feeds`)).body
  return async () => {
    const { body } = await world.app.inject({ method: 'GET', url: path })
    return ICAL.Component.fromString(body)
      .getAllSubcomponents('vevent')
      .map(component => {
        const event = new ICAL.Event(component)
        const isCancelled = component.getFirstPropertyValue('status') === 'CANCELLED'
        return {
          uid: event.uid,
          title: event.summary,
          sequence: Number(event.sequence),
          isCancelled,
          notes: event.description ?? ''
        }
      })
  }
}
const uid = (id: number) => `lesson-${id}@lunxun`
const standing = (events: Event[]) => events.filter(({ isCancelled }) => !isCancelled)

describe('a lesson of two cohorts', () => {
  test('is one appointment of its teacher and of its room, with the names of both; its number rises with every joining and leaving', async () => {
    const heldOn = '2026-10-01'
    const [teachers, rooms] = [
      await feedOf(`/teachers/${shared.teacher}`, shared.zhou),
      await feedOf(`/venues/${shared.hall}`, shared.zhou)
    ]
    const first = await taughtOn(world, shared, '甲班', heldOn)
    const second = await setUp(world, [], { name: '乙班', startsOn: heldOn, endsOn: heldOn })
    const [lessonId] = first.lessonIds as [number]
    await publish(world, first.cohortId)
    expect(await teachers()).toMatchObject([{ uid: uid(lessonId), sequence: 0 }])
    await wang(`POST /cohorts/${first.cohortId}/lessons/${lessonId}/combined`, { to: second.cohortId })
    const other = (await wang(`GET /cohorts/${second.cohortId}`)).body.lessons[0].id as number
    // A draft is nobody's news: it is not named yet.
    const [drafted] = (await teachers()) as [Event]
    expect([drafted.uid, drafted.notes]).toEqual([uid(lessonId), expect.not.stringContaining('乙班')])
    await publish(world, second.cohortId)
    for (const events of [await teachers(), await rooms()]) {
      expect(events).toMatchObject([{ uid: uid(lessonId), title: '党章与党内法规要点', isCancelled: false }])
      expect(events[0]!.notes).toContain('甲班')
      expect(events[0]!.notes).toContain('合班：乙班')
    }
    const joined = (await teachers())[0]!.sequence
    expect(joined).toBeGreaterThan(0)
    // Moved for both, it is still one; taken out of 甲班, it goes on by the lesson of 乙班.
    const moved = {
      ...lesson({ heldOn, venueIds: [shared.hall], teacherIds: [shared.teacher] }),
      fromMinute: 550,
      untilMinute: 640
    }
    expect((await wang(`PUT /cohorts/${first.cohortId}/lessons/${lessonId}`, moved)).status).toBe(200)
    const [after] = (await teachers()) as [Event]
    expect([after.uid, after.sequence]).toEqual([uid(lessonId), joined + 1])
    await wang(`POST /cohorts/${first.cohortId}/lessons`, lesson({ heldOn, fromMinute: 960, untilMinute: 1050 }))
    expect((await wang(`DELETE /cohorts/${first.cohortId}/lessons/${lessonId}`)).status).toBe(200)
    expect(standing(await teachers()).map(event => event.uid)).toEqual([uid(other)])
    const gone = (await teachers()).find(event => event.uid === uid(lessonId))!
    expect([gone.isCancelled, gone.sequence > after.sequence]).toEqual([true, true])
  })

  test('that calendars knew as two is taken back as one of them', async () => {
    const heldOn = '2026-10-02'
    const first = await taughtOn(world, shared, '丙班', heldOn)
    const second = await taughtOn(world, shared, '丁班', heldOn, { fromMinute: 960, untilMinute: 1050 })
    for (const { cohortId } of [first, second]) await publish(world, cohortId)
    const teachers = await feedOf(`/teachers/${shared.teacher}`, shared.zhou)
    const ofDay = (events: Event[]) =>
      events.filter(({ uid: id }) => [uid(first.lessonIds[0]!), uid(second.lessonIds[0]!)].includes(id))
    expect(standing(ofDay(await teachers()))).toHaveLength(2)
    const answer = await wang(`POST /cohorts/${first.cohortId}/lessons/${first.lessonIds[0]}/combined`, {
      to: second.cohortId,
      insteadOf: second.lessonIds[0]
    })
    expect(answer.status).toBe(200)
    const events = ofDay(await teachers())
    expect(events.find(event => event.uid === uid(first.lessonIds[0]!))).toMatchObject({ isCancelled: false })
    expect(events.find(event => event.uid === uid(second.lessonIds[0]!))).toMatchObject({ isCancelled: true, sequence: 3 })
    // In its own cohort it goes on under its own name.
    const own = await feedOf(`/cohorts/${second.cohortId}`)
    const mine = (await own()).find(event => event.uid === uid(second.lessonIds[0]!))!
    expect([mine.isCancelled, mine.notes.includes('合班：丙班')]).toEqual([false, true])
  })

  test('stands once in the four weeks of its room and teacher, is one lesson of theirs, and one lecture held', async () => {
    const heldOn = '2026-10-05'
    const first = await taughtOn(world, shared, '戊班', heldOn)
    const second = await setUp(world, [], { name: '己班', startsOn: heldOn, endsOn: heldOn, capacity: 50 })
    await wang(`POST /cohorts/${first.cohortId}/lessons/${first.lessonIds[0]}/combined`, { to: second.cohortId })
    // 48 and 50 people in a hall of 90.
    const { warnings } = (await wang(`GET /cohorts/${first.cohortId}/warnings`)).body
    expect(warnings).toMatchObject([{ what: 'rooms', count: 8, title: '党章与党内法规要点' }])
    for (const { cohortId } of [first, second]) await publish(world, cohortId)
    for (const of of [`/venues/${shared.hall}`, `/teachers/${shared.teacher}`]) {
      const { bookings } = (await shared.zhou(`GET ${of}/calendar?from=${heldOn}`)).body
      expect(bookings).toMatchObject([{ heldOn, cohortName: '戊班、己班', isDraft: false }])
    }
    const before = (await shared.zhou(`GET /teachers/${shared.teacher}`)).body.lectures
    world.clock.set(`${heldOn}T09:00:00Z`)
    const other = (await wang(`GET /cohorts/${second.cohortId}`)).body.lessons[0].id as number
    for (const [cohortId, lessonId] of [
      [first.cohortId, first.lessonIds[0]],
      [second.cohortId, other]
    ])
      expect((await wang(`POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: true, reason: null })).status).toBe(200)
    world.clock.set('2026-09-07T01:00:00Z')
    expect((await shared.zhou(`GET /teachers/${shared.teacher}`)).body.lectures).toBe(before + 1)
    const uses = (await shared.zhou(`GET /venues/${shared.hall}/uses`)).body
    expect(uses.held).toBe(1)
  })

  test('says on the phone and on the printed timetable who else sits in it, and is no collision for who sits in both', async () => {
    const heldOn = '2026-10-06'
    const first = await taughtOn(world, shared, '庚班', heldOn)
    const second = await setUp(world, [], { name: '辛班', startsOn: heldOn, endsOn: heldOn })
    await wang(`POST /cohorts/${first.cohortId}/lessons/${first.lessonIds[0]}/combined`, { to: second.cohortId })
    for (const { cohortId } of [first, second]) {
      await publish(world, cohortId)
      await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: [world.who['林文博']] })
    }
    const { cohorts } = (await world.as('lin')('GET /my/cohorts')).body
    const mine = cohorts.find(({ name }: { name: string }) => name === '庚班')
    expect(mine.lessons[0]).toMatchObject({ title: '党章与党内法规要点', combinedWith: ['辛班'] })
    const { warnings } = (await wang(`GET /cohorts/${first.cohortId}/warnings`)).body
    expect(warnings.filter(({ what }: { what: string }) => what === 'learners')).toEqual([])
    const notice = {
      format: 'xlsx',
      issuer: '中共安澜县委组织部',
      number: '',
      addressees: '各乡镇党委',
      signedOn: '2026-09-07',
      replyBy: '',
      contact: '王小燕',
      bring: ''
    }
    const { bytes } = await world.as('wang')(`POST /cohorts/${first.cohortId}/notice`, notice)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as never)
    const said: string[] = []
    for (const sheet of book.worksheets) sheet.eachRow(row => row.eachCell(cell => said.push(cell.text)))
    expect(said.filter(text => text.includes('合班'))).toEqual(['合班：辛班'])
    const own = await feedOf('/my', (call, body) => world.as('lin')(call, body))
    expect((await own()).find(event => event.uid === uid(first.lessonIds[0]!))!.notes).toContain('合班：辛班')
    const known = await rowsOf<{ joined: boolean }>(
      world.database.db,
      sql`select has_joined as joined from lesson_combinings where lesson_id = ${first.lessonIds[0]}`
    )
    expect(known).toEqual([{ joined: true }])
  })
})
