import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { lesson as plainLesson } from '../cohorts/timetables.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { filmOf, LIN_TABLET, makeOnline, pieces, player, type OnlineLesson } from './lesson.ts'

let world: World
let lesson: OnlineLesson
let phone: ReturnType<typeof player>
beforeEach(async () => {
  world = await makeWorld()
  lesson = await makeOnline(world, { people: ['林文博', '赵德明'] })
  phone = player(world, lesson)
})
afterEach(() => world.close())

const seen = () => filmOf(world, lesson)
const credit = () =>
  rowsOf<{ centi: number; source: string; slot: string | null; half: number; lesson: number; evidence: number }>(
    world.database.db,
    sql`select e.centi_credits as centi, e.source, e.slot, e.half_days as half, e.lesson_id as lesson,
               (select count(*) from credit_evidence v where v.entry_id = e.id and v.online_completion_id is not null)::int as evidence
        from credit_entries e order by e.id`
  )

describe('who may watch', () => {
  test('nobody without signing in, nobody without a seat, nothing before publication', async () => {
    const { lessonId, materialId } = lesson
    const draft = await makeOnline(world, { name: '还没发布的班', isPublished: false })
    const device = { materialId, deviceId: LIN_TABLET }
    const report = { sequence: 1, pieces: [], positionMs: 0 }
    await phone.play()
    for (const [call, body] of [
      ['GET /my/lessons/:id', undefined],
      ['POST /my/lessons/:id/leases', device],
      [`POST /my/lessons/:id/leases/${phone.lease()}/reports`, report]
    ] as const) {
      const ask = (who: Parameters<World['as']>[0], id = lessonId) => world.as(who)(call.replace(':id', String(id)), body)
      expect((await ask(null)).status).toBe(401)
      expect((await ask('wang')).status).toBe(403)
      expect((await ask('zhengElsewhere')).status).toBe(404)
      expect((await ask('lin', draft.lessonId)).status).toBe(404)
      expect((await ask('lin', 999_999)).status).toBe(404)
      expect((await ask('lin')).status).toBe(200)
    }
    // Another's lease is not one's own, though both sit in the cohort.
    expect((await world.as('zhao')(`POST /my/lessons/${lessonId}/leases/${phone.lease()}/reports`, report)).status).toBe(404)
  })

  test('who gave the seat up no longer does', async () => {
    const { enrolments } = (await world.as('wang')(`GET /cohorts/${lesson.cohortId}/enrolments`)).body
    const { id } = enrolments.find(({ name }: { name: string }) => name === '林文博')
    await world.as('wang')(`POST /cohorts/${lesson.cohortId}/enrolments/${id}/withdrawal`, { reason: '抽调' })
    expect((await phone.play()).status).toBe(404)
  })

  test('a film of another lesson, a piece the film does not have', async () => {
    const ask = (body: object) => world.as('lin')(`POST /my/lessons/${lesson.lessonId}/leases`, body)
    expect((await ask({ materialId: lesson.materialId + 50, deviceId: LIN_TABLET })).body).toMatchObject({
      code: 'unknown-film',
      field: 'materialId'
    })
    expect((await ask({ materialId: lesson.materialId, deviceId: 'my phone' })).body).toMatchObject({ field: 'deviceId' })
    await phone.play()
    expect(
      (
        await phone.tell([
          [0, 5],
          [30, 20]
        ])
      ).body
    ).toMatchObject({ code: 'no-such-piece', field: 'pieces.1' })
    expect((await phone.tell([[0, 600]])).body).toMatchObject({ code: 'no-such-piece', field: 'pieces.0' })
    expect((await seen()).covered).toEqual([])
  })
})

describe('林 watches', () => {
  test('the page says what it is, what it earns, what it costs, and where the film lies', async () => {
    const { body } = await world.as('lin')(`GET /my/lessons/${lesson.lessonId}`)
    expect(body).toMatchObject({
      title: '村务公开实务',
      minutes: 2,
      earns: 25,
      isOpen: true,
      completedAt: null,
      part: 95,
      whole: 100
    })
    const [text, film] = body.parts
    expect(text).toMatchObject({ kind: 'text', playlist: null })
    expect(text.html).toContain('<h3>公开什么</h3>')
    expect(film.playlist).toMatch(/^\/media\/[\w.-]+\/[0-9a-f]{64}\/film\.m3u8$/)
    expect(film.captions.map(({ lang }: { lang: string }) => lang)).toEqual(['zh', 'en'])
    expect(film.renditions).toMatchObject([{ height: 240 }, { height: 480 }])
    expect(film).toMatchObject({ lengthMs: 60_000, coveredMs: 0, missingMs: 57_000, positionMs: 0, isWatched: false })
  })

  test('plays, pauses, reloads, resumes, and is done: credit once, with its evidence, and his record shows it', async () => {
    await phone.play()
    phone.wait(15)
    expect((await phone.tell([[0, 15]])).body).toMatchObject({ grantedMs: 15_000, unverified: [], coveredMs: 15_000 })
    // He pauses for ten minutes, and reloads.
    phone.wait(600)
    expect((await seen()).positionMs).toBe(15_000)
    await phone.play()
    phone.wait(30)
    expect((await phone.tell([[15, 45]])).body).toMatchObject({ coveredMs: 45_000, missingMs: 12_000, completedAt: null })
    phone.wait(11.9)
    expect((await phone.tell([[45, 56.9]])).body).toMatchObject({ isWatched: false, completedAt: null })
    expect(await credit()).toEqual([])
    phone.wait(0.1)
    const last = await phone.tell([[56.9, 57]])
    expect(last.body).toMatchObject({ isWatched: true, missingMs: 0 })
    expect(last.body.completedAt).not.toBeNull()
    phone.wait(3)
    expect((await phone.tell([[57, 60]])).body).toMatchObject({ coveredMs: 60_000, covered: pieces([0, 60]) })
    expect(await credit()).toEqual([{ centi: 25, source: 'online', slot: null, half: 0, lesson: lesson.lessonId, evidence: 1 }])

    const { entries, totals } = (await world.as('lin')('GET /my/record')).body
    expect(entries).toMatchObject([
      {
        source: 'online',
        centiCredits: 25,
        slot: null,
        recordedBy: '林文博',
        evidence: [{ lessonId: lesson.lessonId, kind: 'online', status: null, coveredMs: 57_000, lengthMs: 60_000 }]
      }
    ])
    expect(totals).toMatchObject([{ source: 'online', centiCredits: 25, halfDays: 0 }])
    const person = await world.as('chen')(`GET /coverage/people/${world.who['林文博']}`)
    expect(person.body.entries).toMatchObject([{ source: 'online', evidence: [{ coveredMs: 57_000, markedBy: null }] }])
    const reports = await auditLinesOf(world.database, 'POST /my/lessons/:lessonId/leases/:leaseId/reports')
    expect(reports.filter(({ details }) => 'completionId' in details)).toHaveLength(1)
  })

  test('today offers what he has begun, until it is done', async () => {
    const films = async () => (await world.as('lin')('GET /my/films')).body.lessons
    expect(await films()).toMatchObject([{ id: lesson.lessonId, hasBegun: false, missingMs: 57_000, earns: 25 }])
    await phone.play()
    phone.wait(40)
    await phone.tell([[0, 40]])
    expect(await films()).toMatchObject([{ hasBegun: true, missingMs: 17_000, covered: pieces([0, 40]), lengthMs: 60_000 }])
    expect((await world.as('lin')('GET /my/today')).body).toMatchObject({ inReach: 425, earnedThisYear: 0 })
    phone.wait(20)
    await phone.tell([[40, 60]])
    expect(await films()).toEqual([])
    expect((await world.as('lin')('GET /my/today')).body).toMatchObject({ inReach: 400, earnedThisYear: 25 })
    // An online lesson waits for no hour.
    expect((await world.as('lin')('GET /my/today')).body.lessons.map(({ kind }: { kind: string }) => kind)).toEqual(['classroom'])
    const [cohort] = (await world.as('lin')('GET /my/cohorts')).body.cohorts
    expect(cohort.lessons[1].completedAt).not.toBeNull()
  })

  test('a device change: the phone has moved, and what it played until then still counts', async () => {
    const tablet = player(world, lesson, 'lin', LIN_TABLET)
    expect((await phone.play()).body).toMatchObject({ hasMoved: false })
    phone.wait(20)
    expect((await tablet.play()).body).toMatchObject({ hasMoved: true, coveredMs: 0 })
    tablet.wait(10)
    expect((await tablet.tell([[20, 30]])).body).toMatchObject({ hasMoved: false, covered: pieces([20, 30]) })
    // Told late, from a pocket: only what fitted before the change.
    expect((await phone.tell([[0, 30]])).body).toMatchObject({ hasMoved: true, grantedMs: 20_000, covered: pieces([0, 30]) })
    expect((await phone.tell([[30, 60]])).body).toMatchObject({ hasMoved: true, grantedMs: 0, unverified: pieces([30, 60]) })
  })
})

const closeOut = async () => {
  const { cohortId } = lesson
  const { lessons } = (await world.as('wang')(`GET /cohorts/${cohortId}`)).body
  world.clock.set('2026-09-19T01:00:00Z')
  const theory = lessons.find(({ kind }: { kind: string }) => kind === 'classroom').id
  const called = await world.as('xu')(`POST /cohorts/${cohortId}/lessons/${theory}/roll-call`, {
    clientKey: '00000000-0000-4000-8000-000000000009',
    exceptions: []
  })
  expect(called.status).toBe(200)
  return world.as('wang')(`POST /cohorts/${cohortId}/closing`)
}

describe('the timetable and the close-out', () => {
  test('an online lesson has no roll-call and is not recorded as held or not held', async () => {
    const { cohortId, lessonId } = lesson
    world.clock.set('2026-09-16T01:00:00Z')
    const rolls = { clientKey: '00000000-0000-4000-8000-000000000009', exceptions: [] }
    expect((await world.as('xu')(`POST /cohorts/${cohortId}/lessons/${lessonId}/roll-call`, rolls)).body.code).toBe('online')
    const held = { lessonId, wasHeld: false, reason: '没人看' }
    expect((await world.as('xu')(`POST /cohorts/${cohortId}/holdings`, held)).body.code).toBe('online-settles-itself')
    const { cohorts } = (await world.as('xu')('GET /teach/cohorts')).body
    expect(cohorts[0].lessons.map(({ kind }: { kind: string }) => kind)).toEqual(['classroom'])
  })

  test('once somebody watches, its course and its place in the cohort stay', async () => {
    const { cohortId, lessonId } = lesson
    const { lessons } = (await world.as('wang')(`GET /cohorts/${cohortId}`)).body
    const { kind, title, courseVersionId, heldOn, minutes, categories } = lessons[1]
    const sent = plainLesson({ kind, title, courseVersionId, heldOn, minutes, categories })
    const put = (change: object) => world.as('wang')(`PUT /cohorts/${cohortId}/lessons/${lessonId}`, { ...sent, ...change })
    await phone.play()
    expect((await put({ kind: 'classroom' })).body.code).toBe('lesson-watched')
    expect((await put({ courseVersionId: null, minutes: 0, categories: [] })).body.code).toBe('lesson-watched')
    expect((await world.as('wang')(`DELETE /cohorts/${cohortId}/lessons/${lessonId}`)).body.code).toBe('lesson-watched')
    expect((await put({ heldOn: '2026-09-17' })).status).toBe(200)
  })

  test('the close-out settles it, says who completed it, and posts only what is not yet posted', async () => {
    await phone.play()
    phone.wait(60)
    await phone.tell([[0, 60]])
    const before = (await world.as('wang')(`GET /cohorts/${lesson.cohortId}/close-out`)).body
    expect(before.online).toEqual([
      {
        id: lesson.lessonId,
        title: '村务公开实务',
        isElective: false,
        minutes: 2,
        completed: 1,
        people: [
          { number: 1, name: '林文博', isCompleted: true },
          { number: 2, name: '赵德明', isCompleted: false }
        ]
      }
    ])
    expect(before.unsettled.map(({ id }: { id: number }) => id)).not.toContain(lesson.lessonId)
    const closed = await closeOut()
    expect([closed.status, closed.body]).toMatchObject([200, { completed: 2, entries: 2, centiCredits: 825 }])
    const { people, total } = (await world.as('wang')(`GET /cohorts/${lesson.cohortId}/close-out`)).body
    expect(total).toBe(425)
    expect(people).toMatchObject([
      { name: '林文博', earned: 425, leave: 0, absent: 0, why: 'missedNothing' },
      { name: '赵德明', earned: 400, leave: 0, absent: 25, why: 'withinAllowance' }
    ])
    expect((await credit()).filter(({ source }) => source === 'online')).toHaveLength(1)
  })

  test('after the close-out it may be watched again and earns nothing', async () => {
    await phone.play()
    await closeOut()
    phone.wait(60)
    expect((await phone.tell([[0, 60]])).body).toMatchObject({ code: 'watching-closed' })
    expect((await phone.play()).body).toMatchObject({ code: 'watching-closed' })
    expect((await world.as('lin')(`GET /my/lessons/${lesson.lessonId}`)).body).toMatchObject({ isOpen: false, completedAt: null })
    expect((await seen()).playlist).toMatch(/film\.m3u8$/)
  })
})
